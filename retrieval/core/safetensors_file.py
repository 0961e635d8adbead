"""Reads tensors of a safetensors file, mapped into memory: only what is used is read from the disk.

The format: https://huggingface.co/docs/safetensors (eight bytes of length, a JSON header, the tensors).
"""

from __future__ import annotations

import json
import mmap
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_FLOAT32 = "F32"


def read(file: Path) -> dict[str, npt.NDArray[np.float32]]:
    """Return all float32 tensors of the file, by name.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no safetensors file.
    """
    with file.open("rb") as opened:
        length = int.from_bytes(opened.read(8), "little")
        header: dict[str, Any] = json.loads(opened.read(length))
        mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    header.pop("__metadata__", None)
    begin = 8 + length
    return {
        name: np.frombuffer(
            mapped,
            dtype="<f4",
            count=(entry["data_offsets"][1] - entry["data_offsets"][0]) // 4,
            offset=begin + entry["data_offsets"][0],
        ).reshape(entry["shape"])
        for name, entry in header.items()
        if entry["dtype"] == _FLOAT32
    }
