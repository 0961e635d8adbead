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

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from retrieval.core.errors import FootnoteError
from retrieval.core.sqlite_refusals import Refusal, is_of_statement, refusal

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
    except (sqlite3.Error, OSError) as error:
        raise _translation(error, str(path)) from error


def damaged(where: str, what: str = "the ledger's file is damaged") -> LedgerDamaged:
    """What to raise about a file that cannot be used as a ledger."""
    advice = "Move the file away (and a `-wal` beside it): a new one is begun, and the articles are not touched."
    return LedgerDamaged(what, where=where, advice=advice)


def closed(where: str) -> LedgerError:
    """What to raise about a ledger that is no longer open."""
    return LedgerError("the ledger is closed", where=where, advice="Start Footnote again.")


def _translation(error: sqlite3.Error | OSError, where: str) -> Exception:
    if isinstance(error, sqlite3.Error) and is_of_statement(error) and str(error).startswith("no such"):
        return damaged(where)  # our statements are right, so what they name was taken out of the file
    reason = refusal(error)
    return _MADE[reason](where) if reason in _MADE else error


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


_MADE: dict[Refusal | None, Callable[[str], LedgerError]] = {
    Refusal.FULL: _full,
    Refusal.DENIED: _denied,
    Refusal.BUSY: _busy,
    Refusal.DAMAGED: damaged,
    Refusal.UNREADABLE: _unreadable,
}
