"""Checks the ledger, in its file or its database, without making or changing anything."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.configuration.ledger_settings import LedgerSettings, ledger_file
from bot.store.database.health_record import LedgerHealth
from bot.store.database.postgres_address import check_postgres


def check_ledger(settings: LedgerSettings, folder: Path) -> LedgerHealth:
    """Check what keeps the ledger. A problem is a value, never an error.

    Args:
        settings: of the ledger.
        folder: of what belongs to the library, where the file is unless it is configured.
    """
    return check_postgres(settings.database) if settings.database else _check_file(ledger_file(settings, folder))


def _check_file(path: Path) -> LedgerHealth:
    exists = path.exists()
    return LedgerHealth(
        where=str(path),
        kind="SQLite",
        exists=exists,
        bytes=path.stat().st_size if exists else 0,
        problem=_file_problem(path) if exists else "",
    )


def _file_problem(path: Path) -> str:
    advice = f"Restore {path} from a backup, or move it away: a new one is begun, and the articles are not touched."
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        return f"SQLite cannot check the ledger ({error}). {advice}"
    return "" if answer == "ok" else f"SQLite finds the ledger damaged ({answer}). {advice}"
