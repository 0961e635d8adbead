"""The ledger's errors, and the one place where SQLite's errors become them.

FootnoteError
├── LedgerError               what the bot remembers could not be read or written
│   ├── LedgerVersionError    written by a newer Footnote
│   ├── LedgerDamaged         the file is not whole, or not a ledger
│   ├── LedgerFull            the disk has no room
│   ├── LedgerBusy            another process holds it for too long
│   └── LedgerDenied          no permission for the file or its folder
└── LimitReached              somebody, or a server, has asked enough for today
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from retrieval.errors import FootnoteError

BUSY_SECONDS = 10.0  # a write takes milliseconds, and overwriting a large ledger a few seconds


class LedgerError(FootnoteError):
    """What the bot remembers could not be read or written."""


class LedgerVersionError(LedgerError):
    """The ledger was written by a newer Footnote."""


class LedgerDamaged(LedgerError):
    """The ledger's file is not whole, or not a ledger."""


class LedgerFull(LedgerError):
    """The disk has no room for what should be remembered."""


class LedgerBusy(LedgerError):
    """Another process held the ledger for longer than the waiting time."""


class LedgerDenied(LedgerError):
    """The ledger's file or folder may not be read or written."""


class LimitReached(FootnoteError):
    """A daily limit is used up.

    Args:
        limit: questions a day.
        personal: whether it is the person's limit, not the server's.
        resets: when the next day begins.
    """

    def __init__(self, *, limit: int, personal: bool, resets: datetime) -> None:
        self.limit = limit
        self.personal = personal
        self.resets = resets
        whose = "you have" if personal else "this server has"
        noun = "question" if limit == 1 else "questions"
        super().__init__(
            f"{whose} used up the {limit:,} {noun} of today", advice=f"Ask again after {resets:%H:%M} UTC."
        )


class Malformed(sqlite3.DatabaseError):
    """A row that no version of Footnote writes."""


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Lets every failure of the file at `path` out as a `LedgerError`; defects of our own pass unchanged."""
    try:
        yield
    except (Malformed, UnicodeDecodeError) as error:  # SQLite's own message, or a name in the file, is no text
        raise damaged(str(path)) from error
    except sqlite3.Error as error:
        raise _of_sqlite(error, str(path)) from error
    except OSError as error:
        raise _of_the_system(error, str(path)) from error


def damaged(where: str, what: str = "the ledger's file is damaged") -> LedgerDamaged:
    """What to raise about a file that cannot be used as a ledger."""
    advice = "Move the file away (and a `-wal` beside it): a new one is begun, and the articles are not touched."
    return LedgerDamaged(what, where=where, advice=advice)


def closed(where: str) -> LedgerError:
    """What to raise about a ledger that is no longer open."""
    return LedgerError("the ledger is closed", where=where, advice="Start Footnote again.")


def _of_sqlite(error: sqlite3.Error, where: str) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # Python's module itself: a misuse of ours, or bytes that are no text
        misuse = isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError)
        return error if misuse else damaged(where)
    if code in _WRITE_FAILED:
        return _full(where)
    if code == sqlite3.SQLITE_ERROR:  # our statements are right, so what they name was taken out of the file
        return damaged(where) if str(error).startswith("no such") else error
    make = _BY_CODE.get(code & 0xFF)
    return make(where) if make else error


def _of_the_system(error: OSError, where: str) -> LedgerError:
    return _full(where) if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} else _denied(where)


def _full(where: str) -> LedgerFull:
    advice = "Free some space, then try again."
    return LedgerFull("the disk has no room for what should be remembered", where=where, advice=advice)


def _denied(where: str) -> LedgerDenied:
    advice = "Check the permissions of the file and its folder, or set ledger.path to another place."
    return LedgerDenied("the ledger may not be opened or written here", where=where, advice=advice)


def _busy(where: str) -> LedgerBusy:
    what = f"another program has kept the ledger locked for {BUSY_SECONDS:.0f} seconds"
    return LedgerBusy(what, where=where, advice="Wait until it has finished, or end it, then try again.")


def _unreadable(where: str) -> LedgerError:
    advice = "Check the disk, then start Footnote again."
    return LedgerError("the disk failed while the ledger was read", where=where, advice=advice)


# A write that the system refused reads as an I/O error when the reason is a quota or a limit on file sizes.
_WRITE_FAILED = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)
_BY_CODE: dict[int, Callable[[str], LedgerError]] = {
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_CANTOPEN: _denied,
    sqlite3.SQLITE_READONLY: _denied,
    sqlite3.SQLITE_PERM: _denied,
    sqlite3.SQLITE_AUTH: _denied,
    sqlite3.SQLITE_BUSY: _busy,
    sqlite3.SQLITE_LOCKED: _busy,
    sqlite3.SQLITE_PROTOCOL: _busy,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: damaged,
    sqlite3.SQLITE_IOERR: _unreadable,
}
