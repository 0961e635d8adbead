"""The tables of a library file: how they came to be, step by numbered step, and whether a file is ours at all."""

from __future__ import annotations

import sqlite3

from retrieval.core.errors import LibraryVersionError
from retrieval.core.sqlite_transactions import keep_a_log, transaction
from retrieval.engines.sqlite.error_translation import BUSY_SECONDS, damaged

APPLICATION = 0x466F6F74  # "Foot"; kept in the file's header, where `file` and SQLite find it

# A step is never changed once it is released: a new one is added after it.
#
# A key is the library's number, shifted, plus a count that only grows. So a key says whose it is, is never used twice,
# and each library's rows lie side by side. An article's passages have consecutive keys, the first being its own number.
KEY_BITS = 40
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied TEXT NOT NULL)",
        "CREATE TABLE identity (model TEXT NOT NULL, dimension INTEGER NOT NULL, analyser TEXT NOT NULL)",
        """CREATE TABLE libraries (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
            changes INTEGER NOT NULL DEFAULT 0, used INTEGER NOT NULL DEFAULT 0,
            passages INTEGER NOT NULL DEFAULT 0, terms INTEGER NOT NULL DEFAULT 0,
            sentences INTEGER NOT NULL DEFAULT 0, sentence_terms INTEGER NOT NULL DEFAULT 0)""",
        """CREATE TABLE languages (
            library INTEGER NOT NULL REFERENCES libraries, language TEXT NOT NULL, articles INTEGER NOT NULL,
            PRIMARY KEY (library, language)) WITHOUT ROWID""",
        """CREATE TABLE articles (
            number INTEGER PRIMARY KEY, library INTEGER NOT NULL REFERENCES libraries, id TEXT NOT NULL,
            source TEXT NOT NULL, title TEXT NOT NULL, digest TEXT NOT NULL, published TEXT, added TEXT NOT NULL,
            language TEXT NOT NULL, words INTEGER NOT NULL, passages INTEGER NOT NULL, terms INTEGER NOT NULL,
            sentences INTEGER NOT NULL, sentence_terms INTEGER NOT NULL, UNIQUE (library, id))""",
        # Texts and vectors have tables of their own, so that lists, searches and start-up never touch them.
        """CREATE TABLE texts (
            number INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE, text TEXT NOT NULL)""",
        """CREATE TABLE passages (
            key INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, id TEXT NOT NULL,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, sentences BLOB NOT NULL, terms TEXT NOT NULL,
            text TEXT NOT NULL)""",
        "CREATE INDEX passages_of_articles ON passages (article)",
        """CREATE TABLE vectors (
            key INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE, vector BLOB NOT NULL)""",
        """CREATE TABLE sentence_vectors (
            key INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE, vectors BLOB NOT NULL)""",
    ),
    (
        "ALTER TABLE articles ADD COLUMN author TEXT",
        "ALTER TABLE articles ADD COLUMN canonical TEXT",
        "ALTER TABLE articles ADD COLUMN pages BLOB NOT NULL DEFAULT x''",
        "ALTER TABLE articles ADD COLUMN gone TEXT",
        """CREATE TABLE locations (
            library INTEGER NOT NULL REFERENCES libraries, location TEXT NOT NULL, added TEXT NOT NULL, read TEXT,
            PRIMARY KEY (library, location)) WITHOUT ROWID""",
        # `article` refers to no row: a removed article leaves it empty, so that a refresh does not bring it back.
        """CREATE TABLE origins (
            library INTEGER NOT NULL REFERENCES libraries, source TEXT NOT NULL, article TEXT, location TEXT NOT NULL,
            file TEXT NOT NULL, etag TEXT, modified TEXT, digest TEXT NOT NULL, gone TEXT,
            PRIMARY KEY (library, source)) WITHOUT ROWID""",
        "CREATE INDEX origins_of_articles ON origins (library, article)",
    ),
)


def prepare(connection: sqlite3.Connection, where: str) -> None:
    """Makes an empty file a library, brings an older library up to date, and refuses what is neither.

    Raises:
        LibraryDamaged: the file is another program's database.
        LibraryVersionError: a newer Footnote wrote it.
        sqlite3.Error: the file cannot be read or written.
    """
    with transaction(connection, "DEFERRED"):  # one state of the file, even while another process is making it
        version = _version(connection, where)
    if version == len(MIGRATIONS):
        return
    keep_a_log(connection, seconds=BUSY_SECONDS)
    with transaction(connection):
        # Another process may have done it while this one waited for the lock.
        for number in range(_version(connection, where) + 1, len(MIGRATIONS) + 1):
            _apply(connection, number)


def _version(connection: sqlite3.Connection, where: str) -> int:
    application = _pragma(connection, "application_id")
    version = _pragma(connection, "user_version")
    if application == 0 and version == 0 and not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        return 0
    if application != APPLICATION:
        raise damaged(where, "this is a database of another program, not a Footnote library")
    if version > len(MIGRATIONS):
        raise LibraryVersionError(
            f"the library has format {version}, and this Footnote knows formats up to {len(MIGRATIONS)}",
            where=where,
            advice="Update Footnote, or set library.path to another file.",
        )
    return version


def _apply(connection: sqlite3.Connection, number: int) -> None:
    for statement in MIGRATIONS[number - 1]:
        connection.execute(statement)
    connection.execute("INSERT INTO migrations VALUES (?, datetime('now'))", (number,))
    connection.execute(f"PRAGMA user_version = {number}")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
