"""The format of a ledger file: its tables, by numbered step, and its settings."""

from __future__ import annotations

import secrets
import sqlite3

from bot.store.store_errors import (
    LedgerBusy,
    LedgerDamaged,
    LedgerDenied,
    LedgerError,
    LedgerFull,
    LedgerVersionError,
)
from retrieval import FileErrors, FileFormat, Migrations

# A step is never changed once it is released: a new one is added after it.
#
# Times are milliseconds since 1970 in UTC, days are ISO dates in UTC. `realm` is `Place.realm`: every table of what
# was asked somewhere has it, or refers to one that does.
MIGRATIONS: Migrations = (
    (
        "CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied TEXT NOT NULL)",
        "CREATE TABLE identity (salt BLOB NOT NULL)",
        # The words of a question are in three columns: asked, question, words. They are emptied when they are too old.
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
    ("ALTER TABLE citations ADD COLUMN opening INTEGER NOT NULL DEFAULT 0",),
    (
        "ALTER TABLE answers ADD COLUMN grade TEXT",  # NULL in rows of an older version: sure where answered
        "ALTER TABLE answers ADD COLUMN superseded TEXT",  # JSON: date and relation of the citation whose `also` is 2
        "ALTER TABLE citations ADD COLUMN further TEXT NOT NULL DEFAULT '[]'",  # JSON: parts beside the main one
    ),
    (
        # Articles that were removed and can be put back for an hour; `article` is JSON.
        """CREATE TABLE removals (
            id TEXT PRIMARY KEY, at INTEGER NOT NULL, realm INTEGER NOT NULL, library TEXT NOT NULL,
            article TEXT NOT NULL)""",
        # Servers that the bot has left.
        "CREATE TABLE departures (realm INTEGER PRIMARY KEY, at INTEGER NOT NULL)",
        # Interactions that are being answered: what is needed to tell the asker if the bot dies.
        """CREATE TABLE pending (
            id INTEGER PRIMARY KEY, token TEXT NOT NULL, at INTEGER NOT NULL, realm INTEGER NOT NULL,
            person INTEGER NOT NULL, locale TEXT NOT NULL)""",
        "ALTER TABLE answers ADD COLUMN prompt INTEGER",  # the message that asked, where it was one
        "CREATE INDEX answers_of_prompts ON answers (prompt)",
        # Questions with the sentence that a keeper says is the answer. `quote` is the whole sentence.
        """CREATE TABLE pins (
            id TEXT PRIMARY KEY, at INTEGER NOT NULL, realm INTEGER NOT NULL, library TEXT NOT NULL,
            person INTEGER, question TEXT NOT NULL, article TEXT, title TEXT NOT NULL, source TEXT NOT NULL,
            published TEXT, start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, link TEXT)""",
        "CREATE INDEX pins_of_libraries ON pins (library)",
        "CREATE INDEX pins_of_people ON pins (person)",
    ),
)


def _initialise(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO identity VALUES (?)", (secrets.token_bytes(32),))


LEDGER_FORMAT = FileFormat(
    name="ledger",
    path_setting="ledger.path",
    recovery=": a new one is begun, and the articles are not touched.",
    errors=FileErrors(
        other=LedgerError,
        version=LedgerVersionError,
        damaged=LedgerDamaged,
        full=LedgerFull,
        busy=LedgerBusy,
        denied=LedgerDenied,
    ),
    application=0x466F4C65,  # "FoLe"
    migrations=MIGRATIONS,
    pragmas=(
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",  # what is deleted is overwritten
        "temp_store = MEMORY",  # rewriting the file leaves no copy of it in a temporary file
        "journal_size_limit = 4194304",
    ),
    busy_seconds=10.0,  # a write takes milliseconds, and rewriting a large ledger a few seconds
    permissions=0o600,  # it holds what people asked
    check_on_open=True,  # it is small: damage is better found now than in the middle of an answer
    initialise=_initialise,
)
