"""What is stored about a person, how it is forgotten, and what grows too old: in the file's bytes, too."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.store import answers, dialogue, feedback
from bot.store.row_values import moment, stamp
from bot.store.store_records import Forgotten, Given, Place, Swept
from bot.store.store_settings import LedgerSettings
from retrieval import Answer, SqliteFile

# Every table of what was asked in a realm. Citations and feedback go with their answers.
_OF_REALMS = ("answers", "gaps", "dismissed", "preferences", "realm_days", "person_days", "turns")


class Privacy:
    """Looks at, and takes out, what is about people. It sees every realm: show a person's data to that person alone."""

    def __init__(self, file: SqliteFile, settings: LedgerSettings) -> None:
        self._file = file
        self._settings = settings

    def about(self, person: int) -> dict[str, Any]:
        """Everything that is stored about a person, as values that JSON can hold; Discord's numbers as texts."""
        with self._file.reading() as connection:
            gaps = connection.execute("SELECT realm, at, question FROM gaps WHERE asker = ? ORDER BY number", (person,))
            days = connection.execute(
                "SELECT day, realm, questions FROM person_days WHERE person = ? ORDER BY day, realm", (person,)
            )
            mishaps = connection.execute("SELECT id, at, what FROM mishaps WHERE instr(what, ?)", (str(person),))
            return {
                "person": str(person),
                "answers": [_answer(one) for one in answers.of_asker(connection, person)],
                "feedback": [
                    {"answer": one.answer, "at": _iso(one.at), "helpful": one.helpful, "reason": one.reason}
                    for one in feedback.of_person(connection, person)
                ],
                "unanswered": [
                    {"server": str(realm), "at": _iso(moment(at)), "question": question} for realm, at, question in gaps
                ],
                "conversation": [
                    {
                        "at": _iso(one.at),
                        "question": one.question,
                        "quote": one.quote,
                        "article": one.article_id,
                        "title": one.title,
                        "answer": one.answer,
                    }
                    for one in dialogue.of_person(connection, person)
                ],
                "days": [{"day": day, "server": str(realm), "questions": questions} for day, realm, questions in days],
                "errors": [{"id": name, "at": _iso(moment(at)), "what": what} for name, at, what in mishaps],
            }

    def forget(self, person: int) -> Forgotten:
        """Takes out everything about a person.

        Answers stay for those who see them, without the asker and the words of the question; so does the count of a
        gap. The number of a conversation of direct messages stays with its answers: it is not the person's.
        """
        whose = (person,)
        with self._file.writing() as connection:
            counts = {
                "answers": _changed(
                    connection,
                    "UPDATE answers SET asker = NULL, asked = NULL, question = NULL, words = NULL WHERE asker = ?",
                    whose,
                ),
                "feedback": _changed(connection, "DELETE FROM feedback WHERE person = ?", whose),
                "gaps": _changed(connection, "UPDATE gaps SET asker = NULL, question = NULL WHERE asker = ?", whose),
                "turns": _changed(connection, "DELETE FROM turns WHERE person = ?", whose),
                "days": _changed(connection, "DELETE FROM person_days WHERE person = ?", whose),
                "mishaps": _changed(connection, "DELETE FROM mishaps WHERE instr(what, ?)", (str(person),)),
            }
        return Forgotten(**counts, overwritten=self._file.rewrite())

    def forget_realm(self, place: Place) -> int:
        """Takes out everything of the server, or the conversation of direct messages, that a place is in.

        Returns:
            The number of answers that were there.
        """
        with self._file.writing() as connection:
            counts = {
                table: _changed(connection, f"DELETE FROM {table} WHERE realm = ?", (place.realm,))
                for table in _OF_REALMS
            }
        self._file.rewrite()
        return counts["answers"]

    def sweep(self, now: datetime) -> Swept:
        """Takes out what is older than configured: the words of questions, conversations, then everything."""
        settings = self._settings
        words = (stamp(now - timedelta(days=settings.question_days)),)
        kept = now - timedelta(days=settings.keep_days)
        rows = (stamp(kept),)
        talk = stamp(now - timedelta(minutes=settings.dialogue_minutes))
        today = now.astimezone(UTC).date().isoformat()
        with self._file.writing() as connection:
            counts = {
                "answers": _changed(connection, "DELETE FROM answers WHERE at < ?", rows),
                "gaps": _changed(connection, "DELETE FROM gaps WHERE at < ?", rows),
                "questions": sum(_changed(connection, statement, words) for statement in _WORDLESS),
                "turns": dialogue.drop_aged(connection, talk),
                "days": _changed(connection, "DELETE FROM person_days WHERE day < ?", (today,))
                + _changed(connection, "DELETE FROM realm_days WHERE day < ?", (kept.date().isoformat(),)),
                "mishaps": _changed(connection, "DELETE FROM mishaps WHERE at < ?", rows),
            }
            connection.execute("DELETE FROM dismissed WHERE at < ?", rows)
        return Swept(**counts, overwritten=self._file.rewrite())


_WORDLESS = (
    """UPDATE answers SET asked = NULL, question = NULL, words = NULL
    WHERE at < ? AND (asked IS NOT NULL OR question IS NOT NULL OR words IS NOT NULL)""",
    "UPDATE gaps SET question = NULL WHERE at < ? AND question IS NOT NULL",
    "UPDATE turns SET question = NULL WHERE at < ? AND question IS NOT NULL",
)


def _changed(connection: sqlite3.Connection, statement: str, values: tuple[object, ...]) -> int:
    return connection.execute(statement, values).rowcount


def _answer(given: Given) -> dict[str, Any]:
    place, reply = given.place, given.reply
    shown = reply.citation if isinstance(reply, Answer) else None
    return {
        "id": given.id,
        "at": _iso(given.at),
        "server": None if place.server is None else str(place.server),
        "channel": str(place.spot),
        "message": None if given.message is None else str(given.message),
        "library": given.library,
        "asked": reply.asked,
        "understood": reply.question,
        "readings": [] if isinstance(reply, Answer) else list(reply.readings),
        "terms": list(given.reasons.terms),
        "quote": shown.quote if shown else None,
        "article": shown.title if shown else None,
    }


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
