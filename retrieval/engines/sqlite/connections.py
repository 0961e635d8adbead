"""Connections to one library file: snapshots for readers, one transaction at a time for writers."""

from __future__ import annotations

import errno
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retrieval.core.errors import LibraryError
from retrieval.core.sqlite_transactions import connected, folded, transaction
from retrieval.engines.sqlite.error_translation import BUSY_SECONDS, translated
from retrieval.engines.sqlite.library_schema import prepare

# Both chosen by adding 100,000 passages and asking. Larger caches were slower: the system's own holds the file anyway.
CACHE_KIBIBYTES = 4_096  # for each connection
PAGE_BYTES = 8_192  # a page holds five vectors of 384 numbers, where 4,096 bytes would hold two
WAL_BYTES = 64 << 20  # what a long reading made larger is cut back to this
_PRAGMAS = (
    f"page_size = {PAGE_BYTES}",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = FAST",
    f"cache_size = -{CACHE_KIBIBYTES}",
    f"journal_size_limit = {WAL_BYTES}",
)


class Store:
    """A library file, opened and brought up to date.

    A reader has a connection to itself for as long as its snapshot lasts; writers share one, in turn.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._write_lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._idle_lock = threading.Lock()
        self._closed = False
        with translated(path):
            _make_folder(path)
            self._writer = self._connect()
            try:
                prepare(self._writer, str(path))
            except BaseException:
                self._writer.close()
                raise

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the file. Inside another snapshot of this thread: the same one."""
        held: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if held is not None:
            yield held
            return
        with translated(self.path):
            connection = self._begin()
        self._local.connection = connection
        try:
            yield connection
        finally:
            self._local.connection = None
            self._end(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A snapshot whose failures come out as Footnote's errors."""
        with self.snapshot() as connection, translated(self.path):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is on the disk when the block ends, or never happened."""
        with translated(self.path), self._write_lock:
            self._refuse_closed()
            try:
                with transaction(self._writer):
                    yield self._writer
            finally:
                if self._writer.in_transaction:  # the disk failed: a fresh connection starts from what is stored
                    broken, self._writer = self._writer, self._connect()
                    broken.close()

    def close(self) -> None:
        """Folds the write-ahead log into the file and lets go of it."""
        with self._write_lock, self._idle_lock:
            if self._closed:
                return
            self._closed = True
            for connection in self._idle:
                connection.close()
            folded(self._writer)

    def _connect(self) -> sqlite3.Connection:
        return connected(self.path, seconds=BUSY_SECONDS, settings=_PRAGMAS)

    def _begin(self) -> sqlite3.Connection:
        with self._idle_lock:
            self._refuse_closed()
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._connect()
        try:
            connection.execute("BEGIN")
            connection.execute("SELECT 1 FROM libraries").fetchone()  # a transaction sees nothing before its first read
        except BaseException:
            connection.close()
            raise
        return connection

    def _end(self, connection: sqlite3.Connection) -> None:
        with suppress(sqlite3.Error):
            connection.execute("COMMIT")
        with self._idle_lock:
            if self._closed or connection.in_transaction:
                connection.close()
            else:
                self._idle.append(connection)

    def _refuse_closed(self) -> None:
        if self._closed:
            raise LibraryError("the library is closed", where=str(self.path), advice="Start Footnote again.")


def _make_folder(path: Path) -> None:
    if "\0" in str(path):  # Python calls it a wrong value, the system would call it a wrong name
        raise OSError(errno.EINVAL, "a path cannot hold a zero character")
    path.parent.mkdir(parents=True, exist_ok=True)
