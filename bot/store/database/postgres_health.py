"""Looks at a database as the ledger's, in one read-only connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg

from bot.store.database.health_record import LedgerHealth
from bot.store.database.postgres_errors import translate
from bot.store.database.postgres_schema import MIGRATIONS, TABLES, ledger_version
from bot.store.database.postgres_values import CONNECT_SECONDS
from bot.store.store_errors import LedgerError

if TYPE_CHECKING:
    from bot.store.database.postgres_schema import Session

_SIZE = """
SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relname = ANY(%s)
"""
_HELD = """
SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = pg_locks.database
WHERE locktype = 'advisory' AND d.datname = current_database()
"""
_RIGHT = "SELECT has_schema_privilege(current_schema(), 'CREATE')"


def look_at(address: dict[str, Any], where: str) -> LedgerHealth:
    """Look whether the database answers, which release it is, and whose tables it has.

    Args:
        address: as libpq takes it.
        where: the same for messages, without a password.
    """
    try:
        with (
            translate(where),
            psycopg.connect(**address, autocommit=True, connect_timeout=CONNECT_SECONDS) as session,
        ):
            return _describe(session, where)
    except LedgerError as error:
        return LedgerHealth(where=where, kind="PostgreSQL", exists=False, bytes=0, problem=str(error))


def _describe(session: Session, where: str) -> LedgerHealth:
    version = ledger_version(session, where)
    release = session.info.parameter_status("server_version") or ""
    details: dict[str, str | int] = {"release": release}
    if version:
        details |= {"format": version, "locks held": _value(session, _HELD)}
    return LedgerHealth(
        where=where,
        kind="PostgreSQL",
        exists=version > 0,
        bytes=int(_value(session, _SIZE, list(TABLES))),
        problem=_problem(session, version),
        details=tuple(details.items()),
    )


def _problem(session: Session, version: int) -> str:
    if version > len(MIGRATIONS):
        return (
            f"The ledger has format {version}, and this Footnote knows formats up to {len(MIGRATIONS)}. "
            "Update Footnote, or name another database in ledger.database."
        )
    if _value(session, "SELECT pg_is_in_recovery()"):
        return "The database is a copy that may only be read. Name the server that is written to in ledger.database."
    if version < len(MIGRATIONS) and not _value(session, _RIGHT):
        return "The user may not make tables. Give it the right: GRANT CREATE ON SCHEMA public TO USER."
    return ""


def _value(session: Session, statement: str, *values: Any) -> Any:
    row = session.execute(statement.encode(), values).fetchone()
    return row[0] if row else 0
