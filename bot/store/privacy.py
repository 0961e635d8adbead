"""Exports and deletes what is stored about a person or a server: from the bytes of the file, too."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.store import answers, dialogue, feedback, pins
from bot.store.database.row_values import moment
from bot.store.database.store_protocol import Connection, Store
from bot.store.store_records import ErasureCounts, Place, StoredReply
from retrieval import Answer

# Every table with data of a realm. Citations and feedback are deleted with their answers.
_OF_REALMS = (
    "answers",
    "gaps",
    "dismissed",
    "preferences",
    "realm_days",
    "person_days",
    "turns",
    "removals",
    "pending",
    "pins",
)


class PersonalData:
    """Reads and deletes data about people in every realm. Show a person's data to that person alone."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def export(self, person: int) -> dict[str, Any]:
        """Return everything that is stored about a person, as JSON values; Discord's numbers as texts."""
        with self._store.reading() as connection:
            gaps = connection.execute("SELECT realm, at, question FROM gaps WHERE asker = ? ORDER BY number", (person,))
            days = connection.execute(
                "SELECT day, realm, questions FROM person_days WHERE person = ? ORDER BY day, realm", (person,)
            )
            mishaps = connection.execute("SELECT id, at, what FROM mishaps WHERE what LIKE ?", (f"%{person}%",))
            return {
                "person": str(person),
                "answers": [_answer(reply) for reply in answers.of_asker(connection, person)],
                "feedback": [
                    {
                        "answer": opinion.answer,
                        "at": _iso(opinion.at),
                        "helpful": opinion.helpful,
                        "reason": opinion.reason,
                    }
                    for opinion in feedback.of_person(connection, person)
                ],
                "unanswered": [
                    {"server": str(realm), "at": _iso(moment(at)), "question": question} for realm, at, question in gaps
                ],
                "conversation": [
                    {
                        "at": _iso(turn.at),
                        "question": turn.question,
                        "quote": turn.quote,
                        "article": turn.article_id,
                        "title": turn.title,
                        "answer": turn.answer,
                    }
                    for turn in dialogue.of_person(connection, person)
                ],
                "days": [{"day": day, "server": str(realm), "questions": questions} for day, realm, questions in days],
                "pinned": [
                    {
                        "at": _iso(pin.at),
                        "question": pin.question,
                        "quote": pin.citation.quote,
                        "article": pin.citation.title,
                    }
                    for pin in pins.of_person(connection, person)
                ],
                "errors": [{"id": name, "at": _iso(moment(at)), "what": what} for name, at, what in mishaps],
            }

    def forget(self, person: int) -> ErasureCounts:
        """Delete everything about a person.

        Answers stay for those who see them, without the asker and the words of the question; unanswered questions
        are still counted. The number of a conversation of direct messages stays with its answers: it is not the
        person's.
        """
        whose = (person,)
        with self._store.writing() as connection:
            counts = {
                "answers": _execute(
                    connection,
                    "UPDATE answers SET asker = NULL, asked = NULL, question = NULL, words = NULL WHERE asker = ?",
                    whose,
                ),
                "feedback": _execute(connection, "DELETE FROM feedback WHERE person = ?", whose),
                "gaps": _execute(connection, "UPDATE gaps SET asker = NULL, question = NULL WHERE asker = ?", whose),
                "turns": _execute(connection, "DELETE FROM turns WHERE person = ?", whose),
                "days": _execute(connection, "DELETE FROM person_days WHERE person = ?", whose),
                "mishaps": _execute(connection, "DELETE FROM mishaps WHERE what LIKE ?", (f"%{person}%",)),
            }
            _execute(connection, "DELETE FROM pending WHERE person = ?", whose)
            _execute(connection, "UPDATE pins SET person = NULL WHERE person = ?", whose)
        return ErasureCounts(**counts, overwritten=self._store.rewrite())

    def forget_realm(self, place: Place) -> int:
        """Delete everything of the place's server, or of its conversation of direct messages.

        Returns:
            The number of answers that were there.
        """
        with self._store.writing() as connection:
            counts = {
                table: _execute(connection, f"DELETE FROM {table} WHERE realm = ?", (place.realm,))
                for table in _OF_REALMS
            }
        self._store.rewrite()
        return counts["answers"]


def _execute(connection: Connection, statement: str, values: tuple[object, ...]) -> int:
    """Execute a statement, and return how many rows it changed."""
    return connection.execute(statement, values).rowcount


def _answer(stored: StoredReply) -> dict[str, Any]:
    place, reply = stored.place, stored.reply
    shown = reply.citation if isinstance(reply, Answer) else None
    return {
        "id": stored.id,
        "at": _iso(stored.at),
        "server": None if place.server is None else str(place.server),
        "channel": str(place.spot),
        "message": None if stored.message is None else str(stored.message),
        "library": stored.library,
        "asked": reply.asked,
        "understood": reply.question,
        "readings": [] if isinstance(reply, Answer) else list(reply.readings),
        "terms": list(stored.reasons.terms),
        "quote": shown.quote if shown else None,
        "article": shown.title if shown else None,
    }


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
