"""Stores small facts about the bot under a name, such as which commands were synced; never words of people."""

from __future__ import annotations

from bot.store.database.row_values import storable
from bot.store.database.store_protocol import Store

_PUT = "INSERT INTO facts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


class FactStore:
    """Texts under names."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, name: str) -> str | None:
        """Return the text under a name, or None."""
        with self._store.reading() as connection:
            row = connection.execute("SELECT value FROM facts WHERE name = ?", (storable(name),)).fetchone()
        return None if row is None else str(row[0])

    def put(self, name: str, value: str) -> None:
        """Store a text under a name, in place of the earlier text."""
        with self._store.writing() as connection:
            connection.execute(_PUT, (storable(name), storable(value)))

    def drop(self, name: str) -> bool:
        """Delete a name. False if there was no such name."""
        with self._store.writing() as connection:
            return connection.execute("DELETE FROM facts WHERE name = ?", (storable(name),)).rowcount > 0
