"""Small facts of the bot's own, such as which commands were synced, and its last errors. Never words of people."""

from __future__ import annotations

from bot.store.row_values import clean, moment, stamp
from bot.store.store_records import Mishap, Now
from retrieval import SqliteFile

MISHAPS_KEPT = 50
LONGEST_MISHAP = 300  # characters; what is longer is cut


class Facts:
    """Texts under names."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def get(self, name: str) -> str | None:
        """The text under a name, or None."""
        with self._file.reading() as connection:
            row = connection.execute("SELECT value FROM facts WHERE name = ?", (clean(name),)).fetchone()
        return None if row is None else str(row[0])

    def put(self, name: str, value: str) -> None:
        """Keeps a text under a name, in place of what was there."""
        with self._file.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (clean(name), clean(value)))

    def drop(self, name: str) -> bool:
        """Takes a name out. False if it was not there."""
        with self._file.writing() as connection:
            return connection.execute("DELETE FROM facts WHERE name = ?", (clean(name),)).rowcount > 0


class Mishaps:
    """The last errors, for operators: the id that the user was given, and what kind it was."""

    def __init__(self, file: SqliteFile, now: Now) -> None:
        self._file = file
        self._now = now

    def note(self, mishap_id: str, what: str) -> None:
        """Keeps an error; the oldest beyond the bound goes. `what` is ours: a class, a place in the code."""
        row = (clean(mishap_id), stamp(self._now()), clean(what[:LONGEST_MISHAP]))
        with self._file.writing() as connection:
            connection.execute("INSERT INTO mishaps (id, at, what) VALUES (?, ?, ?)", row)
            connection.execute(
                "DELETE FROM mishaps WHERE number NOT IN (SELECT number FROM mishaps ORDER BY number DESC LIMIT ?)",
                (MISHAPS_KEPT,),
            )

    def latest(self, limit: int = 10) -> list[Mishap]:
        """The last errors, latest first."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT id, at, what FROM mishaps ORDER BY number DESC LIMIT ?", (limit,))
            return [Mishap(id=mishap, at=moment(at), what=what) for mishap, at, what in rows]
