"""Creates the tables of a SQLite file, step by numbered step, and decides whether a file is of its format at all."""

from __future__ import annotations

import sqlite3

from retrieval.core.sqlite_files.sqlite_errors import damage_error, version_error
from retrieval.core.sqlite_files.sqlite_format import FileFormat
from retrieval.core.sqlite_files.sqlite_transactions import enable_write_ahead_log, transaction


def prepare(connection: sqlite3.Connection, where: str, file_format: FileFormat) -> None:
    """Create the tables of an empty file, update an older file, and refuse any other.

    Args:
        connection: in autocommit mode, outside any transaction.
        where: the file's path, for messages.
        file_format: the kind of file.

    Raises:
        FootnoteError: the file is damaged, another program's, or written by a newer Footnote.
        sqlite3.Error: the file cannot be read or written.
    """
    newest = len(file_format.migrations)
    with transaction(connection, "DEFERRED"):  # one state of the file, even while another process creates it
        version = _version(connection, where, file_format)
    if version < newest:
        enable_write_ahead_log(connection, seconds=file_format.busy_seconds)
        with transaction(connection):
            # Another process may have updated the file while this one waited for the lock.
            for number in range(_version(connection, where, file_format) + 1, newest + 1):
                _apply(connection, number, file_format)
    if file_format.check_on_open and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise damage_error(file_format, where)


def _version(connection: sqlite3.Connection, where: str, file_format: FileFormat) -> int:
    """Return the number of the file's last step; 0 for an empty file."""
    application, version = _pragma(connection, "application_id"), _pragma(connection, "user_version")
    if application == 0 and version == 0 and not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        return 0
    if application != file_format.application:
        what = f"this is a database of another program, not a {file_format.name} of Footnote"
        raise damage_error(file_format, where, what)
    if version > len(file_format.migrations):
        raise version_error(file_format, where, version)
    return version


def _apply(connection: sqlite3.Connection, number: int, file_format: FileFormat) -> None:
    for statement in file_format.migrations[number - 1]:
        connection.execute(statement)
    if number == 1 and file_format.initialise:
        file_format.initialise(connection)
    connection.execute("INSERT INTO migrations VALUES (?, datetime('now'))", (number,))
    connection.execute(f"PRAGMA user_version = {number}")
    connection.execute(f"PRAGMA application_id = {file_format.application}")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
