"""The format of a library file: its tables, by numbered step, and its settings."""

from __future__ import annotations

from retrieval.core.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryDenied,
    LibraryError,
    LibraryFull,
    LibraryVersionError,
)
from retrieval.core.sqlite_files.sqlite_format import FileErrors, FileFormat, Migrations

# Both chosen by adding 100,000 passages and asking questions. Larger caches were slower: the system caches the file.
CACHE_KIBIBYTES = 4_096  # for each connection
PAGE_BYTES = 8_192  # a page holds five vectors of 384 numbers, where 4,096 bytes would hold two
WAL_BYTES = 64 << 20  # a log that a long read made larger is cut back to this size

# A step is never changed once it is released: a new one is added after it.
#
# A key is the library's number, shifted by KEY_BITS, plus a counter that only grows. So a key tells its library, is
# never used twice, and each library's rows are adjacent. An article's passages have consecutive keys, the first of
# which is the article's own number.
KEY_BITS = 40
MIGRATIONS: Migrations = (
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
    (
        # A token for each of the latest changes of a library: a file that was derived from it holds the token of the
        # change that it has followed, so that a copy of the library that went on differently does not use that file.
        """CREATE TABLE changes (
            library INTEGER NOT NULL REFERENCES libraries, number INTEGER NOT NULL, token BLOB NOT NULL,
            PRIMARY KEY (library, number)) WITHOUT ROWID""",
        "INSERT INTO changes SELECT id, changes, randomblob(16) FROM libraries",
    ),
)

LIBRARY_FORMAT = FileFormat(
    name="library",
    path_setting="library.path",
    recovery=", then add the articles again.",
    errors=FileErrors(
        other=LibraryError,
        version=LibraryVersionError,
        damaged=LibraryDamaged,
        full=LibraryFull,
        busy=LibraryBusy,
        denied=LibraryDenied,
    ),
    application=0x466F6F74,  # "Foot"
    migrations=MIGRATIONS,
    pragmas=(
        f"page_size = {PAGE_BYTES}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = FAST",
        f"cache_size = -{CACHE_KIBIBYTES}",
        f"journal_size_limit = {WAL_BYTES}",
    ),
    busy_seconds=30.0,  # longer than any article takes to store; after that a program hangs
)
