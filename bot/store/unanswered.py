"""Questions that got no answer, those of the same wording together: what a library lacks."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from typing import Any

from bot.store.row_values import clean, moment, stamp
from bot.store.store_records import Gap, Now, Place
from bot.store.store_settings import LedgerSettings
from retrieval import Answer, Examination, SqliteFile

_LISTED = """
SELECT latest.wording, times, people, first, latest.at, latest.article, latest.title,
    (SELECT question FROM gaps AS one WHERE one.realm = latest.realm AND one.wording = latest.wording
     AND question IS NOT NULL ORDER BY number DESC LIMIT 1)
FROM (SELECT max(number) AS newest, count(*) AS times, count(DISTINCT asker) AS people, min(at) AS first
      FROM gaps WHERE realm = ? GROUP BY wording)
JOIN gaps AS latest ON latest.number = newest
ORDER BY newest DESC LIMIT ?
"""


class Gaps:
    """The unanswered questions of each realm.

    Wordings are compared by a keyed hash of the question's terms, whose key is random and stays in the file: so they
    can be counted together after their words are gone, and where words are never stored. Whoever has the file has the
    key and can test a guess; nobody can read a question out of it.
    """

    def __init__(self, file: SqliteFile, settings: LedgerSettings, now: Now) -> None:
        self._file = file
        self._settings = settings
        self._now = now

    def note(self, examination: Examination, *, place: Place, asker: int) -> str | None:
        """Counts a question that got no answer.

        Returns:
            The gap's id. None if the question was answered or too vague for it, or its wording was dismissed.
        """
        reply = examination.reply
        if isinstance(reply, Answer) or reply.readings:
            return None
        nearest = (clean(reply.nearest[0].article_id), clean(reply.nearest[0].title)) if reply.nearest else (None, None)
        question = clean(reply.question) if self._settings.question_days else None
        with self._file.writing() as connection:
            wording = _wording(connection, place.realm, examination.terms or reply.question.split())
            if _dismissed(connection, place.realm, wording):
                return None
            connection.execute(
                "INSERT INTO gaps (realm, wording, at, asker, question, article, title) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (place.realm, wording, stamp(self._now()), asker, question, *nearest),
            )
        return wording

    def latest(self, *, place: Place, limit: int = 25) -> list[Gap]:
        """The gaps of a realm, the one asked last first."""
        with self._file.reading() as connection:
            return list(map(_gap, connection.execute(_LISTED, (place.realm, limit))))

    def dismiss(self, gap_id: str, *, place: Place) -> bool:
        """Takes a gap out, and keeps its wording out for as long as rows are kept. False if there is none such."""
        with self._file.writing() as connection:
            key = (place.realm, clean(gap_id))
            removed = connection.execute("DELETE FROM gaps WHERE realm = ? AND wording = ?", key)
            if removed.rowcount:
                connection.execute("INSERT OR REPLACE INTO dismissed VALUES (?, ?, ?)", (*key, stamp(self._now())))
            return removed.rowcount > 0


def _wording(connection: sqlite3.Connection, realm: int, terms: Sequence[str]) -> str:
    """What questions of the same terms, in any order and repetition, have in common in one realm."""
    (salt,) = connection.execute("SELECT salt FROM identity").fetchone()
    folded = " ".join(sorted({clean(term).casefold() for term in terms}))
    return hashlib.blake2b(f"{realm} {folded}".encode(), key=salt, digest_size=8).hexdigest()


def _dismissed(connection: sqlite3.Connection, realm: int, wording: str) -> bool:
    found = connection.execute("SELECT 1 FROM dismissed WHERE realm = ? AND wording = ?", (realm, wording))
    return found.fetchone() is not None


def _gap(row: tuple[Any, ...]) -> Gap:
    wording, times, people, first, last, article, title, question = row
    return Gap(
        id=wording,
        question=question or "",
        times=times,
        people=people,
        first=moment(first),
        last=moment(last),
        article_id=article,
        title=title,
    )
