"""The latest changes of each library, each with a random token: which history a derived file has followed."""

from __future__ import annotations

import sqlite3

KEPT_CHANGES = 10_000  # a derived file that is further behind is built anew; a row takes about 30 bytes


def record_change(connection: sqlite3.Connection, library: int) -> None:
    """Count a change of the library, with a new token. The caller is inside the transaction that makes the change."""
    connection.execute("UPDATE libraries SET changes = changes + 1 WHERE id = ?", (library,))
    connection.execute("INSERT INTO changes SELECT id, changes, randomblob(16) FROM libraries WHERE id = ?", (library,))
    connection.execute(
        "DELETE FROM changes WHERE library = ? AND number <= (SELECT changes FROM libraries WHERE id = ?) - ?",
        (library, library, KEPT_CHANGES),
    )


def read_token(connection: sqlite3.Connection, library: int, number: int) -> bytes | None:
    """Return the token of a change; None where the library has none of that number, or it is too long ago."""
    row = connection.execute("SELECT token FROM changes WHERE library = ? AND number = ?", (library, number)).fetchone()
    return row[0] if row else None
