"""A SQLite file for several threads and processes: snapshots for readers, one transaction at a time for writers."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retrieval.core.sqlite_files.sqlite_errors import closed_error, translate
from retrieval.core.sqlite_files.sqlite_format import FileFormat
from retrieval.core.sqlite_files.sqlite_refusals import Refusal, refusal
from retrieval.core.sqlite_files.sqlite_schema import prepare
from retrieval.core.sqlite_files.sqlite_transactions import checkpoint_and_close, connect, transaction


class SqliteFile:
    """An open file with the tables of the newest format.

    A reader has a connection to itself for as long as its snapshot lasts; writers take turns at one connection.

    Args:
        path: of the file; it is created, with its folder, if it does not exist.
        file_format: the kind of file.

    Raises:
        FootnoteError: the file cannot be opened, or is not of this format.
    """

    def __init__(self, path: Path, file_format: FileFormat) -> None:
        self.path = path
        self._format = file_format
        self._local = threading.local()
        self._write_lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._idle_lock = threading.Lock()
        self._closed = False
        with translate(file_format, path):
            _create(path, file_format.permissions)
            self._writer = self._connect()
            try:
                prepare(self._writer, str(path), file_format)
            except BaseException:
                self._writer.close()
                raise

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that sees one state of the file. Inside another snapshot of this thread: the same one."""
        outer: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if outer is not None:
            yield outer
            return
        with self.newest_snapshot() as connection:
            self._local.connection = connection
            try:
                yield connection
            finally:
                self._local.connection = None

    @contextmanager
    def newest_snapshot(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that sees the newest state, also while this thread reads an older one."""
        with translate(self._format, self.path):
            connection = self._begin()
        try:
            yield connection
        finally:
            self._end(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a snapshot whose failures are raised as errors of the format."""
        with self.snapshot() as connection, translate(self._format, self.path):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend a transaction that is on the disk when the block ends, or has no effect. It may not be nested."""
        with translate(self._format, self.path), self._write_lock:
            self._refuse_closed()
            try:
                with transaction(self._writer):
                    yield self._writer
            finally:
                if self._writer.in_transaction:  # the disk failed: a new connection starts from what is stored
                    broken, self._writer = self._writer, self._connect()
                    broken.close()

    def rewrite(self) -> bool:
        """Write the file anew and empty its log, so that no byte of deleted rows is left. Readers are not blocked.

        SQLite overwrites what is deleted (`PRAGMA secure_delete`), but not what it moved between pages before.

        Returns:
            False if another process holds the file or the disk is full: try again later.
        """
        with translate(self._format, self.path), self._write_lock:
            self._refuse_closed()
            try:
                self._writer.execute("VACUUM")
                busy, _, _ = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.Error as error:
                if refusal(error) in (Refusal.BUSY, Refusal.FULL):
                    return False
                raise
            return not busy

    def close(self) -> None:
        """Copy the write-ahead log into the file and release it. A second call does nothing."""
        with self._write_lock, self._idle_lock:
            if self._closed:
                return
            self._closed = True
            for connection in self._idle:
                connection.close()
            checkpoint_and_close(self._writer)

    def _connect(self) -> sqlite3.Connection:
        return connect(self.path, seconds=self._format.busy_seconds, pragmas=self._format.pragmas)

    def _begin(self) -> sqlite3.Connection:
        with self._idle_lock:
            self._refuse_closed()
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._connect()
        try:
            connection.execute("BEGIN")
            connection.execute("SELECT 1 FROM migrations").fetchone()  # a snapshot begins with its first read
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
            raise closed_error(self._format, str(self.path))


def _create(path: Path, permissions: int | None) -> None:
    """Create the file's folder and, where it has permissions of its own, the file."""
    if "\0" in str(path):  # Python calls it a wrong value, the system would call it a wrong name
        raise OSError(errno.EINVAL, "a path cannot hold a zero character")
    path.parent.mkdir(parents=True, exist_ok=True)
    if permissions is not None:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, permissions))
