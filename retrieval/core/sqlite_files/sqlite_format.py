"""The format of a kind of SQLite file: its tables, its settings, and the errors about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from retrieval.core.errors import FootnoteError

Migrations = tuple[tuple[str, ...], ...]  # the statements of each numbered step, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FileErrors:
    """The classes of the errors about one kind of file, by reason."""

    other: type[FootnoteError]  # a reason without a class of its own
    version: type[FootnoteError]
    damaged: type[FootnoteError]
    full: type[FootnoteError]
    busy: type[FootnoteError]
    denied: type[FootnoteError]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFormat:
    """One kind of SQLite file."""

    name: str  # of the file's kind in messages: "library", "ledger"
    path_setting: str  # the configuration key of the file's path
    recovery: str  # what becomes of the data when a damaged file is moved away; ends the sentence of advice
    errors: FileErrors
    application: int  # `PRAGMA application_id`: stored in the file's header, where SQLite and `file` find it
    migrations: Migrations
    pragmas: tuple[str, ...]  # of every connection
    busy_seconds: float  # how long a statement waits for another process
    permissions: int | None = None  # of a new file, which must then be writable; None: SQLite's own choice
    check_on_open: bool = False  # whether the whole file is checked for damage when it is opened
    initialise: Callable[[sqlite3.Connection], None] | None = None  # fills tables of a new file, after the first step
