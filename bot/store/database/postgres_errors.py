"""Turns the errors of PostgreSQL into the ledger's: what happened, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

import psycopg
from psycopg import errors

from bot.store.store_errors import (
    LedgerBusy,
    LedgerDamaged,
    LedgerDenied,
    LedgerError,
    LedgerFull,
    LedgerUnreachable,
)
from retrieval import MalformedRow

_Kinds: TypeAlias = tuple[type[BaseException], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """The message for some errors; of an error the first rule counts."""

    error: type[LedgerError]
    kinds: _Kinds
    words: tuple[str, ...] = ()  # of the message: what keeps a connection from being made has no class of its own
    what: str
    advice: str


_RULES = (
    _Rule(
        error=LedgerDamaged,
        kinds=(
            errors.UndefinedTable,
            errors.UndefinedColumn,
            errors.DataCorrupted,
            errors.IndexCorrupted,
            MalformedRow,
        ),
        what="the ledger's tables are not whole",
        advice="Restore the database from a backup, or name an empty one in ledger.database.",
    ),
    _Rule(
        error=LedgerFull,
        kinds=(errors.DiskFull,),
        what="the database's disk has no room for what should be stored",
        advice="Make room on the database's machine, then try again.",
    ),
    _Rule(
        error=LedgerBusy,
        kinds=(
            errors.LockNotAvailable,
            errors.DeadlockDetected,
            errors.QueryCanceled,
            errors.SerializationFailure,
            errors.ForeignKeyViolation,  # an answer was deleted while somebody rated it
        ),
        what="another process kept the ledger's rows for too long",
        advice="Wait until it has finished, then try again.",
    ),
    _Rule(
        error=LedgerDenied,
        kinds=(
            errors.InsufficientPrivilege,
            errors.InvalidPassword,
            errors.InvalidAuthorizationSpecification,
            errors.ReadOnlySqlTransaction,
        ),
        words=("password", 'role "', "no pg_hba.conf entry"),
        what="the database refused access ({cause})",
        advice="Check the user in ledger.database, its rights, and its password in the variable PGPASSWORD.",
    ),
    _Rule(
        error=LedgerUnreachable,
        kinds=(errors.InvalidCatalogName, errors.InvalidSchemaName),
        words=('database "',),
        what="there is no such database ({cause})",
        advice="Make it with createdb, or correct its name in ledger.database.",
    ),
    _Rule(
        error=LedgerUnreachable,
        kinds=(psycopg.OperationalError, psycopg.InterfaceError),
        what="the database does not answer ({cause})",
        advice="Check that it runs and can be reached from here, and check ledger.database.",
    ),
)


@contextmanager
def translate(where: str) -> Iterator[None]:
    """Raise every failure of the database at `where` as the ledger's; defects of Footnote's pass unchanged."""
    try:
        yield
    except (psycopg.Error, MalformedRow) as error:
        known = _explain(error, where)
        raise (known or error) from error


def _explain(error: BaseException, where: str) -> LedgerError | None:
    """Return the error of the ledger; None for a defect."""
    cause = " ".join(str(error).split()) or type(error).__name__
    connects = isinstance(error, psycopg.OperationalError) and error.sqlstate is None
    for rule in _RULES:
        if isinstance(error, rule.kinds) or (connects and any(word in cause for word in rule.words)):
            return rule.error(rule.what.format(cause=cause), where=where, advice=rule.advice)
    return None
