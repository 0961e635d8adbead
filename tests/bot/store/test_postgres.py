"""The ledger in PostgreSQL: its tables, what is said where it cannot be used, restarts, and the copy of a file."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from bot.configuration.ledger_settings import LedgerSettings
from bot.store import (
    Ledger,
    LedgerDamaged,
    LedgerDenied,
    LedgerError,
    LedgerUnreachable,
    LedgerVersionError,
    LimitReached,
    Preferences,
    copy_to_postgres,
    open_ledger,
)
from bot.store.database import postgres_filling
from bot.store.database.postgres_address import open_postgres
from bot.store.database.postgres_schema import MIGRATIONS, TABLES
from retrieval import ConfigError
from support.postgres_server import programs
from tests.bot.store.sample_replies import ANN, BEN, HALM, LETTERS, ORREY, databases, examined


@pytest.fixture
def address(postgres: str, tmp_path: Path) -> Iterator[str]:
    """A part of the database without tables."""
    databases.server = postgres
    address = databases.address(tmp_path)
    databases.execute(f"DROP TABLE IF EXISTS footnote_ledger, {', '.join(TABLES)}", tmp_path)
    yield address
    databases.execute(f"DROP TABLE IF EXISTS footnote_ledger, {', '.join(TABLES)}", tmp_path)
    open_postgres(address).close()  # as the next test finds it
    databases.clear()


def columns(connection: Any, table: str) -> list[str]:
    rows = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s "
        "ORDER BY ordinal_position",
        (table,),
    )
    return [name for (name,) in rows]


def fill(file: Path) -> None:
    """A ledger's file with something in every table."""
    with Ledger(file) as ledger:
        for number in range(30):
            kept = ledger.answers.keep(
                examined(f"Where is Öl {number}?", terms=["öl", str(number)]), place=HALM, asker=ANN, library="halm"
            )
            ledger.feedback.give(kept.id, place=HALM, person=BEN, helpful=number % 2 == 0, reason="\t\\N")
            ledger.dialogue.add(kept.reply, place=HALM, person=ANN, answer=kept.id, private=number == 3)
        missed = examined("Who?", answered=False, terms=["who"])
        ledger.unanswered.note(missed, place=HALM, asker=ANN)
        ledger.unanswered.note(examined("What?", answered=False, terms=["what"]), place=HALM, asker=ANN)
        ledger.unanswered.dismiss(ledger.unanswered.latest(place=HALM)[0].id, place=HALM)
        ledger.preferences.change(HALM, channel=True, listens=True)
        ledger.quotas.take(place=LETTERS, person=ANN, limits=Preferences())
        ledger.facts.put("commands", "digest\0with a zero")
        ledger.errors.note("0badcafe", "KeyError")
        ledger.departures.note([7])
        ledger.pins.add("When?", kept.reply.citations[0], place=HALM, library="halm", person=ANN)


# The tables


def test_the_tables_have_the_columns_of_the_file_in_their_order(address: str, tmp_path: Path) -> None:
    open_postgres(address).close()
    file = tmp_path / "ledger.sqlite"
    Ledger(file).close()
    with psycopg.connect(address) as new, closing(sqlite3.connect(file)) as old:
        listed = old.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        assert {name for (name,) in listed} - {"migrations"} == set(TABLES)
        for table in TABLES:
            described = [name for _, name, *_ in old.execute(f"PRAGMA table_info({table})")]
            assert columns(new, table) == described


def test_it_is_found_as_it_was_and_its_steps_are_numbered(address: str) -> None:
    for _ in range(2):
        with Ledger(open_postgres(address)) as ledger:
            ledger.facts.put("a", "b")
            assert ledger.where.startswith("postgresql://")
    with psycopg.connect(address) as connection:
        steps = connection.execute("SELECT number FROM footnote_ledger ORDER BY number").fetchall()
        assert steps == [(number,) for number in range(1, len(MIGRATIONS) + 1)]
        assert connection.execute("SELECT count(*) FROM identity").fetchone() == (1,)


def test_processes_that_start_at_once_make_the_tables_once(address: str) -> None:
    errors: list[LedgerError] = []

    def start() -> None:
        try:
            open_postgres(address).close()
        except LedgerError as error:
            errors.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT count(*) FROM identity").fetchone() == (1,)


def test_the_settings_choose_the_database(address: str, tmp_path: Path) -> None:
    with open_ledger(LedgerSettings(database=address), tmp_path) as ledger:
        ledger.facts.put("a", "b")
    assert not (tmp_path / "ledger.sqlite").exists()
    with open_ledger(LedgerSettings(), tmp_path) as ledger:
        assert ledger.facts.get("a") is None
        assert ledger.where == str(tmp_path / "ledger.sqlite")


