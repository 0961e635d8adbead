"""Keeps the derived file of a library's vectors true to the library: opens, creates, and lets it catch up."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

import numpy as np

from retrieval.engines.sqlite import change_log, vector_rows
from retrieval.engines.sqlite.byte_vectors import Records, encode
from retrieval.engines.sqlite.vector_file import FileState, VectorFile

LAG_ROWS = 1_024  # keys, or changes, that the file may be behind before a writer appends them: 400 kB in memory
MOST_APPENDED = 16_384  # keys at once, while other writers wait; a file further behind is written anew
DEAD_SHARE = 0.25  # of rows of removed passages; above it the file is written anew without them

Lend: TypeAlias = Callable[[], AbstractContextManager[sqlite3.Connection]]

_log = logging.getLogger(__name__)


class VectorFileSync:
    """The derived file of one library, in the states that the library's history has.

    Args:
        path: of the derived file.
        library: the library's number.
        dimension: the length of each vector.
        newest: lends a snapshot of the library's newest state, also while this thread reads an older one.
        writing: lends the library's write lock.
    """

    def __init__(self, path: Path, *, library: int, dimension: int, newest: Lend, writing: Lend) -> None:
        self._file = VectorFile(path, library=library, dimension=dimension)
        self._library = library
        self._dimension = dimension
        self._newest = newest
        self._writing = writing

    def open(self) -> tuple[FileState, Records] | None:
        """Map the file; None where there is none that follows this library."""
        mapped = self._file.map()
        if mapped is None or not _is_ordered(*mapped):
            return None
        with self._newest() as connection:  # a snapshot from before the file's last change would not know it
            return mapped if self._is_followed(connection, mapped[0]) else None

    def open_or_create(self) -> tuple[FileState, Records]:
        """Map the file, which is written if there is none that follows this library.

        Raises:
            OSError: it could not be written.
        """
        mapped = self.open()
        if mapped is None:
            self.create()
            mapped = self.open()
        if mapped is None:
            raise OSError(f"{self._file.path} was written and cannot be used")
        return mapped

    def has_more(self, state: FileState) -> bool:
        """Return whether the file has other rows than when it had this state."""
        now = self._file.read_state()
        return now is not None and now.last != state.last

    def create(self) -> None:
        """Write the file anew from the library's newest state; nobody waits for it.

        Raises:
            OSError: it could not be written.
        """
        with self._newest() as connection:
            change, _, _ = self._counters(connection)
            first, _ = vector_rows.key_bounds(self._library)
            empty = FileState(change=change, token=self._token(connection, change), rows=0, last=first - 1)
            _log.info("%s is written", self._file.path)
            self._file.create(empty, self._records(connection, empty))

    def catch_up(self) -> None:
        """Append what the file is behind, if that is much; write it anew if it is missing or has many dead rows.

        Raises:
            OSError: it could not be written.
            LibraryError: the library is locked, or cannot be read.
        """
        with self._newest() as connection:
            change, last, passages = self._counters(connection)
        state = self._file.read_state()
        if state and max(last - state.last, change - state.change) <= LAG_ROWS:
            return
        is_usable = state and last - state.last <= MOST_APPENDED and state.rows * (1 - DEAD_SHARE) <= passages
        if not is_usable or not self._append():
            self.create()

    def remove(self) -> None:
        """Delete the file."""
        self._file.remove()

    def _append(self) -> bool:
        """Append all rows that are missing; False where the file follows another library."""
        with self._writing() as connection:
            state = self._file.read_state()
            if state is None or not self._is_followed(connection, state):
                return False
            change, _, _ = self._counters(connection)
            token = self._token(connection, change)
            for records in self._records(connection, state):
                self._file.append(state, records, change=change, token=token)
                state = self._file.read_state() or state
            return True

    def _records(self, connection: sqlite3.Connection, state: FileState) -> Iterator[Records]:
        rows = vector_rows.read_batches(
            connection, self._library, self._dimension, after=state.last, batch=vector_rows.BATCH
        )
        return (encode(keys, vectors) for keys, vectors in rows)

    def _is_followed(self, connection: sqlite3.Connection, state: FileState) -> bool:
        return change_log.read_token(connection, self._library, state.change) == state.token

    def _token(self, connection: sqlite3.Connection, change: int) -> bytes:
        token = change_log.read_token(connection, self._library, change)
        if token is None:
            raise OSError(f"the library has no record of its change {change}")
        return token

    def _counters(self, connection: sqlite3.Connection) -> tuple[int, int, int]:
        """Return the number of the last change, the greatest key that was assigned, and the number of passages."""
        change, used, passages = connection.execute(
            "SELECT changes, used, passages FROM libraries WHERE id = ?", (self._library,)
        ).fetchone()
        return change, vector_rows.key_bounds(self._library)[0] + used - 1, passages


def _is_ordered(state: FileState, records: Records) -> bool:
    """Return whether the keys are what the header says. A damaged row beside a whole key only costs a candidate."""
    keys = records["key"]
    return not len(keys) or bool(keys[-1] == state.last and (np.diff(keys) > 0).all())
