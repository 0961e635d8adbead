"""The tables of a ledger, how they came to be, step by numbered step, and whether a file is a ledger at all."""

from __future__ import annotations

import secrets
import sqlite3

from bot.store.store_errors import BUSY_SECONDS, LedgerVersionError, damaged
from retrieval.core.sqlite_transactions import keep_a_log, transaction

APPLICATION = 0x466F4C65  # "FoLe"; kept in the file's header, where `file` and SQLite find it

# A step is never changed once it is released: a new one is added after it.
#
# Times are milliseconds since 1970 in UTC, days are ISO dates in UTC. `realm` is `Place.realm`: every table of what
# was asked somewhere has it, or refers to one that does.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied TEXT NOT NULL)",
        "CREATE TABLE identity (salt BLOB NOT NULL)",
        # What the words of a question show in: asked, question, words. They are emptied when they are too old.
        """CREATE TABLE answers (
            id TEXT PRIMARY KEY, at INTEGER NOT NULL, realm INTEGER NOT NULL, server INTEGER, channel INTEGER NOT NULL,
            thread INTEGER, message INTEGER, asker INTEGER, library TEXT NOT NULL, asked TEXT, question TEXT,
            answered INTEGER NOT NULL, confidence REAL NOT NULL, mark_start INTEGER, mark_end INTEGER,
            reasons TEXT NOT NULL, words TEXT)""",
        "CREATE INDEX answers_of_askers ON answers (asker)",
        "CREATE INDEX answers_by_age ON answers (at)",
        """CREATE TABLE citations (
            answer TEXT NOT NULL REFERENCES answers ON DELETE CASCADE, position INTEGER NOT NULL,
            article TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL, published TEXT,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL,
            PRIMARY KEY (answer, position)) WITHOUT ROWID""",
        "CREATE INDEX citations_of_articles ON citations (article)",
        """CREATE TABLE feedback (
            answer TEXT NOT NULL REFERENCES answers ON DELETE CASCADE, person INTEGER NOT NULL,
            helpful INTEGER NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (answer, person)) WITHOUT ROWID""",
        "CREATE INDEX feedback_of_people ON feedback (person)",
        """CREATE TABLE gaps (
            number INTEGER PRIMARY KEY, realm INTEGER NOT NULL, wording TEXT NOT NULL, at INTEGER NOT NULL,
            asker INTEGER, question TEXT, article TEXT, title TEXT)""",
        "CREATE INDEX gaps_of_realms ON gaps (realm, wording)",
        "CREATE INDEX gaps_of_askers ON gaps (asker)",
        """CREATE TABLE dismissed (
            realm INTEGER NOT NULL, wording TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (realm, wording)) WITHOUT ROWID""",
        # The channel 0 stands for the whole realm.
        """CREATE TABLE preferences (
            realm INTEGER NOT NULL, channel INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (realm, channel, name)) WITHOUT ROWID""",
        """CREATE TABLE realm_days (
            day TEXT NOT NULL, realm INTEGER NOT NULL, questions INTEGER NOT NULL,
            PRIMARY KEY (day, realm)) WITHOUT ROWID""",
        """CREATE TABLE person_days (
            day TEXT NOT NULL, realm INTEGER NOT NULL, person INTEGER NOT NULL, questions INTEGER NOT NULL,
            PRIMARY KEY (day, realm, person)) WITHOUT ROWID""",
        "CREATE INDEX days_of_people ON person_days (person)",
        """CREATE TABLE turns (
            number INTEGER PRIMARY KEY, at INTEGER NOT NULL, realm INTEGER NOT NULL, spot INTEGER NOT NULL,
            person INTEGER NOT NULL, question TEXT, quote TEXT, article TEXT)""",
        "CREATE INDEX turns_of_spots ON turns (realm, spot)",
        "CREATE INDEX turns_of_people ON turns (person)",
        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE mishaps (number INTEGER PRIMARY KEY, id TEXT NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL)",
    ),
    (
        "ALTER TABLE turns ADD COLUMN answer TEXT",  # as which the reply was kept
        "ALTER TABLE turns ADD COLUMN title TEXT",
        "ALTER TABLE turns ADD COLUMN private INTEGER NOT NULL DEFAULT 0",  # whether only the asker saw it
        "CREATE INDEX turns_of_answers ON turns (answer)",
    ),
    (
        "ALTER TABLE citations ADD COLUMN page INTEGER",
        "ALTER TABLE citations ADD COLUMN lead TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE citations ADD COLUMN also INTEGER NOT NULL DEFAULT 0",  # whether it is shown under "also in"
    ),
)


def prepare(connection: sqlite3.Connection, where: str, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Makes an empty file a ledger, brings an older ledger up to date, and refuses what is neither.

    Raises:
        LedgerDamaged: the file is not whole, or another program's database.
        LedgerVersionError: a newer Footnote wrote it.
        sqlite3.Error: the file cannot be read or written.
    """
    with transaction(connection, "DEFERRED"):  # one state of the file, even while another process is making it
        version = _version(connection, where, len(migrations))
    if version < len(migrations):
        keep_a_log(connection, seconds=BUSY_SECONDS)
        with transaction(connection):
            # Another process may have done it while this one waited for the lock.
            for number in range(_version(connection, where, len(migrations)) + 1, len(migrations) + 1):
                _apply(connection, number, migrations[number - 1])
    # A ledger is small enough to be looked through: better now than in the middle of an answer.
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise damaged(where)


def _version(connection: sqlite3.Connection, where: str, newest: int) -> int:
    application, version = _pragma(connection, "application_id"), _pragma(connection, "user_version")
    if application == 0 and version == 0 and not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        return 0
    if application != APPLICATION:
        raise damaged(where, "this is a database of another program, not Footnote's ledger")
    if version > newest:
        raise LedgerVersionError(
            f"the ledger has format {version}, and this Footnote knows formats up to {newest}",
            where=where,
            advice="Update Footnote, or set ledger.path to another file.",
        )
    return version


def _apply(connection: sqlite3.Connection, number: int, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.execute(statement)
    if number == 1:
        connection.execute("INSERT INTO identity VALUES (?)", (secrets.token_bytes(32),))
    connection.execute("INSERT INTO migrations VALUES (?, datetime('now'))", (number,))
    connection.execute(f"PRAGMA user_version = {number}")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
