"""Writes averaged weights as the file that is shipped, in 16 bits, and says what its hash is.

    python bench/train_reader/packing.py FILE CHECKPOINT=SHARE...

mixes the weights of several runs that began from one another: the shipped ones are a quarter of the first run's, a
quarter of the second's and half of the third's (LOG.md).
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import save_file


def pack(checkpoints: Mapping[Path, float], file: Path) -> str:
    """Writes the shipped file.

    bfloat16 keeps the range of the trained weights, and is what the reader computes in where the processor can.

    Args:
        checkpoints: of `training.train`, each with its share; the shares make up 1.
        file: to be written.

    Returns:
        Its SHA-256, which `retrieval/readers/loading.py` checks.
    """
    mixed: dict[str, torch.Tensor] = {}
    steps = []
    for checkpoint, share in checkpoints.items():
        held = torch.load(checkpoint, map_location="cpu")
        steps.append(str(held["step"]))
        for name, weight in held["average"].items():
            mixed[name] = mixed.get(name, 0) + share * weight
    weights = {name: weight.to(torch.bfloat16).contiguous() for name, weight in sorted(mixed.items())}
    save_file(weights, file, metadata={"steps": "+".join(steps)})
    file.chmod(0o644)
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    shares = (argument.rpartition("=") for argument in sys.argv[2:])
    print(pack({Path(name): float(share) for name, _, share in shares}, Path(sys.argv[1])))
