"""Reads what search by meaning needs of a library from its file, and matches it with rows that were read before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from retrieval.core.records import Matrix
from retrieval.engines.sqlite.byte_vectors import Keys
from retrieval.engines.sqlite.library_schema import KEY_BITS
from retrieval.engines.sqlite.row_codec import matrix

BATCH = 4_096  # rows read from the file at a time

_VECTORS = """SELECT vectors.key, vector FROM json_each(?) AS requested
    CROSS JOIN vectors ON vectors.key = requested.value"""


def read_ranges(connection: sqlite3.Connection, library: int) -> tuple[Keys, Keys]:
    """Return the first key and the number of passages of every article: they show which rows were added and removed."""
    rows = connection.execute(
        "SELECT number, passages FROM articles WHERE number >= ? AND number < ? AND passages > 0 ORDER BY number",
        key_bounds(library),
    ).fetchall()
    table = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def read_batches(
    connection: sqlite3.Connection, library: int, dimension: int, *, after: int, batch: int
) -> Iterator[tuple[list[int], Matrix]]:
    """Yield the keys of a library's passages with their vectors, in order, a batch at a time.

    Args:
        connection: inside a transaction, so that all batches are of one state.
        library: its number.
        dimension: of the vectors.
        after: only keys greater than this are read.
        batch: keys in a batch; the last may have fewer.

    Yields:
        Keys, and their vectors, shape (keys, dimension).
    """
    cursor = connection.execute(
        "SELECT key, vector FROM vectors WHERE key > ? AND key < ? ORDER BY key", (after, key_bounds(library)[1])
    )
    while rows := cursor.fetchmany(batch):
        yield [key for key, _ in rows], matrix([blob for _, blob in rows], dimension)


def read_vectors(connection: sqlite3.Connection, keys: Sequence[int], dimension: int) -> tuple[list[int], Matrix]:
    """Return the keys that are stored, with their vectors, shape (keys, dimension)."""
    rows = connection.execute(_VECTORS, (json.dumps(list(keys)),)).fetchall()
    return [key for key, _ in rows], matrix([blob for _, blob in rows], dimension)


def key_bounds(library: int) -> tuple[int, int]:
    """Return the least key that the library may have, and the least of the next library."""
    return library << KEY_BITS, (library + 1) << KEY_BITS


def mark_live(parts: Sequence[Keys], starts: Keys, counts: Keys) -> npt.NDArray[np.bool_] | None:
    """Mark the rows that belong to the articles, shape (rows,); None if rows of an article are missing.

    Args:
        parts: the keys of the rows, ascending from part to part.
        starts: the first key of each article.
        counts: the number of passages of each article.
    """
    rows = sum(map(len, parts))
    first = sum((np.searchsorted(keys, starts) for keys in parts), np.zeros(len(starts), dtype=np.intp))
    end = sum((np.searchsorted(keys, starts + counts) for keys in parts), np.zeros(len(starts), dtype=np.intp))
    if not np.array_equal(end - first, counts):
        return None
    steps = np.zeros(rows + 1, dtype=np.int8)
    steps[first] += 1
    steps[end] -= 1
    return np.cumsum(steps[:-1], dtype=np.int8).astype(np.bool_)
