"""Why SQLite or the system refused: one short list of reasons for all of their codes."""

from __future__ import annotations

import errno
import sqlite3
from enum import Enum, auto


class Refusal(Enum):
    """A reason for which a file could not be used that is no defect of ours."""

    FULL = auto()
    DENIED = auto()
    BUSY = auto()
    DAMAGED = auto()
    UNREADABLE = auto()
    TOO_LARGE = auto()


def refusal(error: sqlite3.Error | OSError) -> Refusal | None:
    """The reason; None where SQLite tells none of these, as of a statement that is wrong or does not fit the tables."""
    if isinstance(error, OSError):
        return Refusal.FULL if error.errno in _NO_ROOM else Refusal.DENIED
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # Python's module itself: a misuse of ours, or bytes that are no text
        misuse = isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError)
        return None if misuse else Refusal.DAMAGED
    return Refusal.FULL if code in _WRITE_FAILED else _REASONS.get(code & 0xFF)


def is_of_statement(error: sqlite3.Error) -> bool:
    """Whether SQLite says no more than that a statement does not work on this file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_ERROR


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# A write that the system refused reads as an I/O error when the reason is a quota or a limit on file sizes.
_WRITE_FAILED = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)
_REASONS = {
    sqlite3.SQLITE_FULL: Refusal.FULL,
    sqlite3.SQLITE_CANTOPEN: Refusal.DENIED,
    sqlite3.SQLITE_READONLY: Refusal.DENIED,
    sqlite3.SQLITE_PERM: Refusal.DENIED,
    sqlite3.SQLITE_AUTH: Refusal.DENIED,
    sqlite3.SQLITE_BUSY: Refusal.BUSY,
    sqlite3.SQLITE_LOCKED: Refusal.BUSY,
    sqlite3.SQLITE_PROTOCOL: Refusal.BUSY,
    sqlite3.SQLITE_CORRUPT: Refusal.DAMAGED,
    sqlite3.SQLITE_NOTADB: Refusal.DAMAGED,
    sqlite3.SQLITE_IOERR: Refusal.UNREADABLE,
    sqlite3.SQLITE_TOOBIG: Refusal.TOO_LARGE,
}