# What is said where it cannot be used


def test_a_newer_ledger_is_refused_and_not_touched(address: str) -> None:
    open_postgres(address).close()
    newer = len(MIGRATIONS) + 1
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("INSERT INTO footnote_ledger VALUES (%s, now())", (newer,))
    with pytest.raises(LedgerVersionError, match=rf"format {newer}, .* up to {len(MIGRATIONS)}\. Update Footnote"):
        open_postgres(address)


def test_tables_of_another_program_are_not_touched(address: str, tmp_path: Path) -> None:
    databases.execute("CREATE TABLE answers (mine TEXT)", tmp_path)
    with pytest.raises(LedgerDamaged, match=r"a table 'answers' of another program\. Make a database for Footnote"):
        open_postgres(address)
    with psycopg.connect(address) as connection:
        assert columns(connection, "answers") == ["mine"]
        assert columns(connection, "facts") == []


@pytest.mark.parametrize(
    ("address", "kind", "words"),
    [
        ("postgresql://me@127.0.0.1:1/there", LedgerUnreachable, r"127\.0\.0\.1:1/there: the database does not answer"),
        ("postgresql:///there?host=/nowhere", LedgerUnreachable, r"does not answer .*Check that it runs"),
        ("postgresql://me:secret@db/there", ConfigError, r"password in it\. Take it out.*PGPASSWORD"),
        ("nonsense", ConfigError, r"no address of a PostgreSQL database\. Write it like postgresql://"),
        ("postgresql://db:port/there", ConfigError, r"does not answer|no address"),
    ],
)
def test_an_address_that_does_not_lead_to_a_database_is_said(address: str, kind: type[Exception], words: str) -> None:
    with pytest.raises((kind, LedgerUnreachable) if "port/" in address else kind, match=words) as raised:
        open_postgres(address)
    assert "secret" not in str(raised.value)


def test_a_database_and_a_user_that_are_not_there_are_said(postgres: str) -> None:
    with pytest.raises(LedgerUnreachable, match=r"no such database .*createdb"):
        open_postgres(make_conninfo(postgres, dbname="absent"))
    with pytest.raises(LedgerDenied, match=r"refused access .*PGPASSWORD"):
        open_postgres(make_conninfo(postgres, user="absent"))


def test_a_user_without_the_right_to_make_tables_changes_nothing(address: str, tmp_path: Path) -> None:
    databases.execute("DROP ROLE IF EXISTS reader")
    databases.execute("CREATE ROLE reader LOGIN")
    with pytest.raises(LedgerError) as raised:
        open_postgres(make_conninfo(address, user="reader"))
    assert raised.value.advice
    with psycopg.connect(address) as connection:
        assert columns(connection, "facts") == []


