"""The protocol of the ledger's databases, so that each store works on every kind of them.

The statements of the stores are SQL that SQLite and PostgreSQL both understand, with a question mark for each value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Rows(Protocol):
    """The result of a statement. An iteration gives the rows that are not fetched yet."""

    @property
    def rowcount(self) -> int:
        """Number of rows that the statement changed."""

    def fetchone(self) -> Any:
        """Return the next row, a tuple; None after the last one."""

    def fetchall(self) -> list[Any]:
        """Return the other rows."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """A connection inside of a snapshot or a transaction. Truth values are stored as 0 and 1."""

    def execute(self, statement: str, values: Sequence[Any] = ..., /) -> Rows:
        """Execute a statement, with a value for each of its question marks."""

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Execute a statement once for each row of values."""


class Lock(Protocol):
    """A lock that this process holds until it releases it or ends, however it ends."""

    def is_held(self) -> bool:
        """Return whether the lock is still held: a database that was restarted has forgotten it."""

    def release(self) -> None:
        """Let others take the lock. A second call does nothing."""


class Store(Protocol):
    """Keeps the ledger's rows. Several threads may use it, and several processes the same rows.

    Raises:
        LedgerError: by every method, where the rows cannot be read or written; the message says what to do.
    """

    @property
    def where(self) -> str:
        """The file with the rows, or the address of a database without its password, as messages name it."""

    def reading(self) -> AbstractContextManager[Connection]:
        """Lend a snapshot: what the block reads is of one moment. It may not write."""

    def writing(self) -> AbstractContextManager[Connection]:
        """Lend a transaction that is durable when the block ends, or has no effect where the block raises.

        It may not be nested. Two transactions that change the same row take turns; what a transaction only reads may
        have changed when it ends, unless it is a row that it changed before.
        """

    def rewrite(self) -> bool:
        """Overwrite the bytes of what was deleted, where the store can, and return whether it has.

        A file that another process holds is overwritten by the next call. PostgreSQL never says so: it uses the space
        again, at a time of its own.
        """

    def lock(self, name: str) -> Lock | None:
        """Take a lock of the whole ledger by its name; None where another holder has it. It does not wait."""

    def close(self) -> None:
        """Release everything. A second call does nothing."""
