"""The reasons for which SQLite or the system refuses a file: one short list for all of their error codes."""

from __future__ import annotations

import errno
import sqlite3
from enum import Enum, auto


class Refusal(Enum):
    """A reason, outside of Footnote, why a file cannot be used."""

    FULL = auto()
    DENIED = auto()
    BUSY = auto()
    DAMAGED = auto()
    UNREADABLE = auto()
    TOO_LARGE = auto()
    UNSUPPORTED = auto()  # this SQLite was built without a module that the file needs


class MalformedRow(sqlite3.DatabaseError):
    """A row that no version of Footnote writes: the file was altered, or its disk is failing."""


def refusal(error: sqlite3.Error | OSError) -> Refusal | None:
    """Return the reason; None where the error is a defect of Footnote's, such as a wrong statement."""
    if isinstance(error, OSError):
        return Refusal.FULL if error.errno in _NO_ROOM else Refusal.DENIED
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # raised by Python's module itself: a misuse, or bytes that are not text
        is_misuse = isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError)
        return None if is_misuse else Refusal.DAMAGED
    if code & 0xFF == sqlite3.SQLITE_ERROR:
        return _refusal_of_statement(str(error))
    return Refusal.FULL if code in _WRITE_FAILED else _REASONS.get(code & 0xFF)


def _refusal_of_statement(message: str) -> Refusal | None:
    """Return the reason why a statement does not work on this file, by SQLite's message.

    Its code is the same for all reasons.
    """
    if message.startswith("no such module"):
        return Refusal.UNSUPPORTED
    return Refusal.DAMAGED if message.startswith(_OF_THE_FILE) else None


# Among the messages of SQLITE_ERROR: those that right statements only meet in a file whose tables were changed.
_OF_THE_FILE = ("no such", "vtable constructor failed", "SQL logic error")
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# SQLite reports a write that the system refused as an I/O error when the reason is a quota or a limit on file sizes.
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
