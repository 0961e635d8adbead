"""Reads the address of a PostgreSQL database, and opens the ledger in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bot.store.database.health_record import LedgerHealth
from retrieval import ConfigError

if TYPE_CHECKING:
    from bot.store.database.postgres_store import PostgresStore

SETTING = "ledger.database"
_EXAMPLE = "postgresql://footnote@db.example/footnote"


def open_postgres(address: str) -> PostgresStore:
    """Open the ledger in a database, and make its tables where there are none.

    Args:
        address: as libpq takes it. The password comes from the environment: PGPASSWORD, or the file of PGPASSFILE.

    Raises:
        ConfigError: it is no address, it has a password in it, or the package is missing.
        LedgerError: the database cannot be reached or used.
    """
    with _explaining_what_is_missing():
        from bot.store.database.postgres_store import PostgresStore  # noqa: PLC0415  only where it is asked for
    values = _read(address)
    return PostgresStore(values, _shown(values))


def check_postgres(address: str) -> LedgerHealth:
    """Look at the ledger in a database, without making its tables. A problem is a value, never an error."""
    try:
        with _explaining_what_is_missing():
            from bot.store.database.postgres_health import look_at  # noqa: PLC0415  as above
        values = _read(address)
    except ConfigError as error:
        return LedgerHealth(where=SETTING, kind="PostgreSQL", exists=False, bytes=0, problem=str(error))
    return look_at(values, _shown(values))


@contextmanager
def _explaining_what_is_missing() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        what, advice = f"the package {error.name} is missing", "Install it: pip install 'footnote[postgres]'."
        raise ConfigError(what, where=SETTING, advice=advice) from error


def _read(address: str) -> dict[str, Any]:
    """Return the parts of the address.

    Raises:
        ConfigError: it is no address of a database, or has a password in it.
    """
    import psycopg  # noqa: PLC0415  as above
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        values = conninfo_to_dict(address)
    except psycopg.Error as error:
        what = "this is no address of a PostgreSQL database"  # it may hold a password, and so is not repeated
        raise ConfigError(what, where=SETTING, advice=f"Write it like {_EXAMPLE}.") from error
    if "password" in values:
        what, advice = "the address has a password in it", "Take it out, and put it into the variable PGPASSWORD."
        raise ConfigError(what, where=SETTING, advice=advice)
    return values


def _shown(values: dict[str, Any]) -> str:
    """Return the address for messages: user, host and database."""
    host, port = values.get("host") or "localhost", values.get("port")
    user, name = values.get("user"), values.get("dbname") or ""
    return f"postgresql://{f'{user}@' if user else ''}{host}{f':{port}' if port else ''}/{name}"
