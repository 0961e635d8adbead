"""Search by meaning in a large library: candidates by 8-bit vectors of a mapped file, then exact by the stored ones."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from retrieval.core.records import Vector
from retrieval.core.sqlite_files.sqlite_refusals import MalformedRow
from retrieval.engines.sqlite import vector_file_sync, vector_rows
from retrieval.engines.sqlite.byte_vectors import Keys, Segment, encode, record_type
from retrieval.engines.sqlite.vector_file import FileState
from retrieval.engines.sqlite.vector_file_sync import VectorFileSync

# The number of nearest passages by 8-bit vectors whose exact products are computed.
REFINED = 400


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MappedView:
    """One state of a library."""

    changes: int  # the library's counter in this state
    state: FileState  # of the file that is mapped
    mapped: Segment
    tail: Segment  # in memory: the rows that the file did not have
    dead: npt.NDArray[np.intp]  # positions of rows whose passages are not in this state

    @property
    def last(self) -> int:
        """The greatest key."""
        return int(self.tail.keys[-1]) if len(self.tail) else self.state.last

    def nearest(self, vector: Vector, k: int) -> list[int]:
        """Return the keys of about the k live rows with the greatest product with the vector.

        They are all keys, if there are fewer.
        """
        count = len(self.mapped) + len(self.tail)
        k = min(k, count - len(self.dead))
        if k <= 0:
            return []
        products = np.empty(count, dtype=np.float32)
        self.mapped.multiply(vector, products[: len(self.mapped)])
        self.tail.multiply(vector, products[len(self.mapped) :])
        products[self.dead] = -np.inf
        best = np.argpartition(products, count - k)[count - k :]
        in_tail = best >= len(self.mapped)
        keys = [self.mapped.keys[best[~in_tail]], self.tail.keys[best[in_tail] - len(self.mapped)]]
        nearest: list[int] = np.concatenate(keys).tolist()
        return nearest


class MappedVectors:
    """The view that belongs to a reader's snapshot; the newest view is kept. Safe for many threads.

    Args:
        library: the library's number.
        dimension: the length of each vector.
        sync: of the library's derived file.
    """

    def __init__(self, library: int, dimension: int, sync: VectorFileSync) -> None:
        self._library = library
        self._dimension = dimension
        self._sync = sync
        self._lock = threading.Lock()
        self._newest: MappedView | None = None

    def nearest(self, connection: sqlite3.Connection, changes: int, vector: Vector, k: int) -> list[int]:
        """Return the keys of the k nearest passages in the state `changes`, which the connection's snapshot sees.

        Raises:
            OSError: there is no file that can be used, and it could not be written.
            sqlite3.Error: the library cannot be read, or its rows are not what they should be.
        """
        candidates = self._view(connection, changes).nearest(vector, max(k, REFINED))
        keys, rows = vector_rows.read_vectors(connection, candidates, self._dimension)
        order = np.argsort(-(rows @ vector), kind="stable")[: max(k, 0)].tolist()
        return [keys[position] for position in order]

    def _view(self, connection: sqlite3.Connection, changes: int) -> MappedView:
        if (view := self._newest) and view.changes == changes:
            return view
        with self._lock:
            if (view := self._newest) and view.changes == changes:
                return view
            view = self._derive(connection, changes)
            if self._newest is None or changes > self._newest.changes:
                self._newest = view
            return view

    def _derive(self, connection: sqlite3.Connection, changes: int) -> MappedView:
        view = self._extend(connection, self._base())
        starts, counts = vector_rows.read_ranges(connection, self._library)
        live = _mark_live(view, starts, counts)
        if live is None and view.state.change <= changes:  # the file is damaged
            self._sync.create()
            view = self._extend(connection, self._open())
            live = _mark_live(view, starts, counts)
        if live is None:  # a snapshot from before dead rows were dropped: it gets rows of its own
            view = self._extend(connection, self._empty(view.state))
            live = _mark_live(view, starts, counts)
        if live is None:
            raise MalformedRow("the vectors do not belong to the passages")
        return replace(view, changes=changes, dead=np.flatnonzero(~live))

    def _base(self) -> MappedView:
        """Return the newest view; the file, where there is no view or the file has caught up with what is in memory."""
        view = self._newest
        if view is None or (len(view.tail) >= vector_file_sync.LAG_ROWS and self._sync.has_more(view.state)):
            return self._open()
        return view

    def _open(self) -> MappedView:
        state, records = self._sync.open_or_create()
        return replace(self._empty(state), state=state, mapped=Segment.of(records))

    def _extend(self, connection: sqlite3.Connection, view: MappedView) -> MappedView:
        """Return the view with all rows of the snapshot that are after its last one."""
        batches = vector_rows.read_batches(
            connection, self._library, self._dimension, after=view.last, batch=vector_rows.BATCH
        )
        tails = [view.tail, *(Segment.of(encode(keys, rows)) for keys, rows in batches)]
        return replace(view, tail=Segment.join(tails)) if len(tails) > 1 else view

    def _empty(self, state: FileState) -> MappedView:
        nothing = Segment.of(np.empty(0, dtype=record_type(self._dimension)))
        first, _ = vector_rows.key_bounds(self._library)
        return MappedView(
            changes=-1,
            state=replace(state, last=first - 1),
            mapped=nothing,
            tail=nothing,
            dead=np.empty(0, dtype=np.intp),
        )


def _mark_live(view: MappedView, starts: Keys, counts: Keys) -> npt.NDArray[np.bool_] | None:
    return vector_rows.mark_live([view.mapped.keys, view.tail.keys], starts, counts)
