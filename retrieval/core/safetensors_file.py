"""Reads tensors of a safetensors file, mapped into memory: only what is used is read from the disk.

The format: https://huggingface.co/docs/safetensors (eight bytes of length, a JSON header, the tensors).
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_FLOAT32 = "F32"
_LONGEST_HEADER = 100_000_000  # bytes, as the format allows


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedTensors:
    """The float32 tensors of a file, by name. Writing to one changes neither the file nor another process's copy."""

    by_name: Mapping[str, npt.NDArray[np.float32]]
    _mapping: mmap.mmap

    def free_memory(self) -> None:
        """Free the memory that reading has filled so far. What is used afterwards is read from the disk again."""
        if hasattr(mmap, "MADV_DONTNEED"):  # not on Windows, which takes memory back by itself when it runs short
            self._mapping.madvise(mmap.MADV_DONTNEED)


def read(file: Path) -> MappedTensors:
    """Map all float32 tensors of the file.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no safetensors file.
    """
    with file.open("rb") as opened:
        length = int.from_bytes(opened.read(8), "little")
        if length > _LONGEST_HEADER:
            raise ValueError(f"{file} is no safetensors file: its header would have {length} bytes")
        header: dict[str, Any] = json.loads(opened.read(length))
        mapping = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_COPY)  # ONNX Runtime takes only writable arrays
    header.pop("__metadata__", None)
    begin = 8 + length
    tensors = {
        name: np.frombuffer(
            mapping,
            dtype="<f4",
            count=(entry["data_offsets"][1] - entry["data_offsets"][0]) // 4,
            offset=begin + entry["data_offsets"][0],
        ).reshape(entry["shape"])
        for name, entry in header.items()
        if entry["dtype"] == _FLOAT32
    }
    return MappedTensors(by_name=tensors, _mapping=mapping)
