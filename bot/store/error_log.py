"""Stores the bot's last errors, for those who run it; never words of people."""

from __future__ import annotations

from bot.store.database.row_values import moment, stamp, storable
from bot.store.database.store_protocol import Store
from bot.store.store_records import LoggedError, Now

MOST_ERRORS = 50
LONGEST_ERROR = 300  # characters; a longer description is cut


class ErrorLog:
    """The last errors, for operators: the id that the user was shown, and the kind of error."""

    def __init__(self, store: Store, now: Now) -> None:
        self._store = store
        self._now = now

    def note(self, error_id: str, what: str) -> None:
        """Store an error, and delete the oldest above the limit. `what` names a class and a place in the code."""
        row = (storable(error_id), stamp(self._now()), storable(what[:LONGEST_ERROR]))
        with self._store.writing() as connection:
            connection.execute("INSERT INTO mishaps (id, at, what) VALUES (?, ?, ?)", row)
            connection.execute(
                "DELETE FROM mishaps WHERE number NOT IN (SELECT number FROM mishaps ORDER BY number DESC LIMIT ?)",
                (MOST_ERRORS,),
            )

    def latest(self, limit: int = 10) -> list[LoggedError]:
        """Return the last errors, latest first."""
        with self._store.reading() as connection:
            rows = connection.execute("SELECT id, at, what FROM mishaps ORDER BY number DESC LIMIT ?", (limit,))
            return [LoggedError(id=error_id, at=moment(at), what=what) for error_id, at, what in rows]
