"""The last turns of a conversation, for follow-ups: few, and only for a while."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from bot.store.row_values import clean, moment, stamp
from bot.store.store_records import Now, Place, Turn
from bot.store.store_settings import LedgerSettings
from retrieval import Answer, Reply, SqliteFile

_TURN = "person, at, question, quote, article, title, answer"


class Dialogue:
    """What was said last in each channel and thread.

    A turn is somebody's: the same turns are one person's conversation in a channel, and everybody's in a thread.
    """

    def __init__(self, file: SqliteFile, settings: LedgerSettings, now: Now) -> None:
        self._file = file
        self._settings = settings
        self._now = now

    def add(self, reply: Reply, *, place: Place, person: int, answer: str | None = None, private: bool = False) -> None:
        """Remembers a question and what it was answered by; the person's oldest turns beyond the bound go.

        Args:
            reply: the question with its answer.
            place: where it was asked.
            person: by whom.
            answer: the id that the reply is kept under.
            private: whether the asker alone sees it.
        """
        cited = reply.citation if isinstance(reply, Answer) else None
        shown = (clean(cited.quote), clean(cited.article_id), clean(cited.title)) if cited else (None, None, None)
        question = clean(reply.question) if self._settings.question_days else None
        where = (place.realm, place.spot, person)
        with self._file.writing() as connection:
            connection.execute(
                "INSERT INTO turns (at, realm, spot, person, question, quote, article, title, answer, private) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (stamp(self._now()), *where, question, *shown, answer, private),
            )
            connection.execute(
                "DELETE FROM turns WHERE number IN (SELECT number FROM turns "
                "WHERE realm = ? AND spot = ? AND person = ? ORDER BY number DESC LIMIT -1 OFFSET ?)",
                (*where, self._settings.dialogue_turns),
            )
            drop_aged(connection, self._oldest())

    def turns(
        self, *, place: Place, person: int | None = None, until: str | None = None, private: bool = True
    ) -> list[Turn]:
        """The last turns of a channel or thread, oldest first.

        Args:
            place: the channel or thread.
            person: whose; None: everybody's.
            until: the answer that the last of them was kept as; None: the latest. Without such an answer there is none.
            private: whether those are among them that their askers alone saw.
        """
        about: list[object] = [place.realm, place.spot, self._oldest()]
        where = "realm = ? AND spot = ? AND at >= ?"
        if person is not None:
            where, about = f"{where} AND person = ?", [*about, person]
        if not private:
            where = f"{where} AND NOT private"
        if until is not None:
            last = "(SELECT max(number) FROM turns WHERE answer = ? AND realm = ? AND spot = ?)"
            where, about = f"{where} AND number <= {last}", [*about, clean(until), place.realm, place.spot]
        with self._file.reading() as connection:
            rows = connection.execute(
                f"SELECT {_TURN} FROM turns WHERE {where} ORDER BY number DESC LIMIT ?",
                (*about, self._settings.dialogue_turns),
            )
            return [_turn(*row) for row in rows][::-1]

    def share(self, answer: str, *, place: Place) -> None:
        """Notes that everybody sees the turn of an answer now."""
        with self._file.writing() as connection:
            connection.execute(
                "UPDATE turns SET private = 0 WHERE answer = ? AND realm = ?", (clean(answer), place.realm)
            )

    def drop(self, answer: str, *, place: Place) -> bool:
        """Forgets the turn of an answer, which was not what was meant. False if there is none such here."""
        with self._file.writing() as connection:
            return drop_answer(connection, answer, place)

    def end(self, *, place: Place, person: int) -> int:
        """Forgets a person's turns in a channel or thread, and returns how many there were."""
        with self._file.writing() as connection:
            removed = connection.execute(
                "DELETE FROM turns WHERE realm = ? AND spot = ? AND person = ?", (place.realm, place.spot, person)
            )
            return removed.rowcount

    def _oldest(self) -> int:
        return stamp(self._now() - timedelta(minutes=self._settings.dialogue_minutes))


def drop_aged(connection: sqlite3.Connection, oldest: int) -> int:
    """Forgets every turn from before a stamp, and returns how many there were."""
    return connection.execute("DELETE FROM turns WHERE at < ?", (oldest,)).rowcount


def drop_answer(connection: sqlite3.Connection, answer: str, place: Place) -> bool:
    """Forgets the turn of an answer. False if there is none such here."""
    removed = connection.execute("DELETE FROM turns WHERE answer = ? AND realm = ?", (clean(answer), place.realm))
    return removed.rowcount > 0


def of_person(connection: sqlite3.Connection, person: int) -> list[Turn]:
    """A person's turns everywhere, oldest first."""
    rows = connection.execute(f"SELECT {_TURN} FROM turns WHERE person = ? ORDER BY number", (person,))
    return [_turn(*row) for row in rows]


def _turn(person: int, at: int, question: str | None, *shown: str | None) -> Turn:
    quote, article, title, answer = shown
    return Turn(
        person=person,
        at=moment(at),
        question=question or "",
        quote=quote,
        article_id=article,
        title=title,
        answer=answer,
    )
