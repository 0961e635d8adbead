"""Stores which servers the bot has left, and when: their data is deleted some time after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.store.database.row_values import stamp
from bot.store.database.store_protocol import Store
from bot.store.store_records import Now

_WITH_SERVERS = ("answers", "gaps", "dismissed", "preferences", "realm_days", "turns", "pins", "removals")


class DepartureStore:
    """The servers that the bot has left."""

    def __init__(self, store: Store, now: Now) -> None:
        self._store = store
        self._now = now

    def note(self, servers: Iterable[int]) -> None:
        """Store that the bot has left servers now; an earlier time stays."""
        with self._store.writing() as connection:
            rows = [(server, stamp(self._now())) for server in servers]
            connection.executemany("INSERT INTO departures VALUES (?, ?) ON CONFLICT DO NOTHING", rows)

    def cancel(self, servers: Iterable[int]) -> None:
        """Store that the bot is in servers (again)."""
        with self._store.writing() as connection:
            connection.executemany("DELETE FROM departures WHERE realm = ?", [(server,) for server in servers])

    def due(self, *, days: int) -> list[int]:
        """Return the servers that the bot left so long ago."""
        with self._store.reading() as connection:
            until = stamp(self._now() - timedelta(days=days))
            return [server for (server,) in connection.execute("SELECT realm FROM departures WHERE at <= ?", (until,))]

    def servers(self) -> set[int]:
        """Return the servers that something is stored of."""
        union = " UNION ".join(f"SELECT realm FROM {table} WHERE realm > 0" for table in _WITH_SERVERS)
        with self._store.reading() as connection:
            return {server for (server,) in connection.execute(union)}
