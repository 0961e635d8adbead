"""What `footnote doctor` says of the ledger: of its file, and of its database."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from bot.cli import doctor_command
from bot.cli.doctor_command import Finding
from bot.configuration.config_file import Config
from bot.configuration.ledger_settings import LedgerSettings
from bot.store import Ledger
from bot.store.database.postgres_address import open_postgres
from bot.store.database.postgres_schema import MIGRATIONS
from retrieval import LibrarySettings


def look(folder: Path, database: str = "") -> dict[str, Finding]:
    library = LibrarySettings(path=str(folder / "library.sqlite"))
    settings = Config(library=library, ledger=LedgerSettings(database=database))
    return {finding.name: finding for finding in doctor_command._check_ledger(settings)}


def problem(findings: dict[str, Finding]) -> str:
    return "".join(finding.problem for finding in findings.values())


def test_a_file_is_named_and_measured_and_not_made_by_looking(tmp_path: Path) -> None:
    findings = look(tmp_path)
    assert (findings["kind"].value, findings["state"].value) == ("SQLite", "not made yet: footnote discord makes it")
    file = tmp_path / "ledger.sqlite"
    assert not file.exists()
    Ledger(file).close()
    findings = look(tmp_path)
    assert (findings["place"].value, problem(findings)) == (str(file), "")
    assert findings["bytes"].value == file.stat().st_size


def test_a_damaged_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"no ledger" * 200)
    assert "Restore" in problem(look(tmp_path))


def test_a_database_is_described_and_not_filled_by_looking(address: str, tmp_path: Path) -> None:
    findings = look(tmp_path, address)
    assert (findings["state"].value, problem(findings)) == ("not made yet: footnote discord makes it", "")
    with Ledger(open_postgres(address)) as ledger:
        lock = ledger.lock("upkeep")
        assert lock is not None
        findings = look(tmp_path, address)
        lock.release()
    assert problem(findings) == ""
    assert findings["format"].value == len(MIGRATIONS)
    assert int(findings["locks held"].value or 0) >= 1
    assert int(findings["bytes"].value or 0) > 0
    assert str(findings["release"].value)[0].isdigit()
    assert str(findings["place"].value).startswith("postgresql://")


def test_a_newer_ledger_is_a_problem(address: str, tmp_path: Path) -> None:
    open_postgres(address).close()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("INSERT INTO footnote_ledger VALUES (99, now())")
    assert "format 99" in problem(look(tmp_path, address))


@pytest.mark.parametrize(
    ("database", "says"),
    [
        ("postgresql://me@127.0.0.1:1/there", "does not answer"),
        ("postgresql://me:secret@db/there", "PGPASSWORD"),
        ("nonsense", "postgresql://"),
    ],
)
def test_a_database_that_cannot_be_used_is_a_problem(database: str, says: str, tmp_path: Path) -> None:
    findings = look(tmp_path, database)
    assert says in problem(findings)
    assert "secret" not in str(findings)
