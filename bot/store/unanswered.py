"""Stores unanswered questions, grouped by wording: they show what a library lacks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from bot.configuration.ledger_settings import LedgerSettings
from bot.store.database.row_values import moment, stamp, storable
from bot.store.database.store_protocol import Connection, Store
from bot.store.store_records import Now, Place, UnansweredQuestion
from retrieval import Examination, NoAnswer

_LISTED = """
SELECT latest.wording, times, people, first, latest.at, latest.article, latest.title,
    (SELECT question FROM gaps AS same WHERE same.realm = latest.realm AND same.wording = latest.wording
     AND question IS NOT NULL ORDER BY number DESC LIMIT 1)
FROM (SELECT max(number) AS newest, count(*) AS times, count(DISTINCT asker) AS people, min(at) AS first
      FROM gaps WHERE realm = ? GROUP BY wording) AS counts
JOIN gaps AS latest ON latest.number = newest
ORDER BY newest DESC LIMIT ?
"""
_DISMISS = "INSERT INTO dismissed VALUES (?, ?, ?) ON CONFLICT (realm, wording) DO UPDATE SET at = excluded.at"


class UnansweredStore:
    """The unanswered questions of each realm.

    Wordings are compared by a keyed hash of the question's terms, whose key is random and stays in the file. So they
    are counted together even after their words are deleted, or if words are never stored. Whoever has the file has
    the key and can test a guess, but nobody can read a question from the hash.
    """

    def __init__(self, store: Store, settings: LedgerSettings, now: Now) -> None:
        self._store = store
        self._settings = settings
        self._now = now

    def note(self, examination: Examination, *, place: Place, asker: int) -> str | None:
        """Count a question that has no sure answer.

        Returns:
            The gap's id. None if the question was answered or too vague for it, or its wording was dismissed.
        """
        reply = examination.reply
        if reply.grade in {"sure", "talk"} or (isinstance(reply, NoAnswer) and reply.readings):
            return None
        first = reply.citations[0] if reply.citations else None
        nearest = (storable(first.article_id), storable(first.title)) if first else (None, None)
        question = storable(reply.question) if self._settings.question_days else None
        with self._store.writing() as connection:
            wording = _wording(connection, place.realm, examination.terms or reply.question.split())
            if _is_dismissed(connection, place.realm, wording):
                return None
            connection.execute(
                "INSERT INTO gaps (realm, wording, at, asker, question, article, title) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (place.realm, wording, stamp(self._now()), asker, question, *nearest),
            )
        return wording

    def latest(self, *, place: Place, limit: int = 25) -> list[UnansweredQuestion]:
        """Return the unanswered questions of a realm, the latest first."""
        with self._store.reading() as connection:
            return list(map(_unanswered_question, connection.execute(_LISTED, (place.realm, limit))))

    def close(self, terms: Sequence[str], *, place: Place) -> int:
        """Delete the open questions with these terms, which have an answer now, and return how many there were."""
        if not terms:
            return 0
        with self._store.writing() as connection:
            key = (place.realm, _wording(connection, place.realm, terms))
            return connection.execute("DELETE FROM gaps WHERE realm = ? AND wording = ?", key).rowcount

    def answer(self, question_id: str, *, place: Place) -> bool:
        """Delete a question that has an answer now. False if there is no such question."""
        with self._store.writing() as connection:
            key = (place.realm, storable(question_id))
            return connection.execute("DELETE FROM gaps WHERE realm = ? AND wording = ?", key).rowcount > 0

    def dismiss(self, question_id: str, *, place: Place) -> bool:
        """Delete a question and ignore its wording for as long as rows are kept. False if there is no such question."""
        with self._store.writing() as connection:
            key = (place.realm, storable(question_id))
            removed = connection.execute("DELETE FROM gaps WHERE realm = ? AND wording = ?", key)
            if removed.rowcount:
                connection.execute(_DISMISS, (*key, stamp(self._now())))
            return removed.rowcount > 0


def _wording(connection: Connection, realm: int, terms: Sequence[str]) -> str:
    """Return the same hash for all questions of a realm with the same terms, in any order and number."""
    (salt,) = connection.execute("SELECT salt FROM identity").fetchone()
    folded = " ".join(sorted({storable(term).casefold() for term in terms}))
    return hashlib.blake2b(f"{realm} {folded}".encode(), key=salt, digest_size=8).hexdigest()


def _is_dismissed(connection: Connection, realm: int, wording: str) -> bool:
    rows = connection.execute("SELECT 1 FROM dismissed WHERE realm = ? AND wording = ?", (realm, wording))
    return rows.fetchone() is not None


def _unanswered_question(row: tuple[Any, ...]) -> UnansweredQuestion:
    wording, times, people, first, last, article, title, question = row
    return UnansweredQuestion(
        id=wording,
        question=question or "",
        times=times,
        people=people,
        first=moment(first),
        last=moment(last),
        article_id=article,
        title=title,
    )
