"""The one place where SQLite's errors become Footnote's: what happened to the library, and what to do about it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.errors import (
    FootnoteError,
    LibraryBusy,
    LibraryDamaged,
    LibraryDenied,
    LibraryError,
    LibraryFull,
)

BUSY_SECONDS = 30.0  # longer than any article takes to store; after that something hangs


class Malformed(sqlite3.DatabaseError):
    """A row that no version of Footnote writes: the file was altered, or its disk is failing."""


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Lets every failure of the file at `path` out as a `LibraryError`; defects of our own pass unchanged."""
    try:
        yield
    except sqlite3.Error as error:
        raise _library_error(error, str(path)) from error
    except UnicodeDecodeError as error:  # SQLite's own message, or a name in the file, is no text
        raise damaged(str(path)) from error
    except OSError as error:
        raise _of_the_system(error, str(path)) from error


def damaged(where: str, what: str = "the library's file is damaged") -> LibraryDamaged:
    """What to raise about a file that cannot be used as a library."""
    return LibraryDamaged(
        what, where=where, advice="Move the file away (and a `-wal` beside it), then add the articles again."
    )


def _library_error(error: sqlite3.Error, where: str) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # raised by Python's module itself: a misuse of ours, or bytes that are not text
        misuse = isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError)
        return error if misuse else damaged(where)
    if code in _WRITE_FAILED:
        return _full(where)
    primary = code & 0xFF
    if primary == sqlite3.SQLITE_ERROR:
        return _of_the_schema(error, where)
    make = _BY_CODE.get(primary)
    return make(where) if make else error


def _of_the_schema(error: sqlite3.Error, where: str) -> Exception:
    text = str(error)
    if text.startswith("no such module"):
        return LibraryError(
            "this Python's SQLite lacks full-text search (FTS5)",
            where=where,
            advice="Use a Python with a newer SQLite.",
        )
    return damaged(where) if text.startswith(_OF_THE_FILE) else error


def _of_the_system(error: OSError, where: str) -> FootnoteError:
    return _full(where) if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} else _denied(where)


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
# A write that the system refused reads as an I/O error when the reason is a quota or a limit on file sizes.
_WRITE_FAILED = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)
_BY_CODE = {
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
    sqlite3.SQLITE_TOOBIG: _too_large,
}
