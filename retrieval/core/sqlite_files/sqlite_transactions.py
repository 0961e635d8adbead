"""Connections and transactions of SQLite files: what SQLite leaves to the programs that use it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_STEP_SECONDS = 0.01


def connect(path: Path, *, seconds: float, pragmas: Iterable[str]) -> sqlite3.Connection:
    """Open a connection in autocommit mode that threads may use in turn.

    Args:
        path: of the file.
        seconds: how long a statement waits for another connection.
        pragmas: settings, such as `synchronous = FULL`.

    Raises:
        sqlite3.Error: the file cannot be opened.
    """
    connection = sqlite3.connect(path, timeout=seconds, isolation_level=None, check_same_thread=False)
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def checkpoint_and_close(connection: sqlite3.Connection) -> None:
    """Copy the write-ahead log into the file, then close the file's last connection.

    Frames that another process still reads stay in the log; that process copies them later.
    """
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """Write everything in the block, or nothing; all reads in it see one state of the file.

    Args:
        connection: in autocommit mode, outside any transaction.
        kind: `IMMEDIATE` to write, `DEFERRED` to read only.
    """
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # a full disk ends the transaction by itself
            connection.execute("ROLLBACK")
        raise


def enable_write_ahead_log(connection: sqlite3.Connection, *, seconds: float) -> None:
    """Switch the file to write-ahead logging.

    When two processes open a new file at the same time, SQLite fails one of them immediately and ignores its busy
    timeout; so this function repeats the statement until the time is over.

    Args:
        connection: outside any transaction.
        seconds: how long to wait for another process.

    Raises:
        sqlite3.OperationalError: another process locked the file for all of `seconds`, or it cannot be written.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_STEP_SECONDS)
        else:
            return
