"""Deletes what the ledger has kept for longer than configured: from the bytes of the file, too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.configuration.ledger_settings import LedgerSettings
from bot.store import dialogue, pending, pins, removals
from bot.store.database.row_values import stamp
from bot.store.database.store_protocol import Store
from bot.store.store_records import OldDataCounts

# Each forgets the words of old questions and keeps the row, which is still counted.
_FORGET_WORDS = (
    """UPDATE answers SET asked = NULL, question = NULL, words = NULL
    WHERE at < ? AND (asked IS NOT NULL OR question IS NOT NULL OR words IS NOT NULL)""",
    "UPDATE gaps SET question = NULL WHERE at < ? AND question IS NOT NULL",
    "UPDATE turns SET question = NULL WHERE at < ? AND question IS NOT NULL",
)


class OldData:
    """Deletes what is too old, in every realm."""

    def __init__(self, store: Store, settings: LedgerSettings) -> None:
        self._store = store
        self._settings = settings

    def delete(self, now: datetime) -> OldDataCounts:
        """Delete what is older than configured: the words of questions, conversations, and all the rest."""
        settings = self._settings
        questions = (stamp(now - timedelta(days=settings.question_days)),)
        oldest = now - timedelta(days=settings.keep_days)
        rows = (stamp(oldest),)
        oldest_turn = stamp(now - timedelta(minutes=settings.dialogue_minutes))
        today, oldest_day = now.astimezone(UTC).date().isoformat(), oldest.date().isoformat()
        with self._store.writing() as connection:
            counts = {
                "answers": connection.execute("DELETE FROM answers WHERE at < ?", rows).rowcount,
                "gaps": connection.execute("DELETE FROM gaps WHERE at < ?", rows).rowcount,
                "questions": sum(connection.execute(statement, questions).rowcount for statement in _FORGET_WORDS),
                "turns": dialogue.delete_before(connection, oldest_turn),
                "days": connection.execute("DELETE FROM person_days WHERE day < ?", (today,)).rowcount
                + connection.execute("DELETE FROM realm_days WHERE day < ?", (oldest_day,)).rowcount,
                "mishaps": connection.execute("DELETE FROM mishaps WHERE at < ?", rows).rowcount,
            }
            connection.execute("DELETE FROM dismissed WHERE at < ?", rows)
            removals.delete_old(connection, now)
            pending.delete_old(connection, now)
            pins.delete_unsettled(connection, now)
        return OldDataCounts(**counts, overwritten=self._store.rewrite())
