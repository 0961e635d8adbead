"""Mixes the averaged weights of the small reader's runs into one file, in 16 bits.

The runs began from one another: the shipped weights are a quarter of the first run's, a quarter of the second's and
half of the third's (LOG.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import save_file


def pack(checkpoints: Mapping[Path, float], file: Path) -> None:
    """Write the mixed weights. bfloat16 keeps their range.

    Args:
        checkpoints: of `training.Trainer`, each with its share; the shares make up 1.
        file: to be written.
    """
    mixed: dict[str, torch.Tensor] = {}
    steps = []
    for file_of_run, share in checkpoints.items():
        checkpoint = torch.load(file_of_run, map_location="cpu")
        steps.append(str(checkpoint["step"]))
        for name, weight in checkpoint["average"].items():
            mixed[name] = mixed.get(name, torch.zeros(())) + share * weight
    weights = {name: weight.to(torch.bfloat16).contiguous() for name, weight in sorted(mixed.items())}
    save_file(weights, file, metadata={"steps": "+".join(steps)})
    file.chmod(0o644)
