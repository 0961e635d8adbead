"""Keeps the ledger in a PostgreSQL database, which several processes on several machines may use."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import IsolationLevel
from psycopg_pool import ConnectionPool

from bot.store.database.postgres_errors import translate
from bot.store.database.postgres_filling import EmptyTables
from bot.store.database.postgres_schema import TABLES, migrate
from bot.store.database.postgres_values import CONNECT_SECONDS, plain_values, query
from bot.store.database.store_protocol import Connection, Lock, Rows
from bot.store.store_errors import LedgerError

if TYPE_CHECKING:
    from bot.store.database.postgres_schema import Session

_POOL_SECONDS = 2.0  # that a call waits for a connection, where the database is away: an answer waits for it
_MOST_CONNECTIONS = 6  # a process has a thread that writes, two that read, and background tasks
# Half a minute for a statement and ten seconds for a row that another process changes, as for a file. A machine that
# vanishes with a lock loses it within half a minute.
_SESSION = (
    "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s "
    "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
)
_STATEMENT = "-c statement_timeout=30s"
_LOCK = "SELECT pg_try_advisory_lock(hashtextextended(current_schema() || ' footnote ' || %s, 0))"


class PostgresStore:
    """A ledger in a database.

    Args:
        address: as `postgres_address.open_postgres` checked it.
        where: the same for messages, without a password.

    Raises:
        LedgerError: the database cannot be reached or used; the message says what to do. Nothing was changed.
    """

    def __init__(self, address: dict[str, Any], where: str) -> None:
        self._where = where
        self._address = address
        own = str(address.get("options", ""))
        self._long = {**address, "options": f"{own} {_SESSION}".strip(), "application_name": "footnote"}
        self._short = {**self._long, "options": f"{own} {_SESSION} {_STATEMENT}".strip()}
        self._closed = threading.Event()
        with self._connected() as session:
            migrate(session, where)
        self._pool: ConnectionPool[Session] = ConnectionPool(
            kwargs={**self._short, "autocommit": True},
            min_size=1,
            max_size=_MOST_CONNECTIONS,
            timeout=_POOL_SECONDS,
            check=ConnectionPool.check_connection,  # one that a restart broke is replaced before it is lent
            name="ledger",
            open=False,
        )
        self._pool.open()

    @property
    def where(self) -> str:
        """The address without its password."""
        return self._where

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a snapshot."""
        with self._transaction(IsolationLevel.REPEATABLE_READ, read_only=True) as session:
            yield PostgresConnection(session)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Lend a transaction."""
        with self._transaction(IsolationLevel.READ_COMMITTED, read_only=False) as session:
            yield PostgresConnection(session)

    def rewrite(self) -> bool:
        """Free the space of what was deleted. False: it is used again, but not overwritten now."""
        with self._connected() as session:
            session.execute(f"VACUUM (SKIP_LOCKED) {', '.join(TABLES)}".encode())
        return False

    @contextmanager
    def filling(self) -> Iterator[EmptyTables]:
        """Lend the tables to fill them from elsewhere: all of it is stored when the block ends, or nothing.

        Raises:
            LedgerError: the database has a ledger already.
        """
        with self._connected() as session, session.transaction():
            yield EmptyTables(session, self._where)

    def lock(self, name: str) -> Lock | None:
        """Take an advisory lock, which the database frees when its connection ends."""
        self._refuse_closed()
        with translate(self._where):
            session = psycopg.connect(**self._long, autocommit=True, connect_timeout=CONNECT_SECONDS)
            try:
                taken = session.execute(_LOCK, (name,)).fetchone() == (True,)
            except BaseException:
                session.close()
                raise
        if taken:
            return AdvisoryLock(session)
        session.close()
        return None

    def close(self) -> None:
        """Close the connections. A second call does nothing."""
        if not self._closed.is_set():
            self._closed.set()
            self._pool.close()

    @contextmanager
    def _transaction(self, level: IsolationLevel, *, read_only: bool) -> Iterator[Session]:
        self._refuse_closed()
        with translate(self._where), self._pool.connection() as session:
            session.isolation_level, session.read_only = level, read_only
            with session.transaction():
                yield session

    @contextmanager
    def _connected(self) -> Iterator[Session]:
        """Lend a connection of its own, whose statements may take as long as they take."""
        self._refuse_closed()
        with (
            translate(self._where),
            psycopg.connect(**self._long, autocommit=True, connect_timeout=CONNECT_SECONDS) as session,
        ):
            yield session

    def _refuse_closed(self) -> None:
        if self._closed.is_set():
            raise LedgerError("the ledger is closed", where=self._where, advice="Start Footnote again.")


class PostgresConnection:
    """A connection that takes the statements of the stores.

    Args:
        session: inside of a transaction.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Rows:
        """Execute a statement."""
        return self._session.execute(query(statement), plain_values(values))

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Execute a statement once for each row of values."""
        with self._session.cursor() as cursor:
            cursor.executemany(query(statement), [plain_values(row) for row in rows])
        return None


class AdvisoryLock:
    """A lock of the database.

    Args:
        session: whose end frees it; it is used for nothing else.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def is_held(self) -> bool:
        """Return whether its connection still stands."""
        if not self._session.closed:
            with suppress(psycopg.Error):
                self._session.execute("SELECT 1")
                return True
        self.release()
        return False

    def release(self) -> None:
        """Close its connection."""
        self._session.close()
