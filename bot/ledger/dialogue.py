"""The last turns of a conversation, for follow-ups: few, and only for a while."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from bot.ledger.records import Now, Place, Turn
from bot.ledger.rows import clean, moment, stamp
from bot.ledger.settings import LedgerSettings
from bot.ledger.store import Store
from retrieval.records import Answer, Reply

_TURN = "person, at, question, quote, article"


class Dialogue:
    """What was said last in each channel and thread.

    A turn is somebody's: the same turns are one person's conversation in a channel, and everybody's in a thread.
    """

    def __init__(self, store: Store, settings: LedgerSettings, now: Now) -> None:
        self._store = store
        self._settings = settings
        self._now = now

    def add(self, reply: Reply, *, place: Place, person: int) -> None:
        """Remembers a question and what it was answered by; the person's oldest turns beyond the bound go."""
        cited = reply.citation if isinstance(reply, Answer) else None
        shown = (clean(cited.quote), clean(cited.article_id)) if cited else (None, None)
        question = clean(reply.question) if self._settings.question_days else None
        where = (place.realm, place.spot, person)
        with self._store.writing() as connection:
            connection.execute(
                "INSERT INTO turns (at, realm, spot, person, question, quote, article) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (stamp(self._now()), *where, question, *shown),
            )
            connection.execute(
                "DELETE FROM turns WHERE number IN (SELECT number FROM turns "
                "WHERE realm = ? AND spot = ? AND person = ? ORDER BY number DESC LIMIT -1 OFFSET ?)",
                (*where, self._settings.dialogue_turns),
            )
            drop_aged(connection, self._oldest())

    def turns(self, *, place: Place, person: int | None = None) -> list[Turn]:
        """The last turns of a channel or thread, oldest first: a person's, or without one everybody's."""
        whose, values = ("", ()) if person is None else ("AND person = ?", (person,))
        with self._store.reading() as connection:
            rows = connection.execute(
                f"SELECT {_TURN} FROM turns WHERE realm = ? AND spot = ? AND at >= ? {whose} "
                "ORDER BY number DESC LIMIT ?",
                (place.realm, place.spot, self._oldest(), *values, self._settings.dialogue_turns),
            )
            return [_turn(*row) for row in rows][::-1]

    def end(self, *, place: Place, person: int) -> int:
        """Forgets a person's turns in a channel or thread, and returns how many there were."""
        with self._store.writing() as connection:
            removed = connection.execute(
                "DELETE FROM turns WHERE realm = ? AND spot = ? AND person = ?", (place.realm, place.spot, person)
            )
            return removed.rowcount

    def _oldest(self) -> int:
        return stamp(self._now() - timedelta(minutes=self._settings.dialogue_minutes))


def drop_aged(connection: sqlite3.Connection, oldest: int) -> int:
    """Forgets every turn from before a stamp, and returns how many there were."""
    return connection.execute("DELETE FROM turns WHERE at < ?", (oldest,)).rowcount


def of_person(connection: sqlite3.Connection, person: int) -> list[Turn]:
    """A person's turns everywhere, oldest first."""
    rows = connection.execute(f"SELECT {_TURN} FROM turns WHERE person = ? ORDER BY number", (person,))
    return [_turn(*row) for row in rows]


def _turn(person: int, at: int, question: str | None, quote: str | None, article: str | None) -> Turn:
    return Turn(person=person, at=moment(at), question=question or "", quote=quote, article_id=article)
