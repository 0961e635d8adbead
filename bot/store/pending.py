"""Stores which interactions are being answered, for as long as Discord accepts an answer to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.database.row_values import stamp, storable
from bot.store.database.store_protocol import Connection, Store
from bot.store.store_records import Now

MINUTES = 15  # for which Discord accepts an answer

_ADD = """INSERT INTO pending VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
    SET token = excluded.token, at = excluded.at, realm = excluded.realm, person = excluded.person,
    locale = excluded.locale"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingInteraction:
    """An interaction that was acknowledged and not answered."""

    id: int
    token: str
    locale: str  # as Discord writes it
    realm: int  # where it happened, as `Place.realm`


class PendingStore:
    """The interactions that are being answered. What is left of an earlier process was never answered."""

    def __init__(self, store: Store, now: Now) -> None:
        self._store = store
        self._now = now

    def add(self, pending: PendingInteraction, *, person: int) -> None:
        """Store that an interaction is acknowledged."""
        row = (pending.id, storable(pending.token), stamp(self._now()), pending.realm, person, storable(pending.locale))
        with self._store.writing() as connection:
            connection.execute(_ADD, row)

    def delete(self, interaction: int) -> None:
        """Delete an interaction that was answered."""
        with self._store.writing() as connection:
            connection.execute("DELETE FROM pending WHERE id = ?", (interaction,))

    def left(self) -> list[PendingInteraction]:
        """Return the interactions whose token lives."""
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT id, token, locale, realm FROM pending WHERE at >= ? ORDER BY id", (_oldest(self._now()),)
            )
            return [
                PendingInteraction(id=number, token=token, locale=locale, realm=realm)
                for number, token, locale, realm in rows
            ]


def delete_old(connection: Connection, now: datetime) -> int:
    """Delete those that can no longer be answered, and return how many there were."""
    return connection.execute("DELETE FROM pending WHERE at < ?", (_oldest(now),)).rowcount


def _oldest(now: datetime) -> int:
    return stamp(now - timedelta(minutes=MINUTES))
