"""Turns the errors of SQLite and the file system into Footnote's: what happened to the file, and what to do next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path

from retrieval.core.errors import FootnoteError
from retrieval.core.sqlite_files.sqlite_format import FileErrors, FileFormat
from retrieval.core.sqlite_files.sqlite_refusals import Refusal, refusal


@contextmanager
def translate(file_format: FileFormat, path: Path) -> Iterator[None]:
    """Raise every failure of the file at `path` as an error of its format; defects of Footnote's pass unchanged."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite's own message, or a name in the file, is not text
        raise damage_error(file_format, str(path)) from error
    except (sqlite3.Error, OSError) as error:
        reason = refusal(error)
        raise (_refusal_error(file_format, str(path), reason) if reason else error) from error


def damage_error(file_format: FileFormat, where: str, what: str = "") -> FootnoteError:
    """Return the error that a file cannot be used as one of its format.

    Args:
        file_format: the kind of file.
        where: its path.
        what: what is wrong with it; empty: it is damaged.
    """
    return file_format.errors.damaged(
        what or f"the {file_format.name}'s file is damaged",
        where=where,
        advice=f"Move the file away (and a `-wal` beside it){file_format.recovery}",
    )


def version_error(file_format: FileFormat, where: str, version: int) -> FootnoteError:
    """Return the error that a newer Footnote wrote the file."""
    newest = len(file_format.migrations)
    return file_format.errors.version(
        f"the {file_format.name} has format {version}, and this Footnote knows formats up to {newest}",
        where=where,
        advice=f"Update Footnote, or set {file_format.path_setting} to another file.",
    )


def closed_error(file_format: FileFormat, where: str) -> FootnoteError:
    """Return the error that a file is used after it was closed."""
    return file_format.errors.other(f"the {file_format.name} is closed", where=where, advice="Start Footnote again.")


def _refusal_error(file_format: FileFormat, where: str, reason: Refusal) -> FootnoteError:
    if reason is Refusal.DAMAGED:
        return damage_error(file_format, where)
    if reason is Refusal.DENIED and Path(where).is_dir():
        example = Path(where) / f"{file_format.name}.sqlite"
        advice = f"Set {file_format.path_setting} to a file, such as {example}."
        return file_format.errors.denied(
            f"the {file_format.name} is to be a file, and this is a folder", where=where, advice=advice
        )
    kind, what, advice = _MESSAGES[reason]
    values = {
        "name": file_format.name,
        "setting": file_format.path_setting,
        "seconds": f"{file_format.busy_seconds:.0f}",
    }
    return kind(file_format.errors)(what.format(**values), where=where, advice=advice.format(**values))


# The class, what happened, and what to do next.
_MESSAGES: dict[Refusal, tuple[Callable[[FileErrors], type[FootnoteError]], str, str]] = {
    Refusal.FULL: (
        attrgetter("full"),
        "the disk has no room for what should be stored",
        "Free some space, then try again.",
    ),
    Refusal.DENIED: (
        attrgetter("denied"),
        "the {name} may not be opened or written here",
        "Check the permissions of the file and its folder, or set {setting} to another place.",
    ),
    Refusal.BUSY: (
        attrgetter("busy"),
        "another program has kept the {name} locked for {seconds} seconds",
        "Wait until it has finished, or end it, then try again.",
    ),
    Refusal.UNREADABLE: (
        attrgetter("other"),
        "the disk failed while the {name} was read",
        "Check the disk, then start Footnote again.",
    ),
    Refusal.TOO_LARGE: (
        attrgetter("other"),
        "this is more than one {name} file can hold",
        "Split the text into smaller parts, then store each of them.",
    ),
    Refusal.UNSUPPORTED: (
        attrgetter("other"),
        "this Python's SQLite lacks a module that the {name} needs, such as full-text search (FTS5)",
        "Use a Python with a newer SQLite.",
    ),
}
