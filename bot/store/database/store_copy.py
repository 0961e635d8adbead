"""Moves a ledger from its file into a PostgreSQL database: every row, or none at all, and compared afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.store.database.postgres_address import open_postgres
from bot.store.database.postgres_schema import NUMBERED, TABLES
from bot.store.database.sqlite_store import SqliteStore
from bot.store.database.store_protocol import Connection
from bot.store.store_errors import LedgerDamaged, LedgerError

if TYPE_CHECKING:
    from bot.store.database.postgres_filling import EmptyTables
    from bot.store.database.postgres_store import PostgresStore


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyCounts:
    """The number of rows of each table that were copied, in the order of copying."""

    rows: dict[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.rows.values())


def copy_to_postgres(file: Path, address: str) -> CopyCounts:
    """Copy a ledger's file into a PostgreSQL database that has no ledger yet.

    The file is read as it is at one moment, and not changed, except that an older format is brought up to date.
    All rows come in one transaction and are compared with the file before it ends, so that nothing stays where anything
    fails. The bot should not run meanwhile: what it stores in the file after that moment is not copied.

    Args:
        file: the ledger's file.
        address: of the database.

    Raises:
        ConfigError: the address cannot be used, or a package is missing.
        LedgerError: there is no such file, the database has rows, one of them cannot be used, or what arrived differs.
    """
    database = open_postgres(address)
    try:
        return _copy(file, database)
    finally:
        database.close()


def _copy(file: Path, database: PostgresStore) -> CopyCounts:
    if not file.exists():
        advice = "Name the ledger's file with --from FILE; footnote discord makes it beside the library's file."
        raise LedgerError("there is no ledger to copy", where=str(file), advice=advice)
    source = SqliteStore(file)
    try:
        with source.reading() as old, database.filling() as new:
            return CopyCounts(rows={table: _copy_table(table, old, new, database.where) for table in TABLES})
    finally:
        source.close()


def _copy_table(table: str, old: Connection, new: EmptyTables, where: str) -> int:
    """Copy a table, compare what arrived, and return the number of its rows."""
    columns = [name for _, name, *_ in old.execute(f"PRAGMA table_info({table})")]
    number = new.fill(table, columns, _rows(table, columns, old), numbered=table in NUMBERED)
    arrived = new.rows(table, columns, _order(table, old))
    for position, (written, read) in enumerate(zip(_rows(table, columns, old), arrived, strict=True), start=1):
        if new.plain(written) != list(read):
            what = f"row {position:,} of the table '{table}' arrived otherwise than it was sent"
            raise LedgerDamaged(what, where=where, advice="Nothing was stored. Please report it.")
    return number


def _rows(table: str, columns: list[str], old: Connection) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the file, in the order of their key."""
    names = ", ".join(f'"{name}"' for name in columns)
    yield from old.execute(f"SELECT {names} FROM {table} ORDER BY {', '.join(_order(table, old))}")


def _order(table: str, old: Connection) -> list[str]:
    """Return the columns of a table's key; of a table without one, all of them."""
    described = old.execute(f"PRAGMA table_info({table})").fetchall()
    keys = sorted((position, name) for _, name, _, _, _, position in described if position)
    return [f'"{name}"' for _, name in keys] or [f'"{name}"' for _, name, *_ in described]
