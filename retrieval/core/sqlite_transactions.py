"""What every SQLite file of Footnote needs and SQLite leaves to its users: whole transactions, a log, settings."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_STEP_SECONDS = 0.01


def connected(path: Path, *, seconds: float, settings: Iterable[str]) -> sqlite3.Connection:
    """A connection in autocommit mode that threads may share by turns.

    Args:
        path: of the file.
        seconds: how long a statement waits for another connection.
        settings: pragmas, as `synchronous = FULL`.

    Raises:
        sqlite3.Error: the file cannot be opened.
    """
    connection = sqlite3.connect(path, timeout=seconds, isolation_level=None, check_same_thread=False)
    try:
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def folded(connection: sqlite3.Connection) -> None:
    """Closes a file's last connection, its write-ahead log folded into the file.

    What another process's reading keeps in the log is folded in later.
    """
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """Everything in the block is written, or nothing is; what it reads is one state of the file.

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


def keep_a_log(connection: sqlite3.Connection, *, seconds: float) -> None:
    """Turns the write-ahead log on.

    Where two processes open a new file at once, SQLite fails one of them at once instead of letting it wait as long as
    its busy timeout says; so this waits.

    Args:
        connection: outside any transaction.
        seconds: how long to wait for another process.

    Raises:
        sqlite3.OperationalError: another process held the file for all of `seconds`, or it cannot be written.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_STEP_SECONDS)
        else:
            return
