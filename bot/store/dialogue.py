"""Stores the last turns of conversations, for follow-ups: few turns, and only for a limited time."""

from __future__ import annotations

from datetime import timedelta

from bot.configuration.ledger_settings import LedgerSettings
from bot.store.database.row_values import moment, stamp, storable
from bot.store.database.store_protocol import Connection, Store
from bot.store.store_records import Now, Place, StoredTurn
from retrieval import Answer, Reply

_TURN = "person, at, question, quote, article, title, answer"


class DialogueStore:
    """The last turns in each channel and thread.

    Each turn has a person: in a channel each person has a conversation, in a thread all people share one.
    """

    def __init__(self, store: Store, settings: LedgerSettings, now: Now) -> None:
        self._store = store
        self._settings = settings
        self._now = now

    def add(self, reply: Reply, *, place: Place, person: int, answer: str | None = None, private: bool = False) -> None:
        """Store a question and its answer, and delete the person's oldest turns above the limit.

        Args:
            reply: the question with its answer.
            place: where it was asked.
            person: who asked.
            answer: the id of the stored reply.
            private: whether the asker alone sees it.
        """
        citation = reply.citation if isinstance(reply, Answer) else None
        shown = (
            (storable(citation.quote), storable(citation.article_id), storable(citation.title))
            if citation
            else (None, None, None)
        )
        question = storable(reply.question) if self._settings.question_days else None
        where = (place.realm, place.spot, person)
        with self._store.writing() as connection:
            connection.execute(
                "INSERT INTO turns (at, realm, spot, person, question, quote, article, title, answer, private) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (stamp(self._now()), *where, question, *shown, answer, private),
            )
            connection.execute(
                "DELETE FROM turns WHERE realm = ? AND spot = ? AND person = ? AND number NOT IN (SELECT number "
                "FROM turns WHERE realm = ? AND spot = ? AND person = ? ORDER BY number DESC LIMIT ?)",
                (*where, *where, self._settings.dialogue_turns),
            )
            delete_before(connection, self._oldest())

    def turns(
        self, *, place: Place, person: int | None = None, until: str | None = None, private: bool = True
    ) -> list[StoredTurn]:
        """Return the last turns of a channel or thread, oldest first.

        Args:
            place: the channel or thread.
            person: whose turns; None: everybody's.
            until: the id of the answer of the last turn; None: up to the latest. No turn if there is no such answer.
            private: whether to include turns that only their askers saw.
        """
        values: list[object] = [place.realm, place.spot, self._oldest()]
        where = "realm = ? AND spot = ? AND at >= ?"
        if person is not None:
            where, values = f"{where} AND person = ?", [*values, person]
        if not private:
            where = f"{where} AND private = 0"
        if until is not None:
            last = "(SELECT max(number) FROM turns WHERE answer = ? AND realm = ? AND spot = ?)"
            where, values = f"{where} AND number <= {last}", [*values, storable(until), place.realm, place.spot]
        with self._store.reading() as connection:
            rows = connection.execute(
                f"SELECT {_TURN} FROM turns WHERE {where} ORDER BY number DESC LIMIT ?",
                (*values, self._settings.dialogue_turns),
            )
            return [_turn(*row) for row in rows][::-1]

    def share(self, answer: str, *, place: Place) -> None:
        """Store that everybody sees the turn of an answer now."""
        with self._store.writing() as connection:
            connection.execute(
                "UPDATE turns SET private = 0 WHERE answer = ? AND realm = ?", (storable(answer), place.realm)
            )

    def drop(self, answer: str, *, place: Place) -> bool:
        """Delete the turn of an answer that the asker did not mean. False if there is no such turn here."""
        with self._store.writing() as connection:
            return delete_turn(connection, answer, place)

    def end(self, *, place: Place, person: int) -> int:
        """Delete a person's turns in a channel or thread, and return how many there were."""
        with self._store.writing() as connection:
            removed = connection.execute(
                "DELETE FROM turns WHERE realm = ? AND spot = ? AND person = ?", (place.realm, place.spot, person)
            )
            return removed.rowcount

    def _oldest(self) -> int:
        return stamp(self._now() - timedelta(minutes=self._settings.dialogue_minutes))


def delete_before(connection: Connection, oldest: int) -> int:
    """Delete every turn before a time stamp, and return how many there were."""
    return connection.execute("DELETE FROM turns WHERE at < ?", (oldest,)).rowcount


def delete_turn(connection: Connection, answer: str, place: Place) -> bool:
    """Delete the turn of an answer. False if there is no such turn here."""
    removed = connection.execute("DELETE FROM turns WHERE answer = ? AND realm = ?", (storable(answer), place.realm))
    return removed.rowcount > 0


def of_person(connection: Connection, person: int) -> list[StoredTurn]:
    """Return a person's turns everywhere, oldest first."""
    rows = connection.execute(f"SELECT {_TURN} FROM turns WHERE person = ? ORDER BY number", (person,))
    return [_turn(*row) for row in rows]


def _turn(person: int, at: int, question: str | None, *shown: str | None) -> StoredTurn:
    quote, article, title, answer = shown
    return StoredTurn(
        person=person,
        at=moment(at),
        question=question or "",
        quote=quote,
        article_id=article,
        title=title,
        answer=answer,
    )
