"""Two connections to one ledger file, one for reading and one for writing, so that no reader waits for the disk."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.store.store_errors import BUSY_SECONDS, LedgerBusy, LedgerFull, closed, translated
from bot.store.store_schema import prepare
from retrieval.core.sqlite_transactions import connected, folded, transaction

_PRAGMAS = (
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",  # what is deleted is overwritten
    "temp_store = MEMORY",  # rewriting the file leaves no copy of it in a temporary one
    "journal_size_limit = 4194304",
)


class Store:
    """A ledger file, opened and brought up to date. Threads take turns at each connection."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._write_lock = threading.Lock()
        self._read_lock = threading.Lock()
        self._closed = False
        with translated(path):
            _make_private(path)
            self._writer = self._connect()
            try:
                prepare(self._writer, str(path))
                self._reader = self._connect()
            except BaseException:
                self._writer.close()
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the file. It may not be nested."""
        with translated(self.path), self._read_lock:
            self._refuse_closed()
            with transaction(self._reader, "DEFERRED"):
                yield self._reader

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is on the disk when the block ends, or never happened. It may not be nested."""
        with translated(self.path), self._write_lock:
            self._refuse_closed()
            try:
                with transaction(self._writer):
                    yield self._writer
            finally:
                if self._writer.in_transaction:  # the disk failed: a fresh connection starts from what is stored
                    broken, self._writer = self._writer, self._connect()
                    broken.close()

    def overwrite(self) -> bool:
        """Rewrites the file and empties its log, so that no byte of what was deleted is left.

        SQLite overwrites what is deleted, but not what it moved between pages before.

        Returns:
            False if it could not be done, as another program held the file or the disk is full: then later.
        """
        try:
            with translated(self.path), self._write_lock:  # reading goes on meanwhile
                self._refuse_closed()
                self._writer.execute("VACUUM")
                busy, _, _ = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return not busy
        except (LedgerBusy, LedgerFull):
            return False

    def close(self) -> None:
        """Folds the write-ahead log into the file and lets go of it. Calling it again does nothing."""
        with self._write_lock, self._read_lock:
            if self._closed:
                return
            self._closed = True
            self._reader.close()
            folded(self._writer)

    def _connect(self) -> sqlite3.Connection:
        return connected(self.path, seconds=BUSY_SECONDS, settings=_PRAGMAS)

    def _refuse_closed(self) -> None:
        if self._closed:
            raise closed(str(self.path))


def _make_private(path: Path) -> None:
    """Makes the file for its owner alone, if there is none: it holds what people asked."""
    if "\0" in str(path):  # Python calls it a wrong value, the system would call it a wrong name
        raise OSError(errno.EINVAL, "a path cannot hold a zero character")
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
