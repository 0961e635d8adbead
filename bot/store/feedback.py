"""Stores people's opinions on answers: one for each person and answer; a later one replaces it."""

from __future__ import annotations

from bot.store.database.row_values import moment, stamp, storable
from bot.store.database.store_protocol import Connection, Store
from bot.store.store_records import JudgedAnswer, Now, Opinion, Place

LONGEST_REASON = 1_000  # characters; a longer reason is cut

_GIVE = """INSERT INTO feedback VALUES (?, ?, ?, ?, ?) ON CONFLICT (answer, person)
    DO UPDATE SET helpful = excluded.helpful, reason = excluded.reason, at = excluded.at"""
_OPINION = "answer, person, helpful, reason, feedback.at"
_OF_REALM = "feedback JOIN answers ON answers.id = feedback.answer WHERE answers.realm = ?"


class FeedbackStore:
    """Opinions on the answers of a realm."""

    def __init__(self, store: Store, now: Now) -> None:
        self._store = store
        self._now = now

    def give(self, answer_id: str, *, place: Place, person: int, helpful: bool, reason: str = "") -> bool:
        """Store an opinion in place of the person's earlier one. False if the realm has no such answer (any more)."""
        row = (storable(answer_id), person, helpful, storable(reason.strip()[:LONGEST_REASON]), stamp(self._now()))
        with self._store.writing() as connection:
            answer = connection.execute("SELECT 1 FROM answers WHERE id = ? AND realm = ?", (row[0], place.realm))
            if answer.fetchone() is None:
                return False
            connection.execute(_GIVE, row)
            return True

    def latest(self, *, place: Place, limit: int = 25) -> list[Opinion]:
        """Return the opinions of a realm, latest first."""
        with self._store.reading() as connection:
            rows = connection.execute(
                f"SELECT {_OPINION} FROM {_OF_REALM} ORDER BY feedback.at DESC, answer, person LIMIT ?",
                (place.realm, limit),
            )
            return [_opinion(*row) for row in rows]

    def judged(self, *, place: Place, library: str) -> list[JudgedAnswer]:
        """Return every opinion on an answer from a library, with the answer's confidence, lowest confidence first.

        Replies without an answer are left out: their confidence is about sentences that were not shown as answers.
        """
        with self._store.reading() as connection:
            rows = connection.execute(
                f"SELECT confidence, helpful FROM {_OF_REALM} AND library = ? AND answered = 1 "
                "ORDER BY confidence, helpful",
                (place.realm, storable(library)),
            )
            return [JudgedAnswer(confidence=confidence, helpful=bool(helpful)) for confidence, helpful in rows]


def of_person(connection: Connection, person: int) -> list[Opinion]:
    """Return all opinions of a person, oldest first."""
    rows = connection.execute(f"SELECT {_OPINION} FROM feedback WHERE person = ? ORDER BY at, answer", (person,))
    return [_opinion(*row) for row in rows]


def _opinion(answer: str, person: int, helpful: int, reason: str, at: int) -> Opinion:
    return Opinion(answer=answer, person=person, helpful=bool(helpful), reason=reason, at=moment(at))
