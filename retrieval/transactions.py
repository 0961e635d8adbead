"""What every SQLite file of Footnote needs and SQLite leaves to its users: whole transactions, and a log that waits."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_STEP_SECONDS = 0.01


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