@pytest.mark.parametrize("package", ["psycopg", "psycopg_pool"])
def test_without_the_package_it_is_said_what_to_install(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [name for name in sys.modules if name.startswith("bot.store.database.postgres_")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)
    from bot.store.database.postgres_address import open_postgres as open_anew  # noqa: PLC0415

    with pytest.raises(ConfigError, match=rf"package {package} is missing\. Install it: pip install 'footnote\[po"):
        open_anew("postgresql://db/there")


# Several at once


def test_a_daily_limit_holds_for_all_processes_together(address: str) -> None:
    limits, counted, refused = Preferences(person_daily=5), [], []
    with Ledger(open_postgres(address)) as ledger, Ledger(open_postgres(address)) as other:

        def ask(chosen: Ledger) -> None:
            for _ in range(5):
                try:
                    counted.append(chosen.quotas.take(place=HALM, person=ANN, limits=limits).person)
                except LimitReached:
                    refused.append(1)

        threads = [threading.Thread(target=ask, args=(chosen,)) for chosen in (ledger, other) * 2]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (sorted(counted), len(refused)) == ([1, 2, 3, 4, 5], 15)
        assert ledger.quotas.today(place=HALM, person=ANN).server == 5


def test_a_snapshot_is_of_one_moment(address: str) -> None:
    with Ledger(open_postgres(address)) as ledger, Ledger(open_postgres(address)) as other:
        ledger.facts.put("a", "1")
        with ledger._store.reading() as connection:
            assert connection.execute("SELECT value FROM facts WHERE name = ?", ("a",)).fetchone() == ("1",)
            other.facts.put("a", "2")
            assert connection.execute("SELECT value FROM facts WHERE name = ?", ("a",)).fetchone() == ("1",)
        assert ledger.facts.get("a") == "2"


# Backup and restore, as docs/SCALING.md has them


def run_program(name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL's, of the release that the tests' server has where there is one."""
    folder = programs()
    found = folder / name if folder and (folder / name).exists() else Path(shutil.which(name) or name)
    done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_dump_brings_a_ledger_back_in_another_database(address: str, postgres: str, tmp_path: Path) -> None:
    file, dump = tmp_path / "ledger.sqlite", tmp_path / "ledger.dump"
    fill(file)
    copy_to_postgres(file, address)
    (schema,) = databases._schemas.values()
    run_program("pg_dump", "--format=custom", f"--schema={schema}", f"--file={dump}", postgres)
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE DATABASE restored")
    try:
        restored = make_conninfo(postgres, dbname="restored")
        run_program("pg_restore", "--exit-on-error", "--single-transaction", f"--dbname={restored}", str(dump))
        restored = make_conninfo(restored, options=f"-csearch_path={schema}")
        with Ledger(open_postgres(address)) as old, Ledger(open_postgres(restored)) as new:
            assert new.privacy.export(ANN) == old.privacy.export(ANN)
            assert new.pins.of("halm") == old.pins.of("halm")
            new.dialogue.add(examined("Next?").reply, place=HALM, person=ANN)  # its number is a new one
            assert new.dialogue.turns(place=HALM, person=ANN)[-1].question == "Next?"
    finally:
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute("DROP DATABASE restored WITH (FORCE)")


# The copy of a file


def test_a_copy_has_every_row_and_goes_on_counting(address: str, tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    fill(file)
    counts = copy_to_postgres(file, address)
    assert list(counts.rows) == list(TABLES)
    assert counts.rows["answers"] == counts.rows["feedback"] == 30
    assert all(count for table, count in counts.rows.items() if table not in {"removals", "pending"})
    with Ledger(file) as old, Ledger(open_postgres(address)) as new:
        assert new.privacy.export(ANN) == old.privacy.export(ANN)
        assert new.feedback.latest(place=HALM) == old.feedback.latest(place=HALM)
        assert new.preferences.of(HALM) == old.preferences.of(HALM)
        assert new.pins.of("halm") == old.pins.of("halm")
        assert new.facts.get("commands") == "digest\ufffdwith a zero"
        repeated = examined("Who?", answered=False, terms=["who"])
        dismissed = examined("What?", answered=False, terms=["what"])
        for ledger in (old, new):  # the wordings are compared by a key that came along
            assert ledger.unanswered.note(repeated, place=HALM, asker=BEN)
            assert ledger.unanswered.note(dismissed, place=HALM, asker=BEN) is None
        assert [gap.times for gap in new.unanswered.latest(place=HALM)] == [2]
        new.dialogue.add(examined("Next?").reply, place=HALM, person=ANN)
        assert new.dialogue.turns(place=HALM, person=ANN)[-1].question == "Next?"


def test_a_ledger_that_is_there_is_not_copied_over(address: str, tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    fill(file)
    with Ledger(open_postgres(address)) as ledger:
        ledger.preferences.change(ORREY, channel=False, language="de")
    with pytest.raises(LedgerError, match=r"holds a ledger already: its table 'preferences' has rows\. .*--to"):
        copy_to_postgres(file, address)
    with Ledger(open_postgres(address)) as ledger:
        assert ledger.preferences.of(ORREY).language == "de"
        assert not ledger.privacy.export(ANN)["answers"]


def test_a_copy_that_fails_leaves_nothing(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ledger.sqlite"
    fill(file)

    def spoil(values: Any) -> list[Any]:
        return ["spoilt" if value == "KeyError" else value for value in postgres_filling_values(values)]

    postgres_filling_values = postgres_filling.plain_values
    with monkeypatch.context() as patch:
        patch.setattr(postgres_filling, "plain_values", spoil)
        patch.setattr(postgres_filling.EmptyTables, "plain", lambda _, row: postgres_filling_values(row))
        with pytest.raises(LedgerDamaged, match=r"row 1 of the table 'mishaps' arrived otherwise"):
            copy_to_postgres(file, address)
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM identity").fetchone() == (1,)
    assert copy_to_postgres(file, address).rows["mishaps"] == 1


def test_a_file_that_is_not_there_is_not_made(address: str, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"no ledger to copy.*--from"):
        copy_to_postgres(tmp_path / "absent.sqlite", address)
    assert not (tmp_path / "absent.sqlite").exists()
