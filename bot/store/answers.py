"""Stores replies whole, so that their buttons work after a restart and an article's change finds its answers."""

from __future__ import annotations

import secrets
from datetime import timedelta

from bot.configuration.ledger_settings import LedgerSettings
from bot.store.answer_rows import insert_reply, read_replies
from bot.store.database.row_values import stamp, storable
from bot.store.database.store_protocol import Connection, Store
from bot.store.dialogue import delete_turn
from bot.store.store_records import Now, Place, ReplyReasons, StoredReply
from retrieval import Examination, Talk

ID_LENGTH = 12  # of 32 letters: 60 random bits; short enough for a custom_id of 100 characters
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


class AnswerStore:
    """The replies that were shown. Each is readable only from the realm where it was shown."""

    def __init__(self, store: Store, settings: LedgerSettings, now: Now) -> None:
        self._store = store
        self._settings = settings
        self._now = now

    def keep(self, examination: Examination, *, place: Place, asker: int, library: str) -> StoredReply:
        """Store a reply that is about to be shown.

        Returns:
            The stored reply. With `question_days = 0` it is without the words of the question.

        Raises:
            TypeError: the reply is talk, which quotes nothing and has no buttons.
        """
        return self.add(self.make(examination, place=place, asker=asker, library=library))

    def make(self, examination: Examination, *, place: Place, asker: int, library: str) -> StoredReply:
        """Make the record of a reply that is about to be shown, without storing it.

        Raises:
            TypeError: the reply is talk, which is not stored.
        """
        if isinstance(examination.reply, Talk):
            raise TypeError("talk is not stored")
        return StoredReply(
            id="".join(secrets.choice(_LETTERS) for _ in range(ID_LENGTH)),
            at=self._now(),
            place=place,
            message=None,
            asker=asker,
            library=library,
            reply=examination.reply,
            reasons=ReplyReasons.of(examination),
        )

    def add(self, reply: StoredReply) -> StoredReply:
        """Store the record of a reply, and return it as it is stored."""
        with self._store.writing() as connection:
            insert_reply(connection, reply, wordless=not self._settings.question_days)
            return read_replies(connection, "id = ?", reply.id)[0]

    def set_message(self, answer_id: str, message: int, *, place: Place, prompt: int | None = None) -> bool:
        """Store which message shows an answer, and which asked. False if there is no such answer here."""
        with self._store.writing() as connection:
            changed = connection.execute(
                "UPDATE answers SET message = ?, prompt = ? WHERE id = ? AND realm = ?",
                (message, prompt, storable(answer_id), place.realm),
            )
            return changed.rowcount > 0

    def find(self, answer_id: str, *, place: Place) -> StoredReply | None:
        """Return the answer with this id. None if there is none, if it was too old, or if it was shown elsewhere."""
        with self._store.reading() as connection:
            replies = read_replies(connection, "id = ? AND realm = ?", storable(answer_id), place.realm)
        return replies[0] if replies else None

    def find_by_prompt(self, prompt: int, *, place: Place) -> StoredReply | None:
        """Return the answer to a message; None if there is none here."""
        with self._store.reading() as connection:
            replies = read_replies(connection, "prompt = ? AND realm = ? ORDER BY at DESC", prompt, place.realm)
        return replies[0] if replies else None

    def citing(self, article_id: str, *, library: str, days: int = 30, limit: int = 100) -> list[StoredReply]:
        """Return the answers that cite an article and whose message is known, latest first.

        An article belongs to a library, not to a place, so this searches the answers of the library.
        """
        since = stamp(self._now() - timedelta(days=days))
        where = (
            "id IN (SELECT answer FROM citations WHERE article = ? AND also = 0) AND library = ? AND at >= ? "
            f"AND message IS NOT NULL ORDER BY at DESC, id LIMIT {int(limit)}"
        )
        with self._store.reading() as connection:
            return read_replies(connection, where, storable(article_id), storable(library), since)

    def delete(self, answer_id: str, *, place: Place) -> bool:
        """Delete an answer, the feedback on it, and its turn. False if there is no such answer here."""
        with self._store.writing() as connection:
            delete_turn(connection, answer_id, place)
            removed = connection.execute(
                "DELETE FROM answers WHERE id = ? AND realm = ?", (storable(answer_id), place.realm)
            )
            return removed.rowcount > 0


def of_id(connection: Connection, answer_id: str) -> StoredReply:
    """Return the reply of an id, wherever it was shown."""
    return read_replies(connection, "id = ?", answer_id)[0]


def of_asker(connection: Connection, person: int) -> list[StoredReply]:
    """Return all replies to a person, oldest first."""
    return read_replies(connection, "asker = ? ORDER BY at, id", person)
