"""Counts the questions of today, for the daily limits. A day begins at midnight UTC."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

from bot.store.preferences import Preferences
from bot.store.store_errors import LimitReached
from bot.store.store_records import DailyCount, Now, Place
from retrieval import SqliteFile

_ADD_REALM = """INSERT INTO realm_days VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET questions = questions + 1"""
_ADD_PERSON = """INSERT INTO person_days VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET questions = questions + 1"""


class QuotaStore:
    """The numbers of questions by day, by realm and by person in the realm."""

    def __init__(self, file: SqliteFile, now: Now) -> None:
        self._file = file
        self._now = now

    def take(self, *, place: Place, person: int, limits: Preferences) -> DailyCount:
        """Count a question that is about to be answered.

        Returns:
            The counts with this question.

        Raises:
            LimitReached: a daily limit is used up; the question is not counted.
        """
        day = self._day()
        with self._file.writing() as connection:
            used = _count(connection, day, place.realm, person)
            for limit, count, personal in (
                (limits.person_daily, used.person, True),
                (limits.server_daily, used.server, False),
            ):
                if limit and count >= limit:
                    raise LimitReached(limit=limit, personal=personal, resets=self._midnight())
            connection.execute(_ADD_REALM, (day, place.realm))
            connection.execute(_ADD_PERSON, (day, place.realm, person))
        return DailyCount(person=used.person + 1, server=used.server + 1)

    def give_back(self, *, place: Place, person: int) -> None:
        """Subtract a question of today that could not be answered for a reason that is not the asker's."""
        day = self._day()
        with self._file.writing() as connection:
            changed = connection.execute(
                "UPDATE person_days SET questions = questions - 1 "
                "WHERE day = ? AND realm = ? AND person = ? AND questions > 0",
                (day, place.realm, person),
            )
            if changed.rowcount:
                connection.execute(
                    "UPDATE realm_days SET questions = questions - 1 WHERE day = ? AND realm = ? AND questions > 0",
                    (day, place.realm),
                )

    def today(self, *, place: Place, person: int) -> DailyCount:
        """The counts of today so far."""
        with self._file.reading() as connection:
            return _count(connection, self._day(), place.realm, person)

    def _day(self) -> str:
        return self._now().astimezone(UTC).date().isoformat()

    def _midnight(self) -> datetime:
        today = self._now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return today + timedelta(days=1)


def _count(connection: sqlite3.Connection, day: str, realm: int, person: int) -> DailyCount:
    server = connection.execute("SELECT questions FROM realm_days WHERE day = ? AND realm = ?", (day, realm))
    own = connection.execute(
        "SELECT questions FROM person_days WHERE day = ? AND realm = ? AND person = ?", (day, realm, person)
    )
    return DailyCount(person=_number(own), server=_number(server))


def _number(cursor: sqlite3.Cursor) -> int:
    row = cursor.fetchone()
    return row[0] if row else 0
