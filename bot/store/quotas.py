"""Counts the questions of today, for the daily limits. A day begins at midnight UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.store.database.store_protocol import Connection, Rows, Store
from bot.store.preferences import Preferences
from bot.store.store_errors import LimitReached
from bot.store.store_records import DailyCount, Now, Place

_ADD_REALM = """INSERT INTO realm_days VALUES (?, ?, 1)
    ON CONFLICT (day, realm) DO UPDATE SET questions = realm_days.questions + 1 RETURNING questions"""
_ADD_PERSON = """INSERT INTO person_days VALUES (?, ?, ?, 1)
    ON CONFLICT (day, realm, person) DO UPDATE SET questions = person_days.questions + 1 RETURNING questions"""
_TAKE_REALM = """UPDATE realm_days SET questions = questions - 1 WHERE day = ? AND realm = ? AND questions > 0
    AND EXISTS (SELECT 1 FROM person_days WHERE day = ? AND realm = ? AND person = ? AND questions > 0)"""
_TAKE_PERSON = """UPDATE person_days SET questions = questions - 1
    WHERE day = ? AND realm = ? AND person = ? AND questions > 0"""


class QuotaStore:
    """The numbers of questions by day, by realm and by person in the realm."""

    def __init__(self, store: Store, now: Now) -> None:
        self._store = store
        self._now = now

    def take(self, *, place: Place, person: int, limits: Preferences) -> DailyCount:
        """Count a question that is about to be answered.

        Returns:
            The counts with this question.

        Raises:
            LimitReached: a daily limit is used up; the question is not counted.
        """
        day = self._day()
        with self._store.writing() as connection:
            # Counted before it is compared: whoever asks at the same time waits here for the end of this transaction,
            # which takes the count back where a limit is reached.
            server = _number(connection.execute(_ADD_REALM, (day, place.realm)))
            own = _number(connection.execute(_ADD_PERSON, (day, place.realm, person)))
            for limit, count, personal in ((limits.person_daily, own, True), (limits.server_daily, server, False)):
                if limit and count > limit:
                    raise LimitReached(limit=limit, personal=personal, resets=self._midnight())
        return DailyCount(person=own, server=server)

    def give_back(self, *, place: Place, person: int) -> None:
        """Subtract a question of today that could not be answered for a reason that is not the asker's."""
        day = self._day()
        with self._store.writing() as connection:
            connection.execute(_TAKE_REALM, (day, place.realm, day, place.realm, person))
            connection.execute(_TAKE_PERSON, (day, place.realm, person))

    def today(self, *, place: Place, person: int) -> DailyCount:
        """Return the counts of today so far."""
        with self._store.reading() as connection:
            return _count(connection, self._day(), place.realm, person)

    def _day(self) -> str:
        return self._now().astimezone(UTC).date().isoformat()

    def _midnight(self) -> datetime:
        today = self._now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return today + timedelta(days=1)


def _count(connection: Connection, day: str, realm: int, person: int) -> DailyCount:
    server = connection.execute("SELECT questions FROM realm_days WHERE day = ? AND realm = ?", (day, realm))
    own = connection.execute(
        "SELECT questions FROM person_days WHERE day = ? AND realm = ? AND person = ?", (day, realm, person)
    )
    return DailyCount(person=_number(own), server=_number(server))


def _number(cursor: Rows) -> int:
    row = cursor.fetchone()
    return row[0] if row else 0
