"""Stores which interactions are being answered, for as long as Discord accepts an answer to them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.row_values import clean, stamp
from bot.store.store_records import Now
from retrieval import SqliteFile

MINUTES = 15  # for which Discord accepts an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingInteraction:
    """An interaction that was acknowledged and not answered."""

    id: int
    token: str
    locale: str  # as Discord writes it
    realm: int  # where it happened, as `Place.realm`


class PendingStore:
    """The interactions that are being answered. What is left of an earlier process was never answered."""

    def __init__(self, file: SqliteFile, now: Now) -> None:
        self._file = file
        self._now = now

    def add(self, pending: PendingInteraction, *, person: int) -> None:
        """Store that an interaction is acknowledged."""
        row = (pending.id, clean(pending.token), stamp(self._now()), pending.realm, person, clean(pending.locale))
        with self._file.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO pending VALUES (?, ?, ?, ?, ?, ?)", row)

    def delete(self, interaction: int) -> None:
        """Delete an interaction that was answered."""
        with self._file.writing() as connection:
            connection.execute("DELETE FROM pending WHERE id = ?", (interaction,))

    def left(self) -> list[PendingInteraction]:
        """Those whose token lives."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT id, token, locale, realm FROM pending WHERE at >= ? ORDER BY id", (_oldest(self._now()),)
            )
            return [
                PendingInteraction(id=number, token=token, locale=locale, realm=realm)
                for number, token, locale, realm in rows
            ]


def delete_old(connection: sqlite3.Connection, now: datetime) -> int:
    """Delete those that can no longer be answered, and return how many there were."""
    return connection.execute("DELETE FROM pending WHERE at < ?", (_oldest(now),)).rowcount


def _oldest(now: datetime) -> int:
    return stamp(now - timedelta(minutes=MINUTES))
