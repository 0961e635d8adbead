"""Writes a checkpoint's averaged weights as the file that is shipped, in 16 bits, and says what its hash is."""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch
from safetensors.torch import save_file


def pack(checkpoint: Path, file: Path) -> str:
    """Writes the shipped file.

    bfloat16 keeps the range of the trained weights, and is what the reader computes in where the processor can.

    Args:
        checkpoint: of `training.train`.
        file: to be written.

    Returns:
        Its SHA-256, which `retrieval/readers/packaged.py` checks.
    """
    held = torch.load(checkpoint, map_location="cpu")
    weights = {name: weight.to(torch.bfloat16).contiguous() for name, weight in sorted(held["average"].items())}
    save_file(weights, file, metadata={"step": str(held["step"])})
    file.chmod(0o644)
    return hashlib.sha256(file.read_bytes()).hexdigest()
