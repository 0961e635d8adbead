"""Fills the empty tables of a ledger in PostgreSQL, inside of one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bot.store.database.postgres_schema import TABLES
from bot.store.database.postgres_values import plain_values
from bot.store.store_errors import LedgerError

if TYPE_CHECKING:
    from bot.store.database.postgres_schema import Session

_READ_AT_ONCE = 1_000  # rows that are fetched for the comparison


class EmptyTables:
    """The tables of a database that has no rows yet, except for the salt that is made with them.

    Args:
        session: inside of a transaction, which no other process writes beside.
        where: the address for messages.

    Raises:
        LedgerError: there are rows already.
    """

    def __init__(self, session: Session, where: str) -> None:
        self._session = session
        session.execute(f"LOCK TABLE {', '.join(TABLES)} IN EXCLUSIVE MODE".encode())
        for table in TABLES:
            if table != "identity" and session.execute(f"SELECT 1 FROM {table} LIMIT 1".encode()).fetchone():
                what = f"the database holds a ledger already: its table '{table}' has rows"
                advice = "Name an empty database with --to ADDRESS, or drop those tables first."
                raise LedgerError(what, where=where, advice=advice)
        session.execute("DELETE FROM identity")

    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, numbered: bool) -> int:
        """Store rows, and return how many there are; later rows of a numbered table get higher numbers."""
        number = 0
        with self._session.cursor().copy(f"COPY {table} ({_names(columns)}) FROM STDIN".encode()) as copy:
            for number, row in enumerate(rows, start=1):  # noqa: B007  the number of the last row is returned
                copy.write_row(plain_values(row))
        if numbered:
            highest = f"SELECT setval(pg_get_serial_sequence('{table}', 'number'), coalesce(max(number), 0) + 1, false)"
            self._session.execute(f"{highest} FROM {table}".encode())
        return number

    def rows(self, table: str, columns: Sequence[str], order: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that are stored, in the order of some columns, without holding all of them in memory."""
        with self._session.cursor(f"all_{table}") as cursor:
            cursor.itersize = _READ_AT_ONCE
            cursor.execute(f"SELECT {_names(columns)} FROM {table} ORDER BY {', '.join(order)}".encode())
            yield from cursor

    def plain(self, row: Sequence[Any]) -> list[Any]:
        """Return a row of the file as it has to arrive."""
        return plain_values(row)


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
