"""Stores articles that were removed, whole and for an hour, so that a removal can be undone."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from bot.store.database.row_values import dump_json, load_json, stamp, storable
from bot.store.database.store_protocol import Connection, Store
from bot.store.store_records import Now, Place
from retrieval import Draft, Location, MalformedRow, Origin, RemovedArticle

MINUTES = 60  # for which a removal can be undone


class RemovalStore:
    """The removed articles of each realm."""

    def __init__(self, store: Store, now: Now) -> None:
        self._store = store
        self._now = now

    def add(self, removed: RemovedArticle, *, place: Place, library: str) -> str:
        """Store a removed article, and return the id under which it can be taken back."""
        removal = secrets.token_hex(8)
        row = (removal, stamp(self._now()), place.realm, storable(library), dump_json(asdict(removed)))
        with self._store.writing() as connection:
            delete_old(connection, self._now())
            connection.execute("INSERT INTO removals VALUES (?, ?, ?, ?, ?)", row)
        return removal

    def find(self, removal: str, *, place: Place, library: str) -> RemovedArticle | None:
        """Return a removed article. None if it was taken back, is an hour old, or was removed elsewhere."""
        key = (storable(removal), place.realm, storable(library), oldest(self._now()))
        with self._store.reading() as connection:
            row = connection.execute(
                "SELECT article FROM removals WHERE id = ? AND realm = ? AND library = ? AND at >= ?", key
            ).fetchone()
        return None if row is None else _removed(load_json(row[0]))

    def delete(self, removal: str) -> None:
        """Delete a removal that was undone."""
        with self._store.writing() as connection:
            connection.execute("DELETE FROM removals WHERE id = ?", (storable(removal),))


def oldest(now: datetime) -> int:
    """Return the time stamp of the oldest removal that can be undone."""
    return stamp(now - timedelta(minutes=MINUTES))


def delete_old(connection: Connection, now: datetime) -> int:
    """Delete the removals that can no longer be undone, and return how many there were."""
    return connection.execute("DELETE FROM removals WHERE at < ?", (oldest(now),)).rowcount


def _removed(stored: dict[str, Any]) -> RemovedArticle:
    try:
        return RemovedArticle(
            draft=Draft(**stored["draft"] | {"pages": tuple(stored["draft"]["pages"])}),
            origins=tuple(Origin(**origin) for origin in stored["origins"]),
            locations=tuple(Location(**location) for location in stored["locations"]),
        )
    except (KeyError, TypeError) as error:
        raise MalformedRow("a removed article is not valid") from error
