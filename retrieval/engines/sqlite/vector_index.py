"""The passage vectors of one library in memory: read once, then updated from the file row by row."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from retrieval.core.records import Matrix, Vector
from retrieval.core.sqlite_files.sqlite_refusals import MalformedRow
from retrieval.engines.sqlite import vector_rows
from retrieval.engines.sqlite.byte_vectors import Keys
from retrieval.engines.sqlite.vector_rows import BATCH

SPARE = 1.25  # allocate a quarter more rows: a big matrix is copied once in a thousand additions, not at each
LEAST_ROOM = 1_024  # rows
DEAD_SHARE = 0.25  # of rows of removed passages; above it the matrix is copied without them


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VectorView:
    """One state of a library: the first `count` rows without the dead ones. Rows after them belong to later states."""

    changes: int  # the library's counter in this state
    keys: Keys  # shape (room,)
    rows: Matrix  # shape (room, dimension)
    count: int
    dead: npt.NDArray[np.intp]  # positions of rows whose passages are removed

    def nearest(self, vector: Vector, k: int) -> list[int]:
        """Return the keys of the k live rows with the greatest product with the vector; all, if there are fewer."""
        k = min(k, self.count - len(self.dead))
        if k <= 0:
            return []
        scores = self.rows[: self.count] @ vector
        scores[self.dead] = -np.inf
        best = np.argpartition(scores, self.count - k)[self.count - k :]
        keys: list[int] = self.keys[best].tolist()
        return keys


class LibraryVectors:
    """The view that belongs to a reader's snapshot; the newest view is kept. Safe for many threads."""

    def __init__(self, library: int, dimension: int) -> None:
        self._library = library
        self._dimension = dimension
        self._lock = threading.Lock()
        self._newest = self._empty()

    def nearest(self, connection: sqlite3.Connection, changes: int, vector: Vector, k: int) -> list[int]:
        """Return the keys of the k passages with the greatest product with the vector, by way of `view`."""
        return self.view(connection, changes).nearest(vector, k)

    def view(self, connection: sqlite3.Connection, changes: int) -> VectorView:
        """Return the state with the counter `changes`, which must be the state that the connection's snapshot sees.

        Raises:
            sqlite3.Error: the file cannot be read, or its rows are not what they should be.
        """
        if (view := self._newest).changes == changes:
            return view
        with self._lock:
            if (view := self._newest).changes == changes:
                return view
            view = self._derive(connection, changes)
            if changes > self._newest.changes:
                self._newest = view
            return view

    def _derive(self, connection: sqlite3.Connection, changes: int) -> VectorView:
        starts, counts = vector_rows.read_ranges(connection, self._library)
        base = self._newest
        if changes > base.changes:
            base = self._extend(connection, base, starts, counts)
        live = _mark_live(base, starts, counts)
        if live is None:  # a snapshot from before dead rows were dropped: it gets a matrix of its own
            base = self._extend(connection, self._empty(), starts, counts)
            live = _mark_live(base, starts, counts)
        if live is None:
            raise MalformedRow("the vectors do not belong to the passages")
        return _without_dead(base, changes, live)

    def _extend(self, connection: sqlite3.Connection, base: VectorView, starts: Keys, counts: Keys) -> VectorView:
        """Return the view with all rows after its last one: in its spare room where they fit, else in a larger copy."""
        last = int(base.keys[base.count - 1]) if base.count else vector_rows.key_bounds(self._library)[0] - 1
        view = _with_room(base, base.count + int(counts[starts > last].sum()))
        count = view.count
        batches = vector_rows.read_batches(connection, self._library, self._dimension, after=last, batch=BATCH)
        for keys, rows in batches:
            end = count + len(keys)
            if end > len(view.keys):
                raise MalformedRow("more vectors than passages")
            view.keys[count:end], view.rows[count:end] = keys, rows
            count = end
        return replace(view, count=count)

    def _empty(self) -> VectorView:
        return VectorView(
            changes=-1,
            keys=np.empty(0, dtype=np.int64),
            rows=np.empty((0, self._dimension), dtype=np.float32),
            count=0,
            dead=np.empty(0, dtype=np.intp),
        )


def _with_room(view: VectorView, rows: int) -> VectorView:
    if rows <= len(view.keys):
        return view
    room = int(rows * SPARE) + LEAST_ROOM
    keys = np.empty(room, dtype=np.int64)
    matrix_ = np.empty((room, view.rows.shape[1]), dtype=np.float32)
    keys[: view.count] = view.keys[: view.count]
    matrix_[: view.count] = view.rows[: view.count]
    return replace(view, keys=keys, rows=matrix_)


def _mark_live(view: VectorView, starts: Keys, counts: Keys) -> npt.NDArray[np.bool_] | None:
    return vector_rows.mark_live([view.keys[: view.count]], starts, counts)


def _without_dead(view: VectorView, changes: int, live: npt.NDArray[np.bool_]) -> VectorView:
    dead = np.flatnonzero(~live)
    if len(dead) <= max(LEAST_ROOM, DEAD_SHARE * view.count):
        return replace(view, changes=changes, dead=dead)
    positions = np.flatnonzero(live)
    copy = replace(view, keys=view.keys[positions], rows=view.rows[positions], count=len(positions))
    return replace(copy, changes=changes, dead=dead[:0])
