"""The one place where SQLite's errors become Footnote's: what happened to the library, and what to do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.core.errors import LibraryBusy, LibraryDamaged, LibraryDenied, LibraryError, LibraryFull
from retrieval.core.sqlite_refusals import Refusal, is_of_statement, refusal

BUSY_SECONDS = 30.0  # longer than any article takes to store; after that something hangs


class Malformed(sqlite3.DatabaseError):
    """A row that no version of Footnote writes: the file was altered, or its disk is failing."""


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Lets every failure of the file at `path` out as a `LibraryError`; defects of our own pass unchanged."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite's own message, or a name in the file, is no text
        raise damaged(str(path)) from error
    except (sqlite3.Error, OSError) as error:
        raise _translation(error, str(path)) from error


def damaged(where: str, what: str = "the library's file is damaged") -> LibraryDamaged:
    """What to raise about a file that cannot be used as a library."""
    return LibraryDamaged(
        what, where=where, advice="Move the file away (and a `-wal` beside it), then add the articles again."
    )


def _translation(error: sqlite3.Error | OSError, where: str) -> Exception:
    if isinstance(error, sqlite3.Error) and is_of_statement(error):
        return _of_the_schema(error, where)
    reason = refusal(error)
    return _MADE[reason](where) if reason in _MADE else error


def _of_the_schema(error: sqlite3.Error, where: str) -> Exception:
    text = str(error)
    if text.startswith("no such module"):
        return LibraryError(
            "this Python's SQLite lacks full-text search (FTS5)",
            where=where,
            advice="Use a Python with a newer SQLite.",
        )
    return damaged(where) if text.startswith(_OF_THE_FILE) else error


def _full(where: str) -> LibraryError:
    return LibraryFull(
        "the disk has no room for what should be stored", where=where, advice="Free some space, then try again."
    )


def _denied(where: str) -> LibraryError:
    return LibraryDenied(
        "the library may not be opened or written here",
        where=where,
        advice="Check the permissions of the file and its folder, or set library.path to another place.",
    )


def _busy(where: str) -> LibraryError:
    return LibraryBusy(
        f"another program has kept the library locked for {BUSY_SECONDS:.0f} seconds",
        where=where,
        advice="Wait until it has finished, or end it, then try again.",
    )


def _unreadable(where: str) -> LibraryError:
    return LibraryError(
        "the disk failed while the library was read", where=where, advice="Check the disk, then start Footnote again."
    )


def _too_large(where: str) -> LibraryError:
    return LibraryError(
        "this is more than one library file can take", where=where, advice="Split the article, then add its parts."
    )


# Of all that SQLite calls a plain error: what our statements can only meet in a file whose tables are not ours.
_OF_THE_FILE = ("no such", "vtable constructor failed", "SQL logic error")
_MADE: dict[Refusal | None, Callable[[str], LibraryError]] = {
    Refusal.FULL: _full,
    Refusal.DENIED: _denied,
    Refusal.BUSY: _busy,
    Refusal.DAMAGED: damaged,
    Refusal.UNREADABLE: _unreadable,
    Refusal.TOO_LARGE: _too_large,
}
