"""The record of a check of the ledger, before it is opened."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerHealth:
    """The state of what keeps the ledger."""

    where: str  # the file, or the address of the database without its password
    kind: str  # "SQLite" or "PostgreSQL"
    exists: bool  # False: it is made when the bot starts
    bytes: int
    problem: str = ""  # what is wrong and what to do, sentences; empty: nothing
    details: tuple[tuple[str, str | int], ...] = ()  # what else is known of a database: names and values
