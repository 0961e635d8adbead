"""Vectors of 8-bit numbers: a quarter of the size, and close enough to find candidates by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from retrieval.core.records import Matrix, Vector

Keys: TypeAlias = npt.NDArray[np.int64]  # ascending
Records: TypeAlias = npt.NDArray[np.void]  # of `record_type`, ordered by key

LARGEST = 127  # the largest 8-bit number: of each row's largest component
# Rows that are multiplied at a time, as 32-bit floats in the processor's cache. A million rows of 384 numbers took
# 120 ms of one core with 512 and with 1,024, 140 ms with 256, seconds with 4,096 (usearch 2.26, int8, exact: 120 ms).
BLOCK_ROWS = 512


def record_type(dimension: int) -> np.dtype[Any]:
    """Return the layout of a stored passage, little-endian on every machine."""
    return np.dtype([("key", "<i8"), ("scale", "<f4"), ("row", "i1", (dimension,))])


def encode(keys: Sequence[int], rows: Matrix) -> Records:
    """Encode vectors, shape (passages, dimension): each of its components is off by half its scale at most."""
    records = np.empty(len(keys), record_type(rows.shape[1]))
    largest = np.abs(rows).max(axis=1, initial=0.0)
    scales = np.where(largest > 0, largest, 1.0).astype(np.float32) / np.float32(LARGEST)
    records["key"], records["scale"] = keys, scales
    records["row"] = np.rint(rows / scales[:, None])
    return records


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Segment:
    """Rows that lie together, in memory or in a file that is mapped into it."""

    keys: Keys  # shape (rows,)
    scales: npt.NDArray[np.float32]  # shape (rows,)
    rows: npt.NDArray[np.int8]  # shape (rows, dimension)

    @classmethod
    def of(cls, records: Records) -> Segment:
        """Return the segment of records; their rows are not copied."""
        return cls(
            keys=records["key"].astype(np.int64), scales=records["scale"].astype(np.float32), rows=records["row"]
        )

    @classmethod
    def join(cls, segments: Sequence[Segment]) -> Segment:
        """Return the segments one after another, copied."""
        return cls(
            keys=np.concatenate([segment.keys for segment in segments]),
            scales=np.concatenate([segment.scales for segment in segments]),
            rows=np.concatenate([segment.rows for segment in segments]),
        )

    def __len__(self) -> int:
        return len(self.keys)

    def multiply(self, vector: Vector, products: npt.NDArray[np.float32]) -> None:
        """Write about the product of each row with the vector, shape (rows,)."""
        block = np.empty((BLOCK_ROWS, len(vector)), dtype=np.float32)
        for start in range(0, len(self), BLOCK_ROWS):
            rows = self.rows[start : start + BLOCK_ROWS]
            block[: len(rows)] = rows
            np.dot(block[: len(rows)], vector, out=products[start : start + len(rows)])
        products *= self.scales
