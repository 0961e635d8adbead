"""The file itself: restarts, several processes, kills, other versions, damage, full disks."""

from __future__ import annotations

import random
import signal
import sqlite3
import stat
import subprocess
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bot.configuration.ledger_settings import LedgerSettings, ledger_file
from bot.store import Ledger, LedgerBusy, LedgerDamaged, LedgerDenied, LedgerError, LedgerVersionError
from bot.store.database.store_schema import LEDGER_FORMAT
from retrieval.core.errors import ConfigError, FootnoteError
from retrieval.core.settings import from_table
from retrieval.core.sqlite_files.sqlite_file import SqliteFile
from retrieval.core.sqlite_files.sqlite_schema import prepare
from tests.bot.store.sample_replies import ANN, HALM, command, examined, named, opened
from tests.support import damaged_files

KILLS = 20


def fill(folder: Path, answers: int = 60) -> None:
    with opened(folder) as ledger:
        for number in range(answers):
            kept = ledger.answers.keep(named(f"n{number}"), place=HALM, asker=ANN, library="halm")
            ledger.feedback.give(kept.id, place=HALM, person=ANN, helpful=True)
            ledger.unanswered.note(examined(f"{number}?", answered=False), place=HALM, asker=ANN)


def use(folder: Path) -> None:
    with opened(folder) as ledger:
        ledger.answers.citing("0123456789abcdef", library="halm")
        ledger.answers.find("gone", place=HALM)
        ledger.feedback.latest(place=HALM)
        ledger.unanswered.latest(place=HALM)
        ledger.privacy.export(ANN)


def test_the_file_is_marked_and_private(tmp_path: Path) -> None:
    file = tmp_path / "new" / "ledger.sqlite"
    with Ledger(file) as ledger:
        ledger.facts.put("a", "b")
        assert ledger.where == str(file)
        assert {stat.S_IMODE(entry.stat().st_mode) for entry in file.parent.iterdir()} == {0o600}
        assert {entry.name for entry in file.parent.iterdir()} == {
            f"ledger.sqlite{end}" for end in ("", "-wal", "-shm")
        }
    assert [entry.name for entry in file.parent.iterdir()] == ["ledger.sqlite"]
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (LEDGER_FORMAT.application,)
        assert connection.execute("PRAGMA user_version").fetchone() == (len(LEDGER_FORMAT.migrations),)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT count(*) FROM migrations").fetchone() == (len(LEDGER_FORMAT.migrations),)


def test_the_file_stands_beside_the_library_or_where_it_is_told(tmp_path: Path) -> None:
    assert ledger_file(LedgerSettings(), tmp_path) == tmp_path / "ledger.sqlite"
    assert ledger_file(LedgerSettings(path="~/bot.sqlite"), tmp_path) == Path("~/bot.sqlite").expanduser()


def test_the_settings_can_be_configured() -> None:
    assert all(field.metadata["help"] for field in fields(LedgerSettings))
    table = {field.name: field.default for field in fields(LedgerSettings)}
    assert from_table(LedgerSettings, table, where="config.toml") == LedgerSettings()
    with pytest.raises(ConfigError, match="'question_days' is -1, out of range"):
        from_table(LedgerSettings, {"question_days": -1}, where="config.toml")


def test_a_closed_ledger_says_so(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    ledger.close()
    ledger.close()
    for call in (
        lambda: ledger.facts.get("a"),
        lambda: ledger.facts.put("a", "b"),
        lambda: ledger.privacy.forget(ANN),
    ):
        with pytest.raises(LedgerError, match="the ledger is closed"):
            call()


def test_an_older_ledger_is_brought_up_to_date_and_a_newer_one_refused(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    fill(tmp_path, 3)
    later = ("CREATE TABLE later (a)", "INSERT INTO later VALUES (7)")
    newer = replace(LEDGER_FORMAT, migrations=(*LEDGER_FORMAT.migrations, later))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        prepare(connection, str(file), newer)
        prepare(connection, str(file), newer)
        assert connection.execute("SELECT a FROM later").fetchall() == [(7,)]
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (3,)
    before = file.read_bytes()
    with pytest.raises(LedgerVersionError, match=r"ledger\.sqlite: the ledger has format 7, and .* up to 6.*Update"):
        opened(tmp_path)
    assert file.read_bytes() == before


def test_a_ledger_of_the_first_format_keeps_its_answers_and_its_talk(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    with opened(tmp_path) as ledger:
        silent = examined("Where?", answered=False)
        kept = ledger.answers.keep(silent, place=HALM, asker=ANN, library="halm")
        ledger.dialogue.add(examined("When?").reply, place=HALM, person=ANN)
        turns = ledger.dialogue.turns(place=HALM, person=ANN)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("DROP INDEX turns_of_answers")
        for column in ("answer", "title", "private"):
            connection.execute(f"ALTER TABLE turns DROP COLUMN {column}")
        for column in ("page", "lead", "also", "opening", "further"):
            connection.execute(f"ALTER TABLE citations DROP COLUMN {column}")
        for column in ("grade", "superseded"):
            connection.execute(f"ALTER TABLE answers DROP COLUMN {column}")
        connection.execute("UPDATE answers SET words = json_remove(words, '$.readings')")
        connection.execute("DROP INDEX answers_of_prompts")
        connection.execute("ALTER TABLE answers DROP COLUMN prompt")
        for table in ("removals", "departures", "pending", "pins"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DELETE FROM migrations WHERE number > 1")
        connection.execute("PRAGMA user_version = 1")
    with opened(tmp_path) as ledger:
        assert ledger.answers.find(kept.id, place=HALM) == kept
        assert ledger.dialogue.turns(place=HALM, person=ANN) == [replace(turn, title=None) for turn in turns]


def test_a_step_that_fails_leaves_the_older_ledger(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    fill(tmp_path, 3)
    twice = ("CREATE TABLE later (a)", "CREATE TABLE later (a)")
    broken = replace(LEDGER_FORMAT, migrations=(*LEDGER_FORMAT.migrations, twice))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            prepare(connection, str(file), broken)
        assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'later'").fetchone() == (0,)
    use(tmp_path)


# Files that are no ledger


def punch_holes(file: Path) -> None:
    damaged_files.punch_holes(file, page=4_096, first=3)


def mark_as_library(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA application_id = {0x466F6F74}")


def drop_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE gaps")


def delete_citations(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM citations WHERE position = 0 AND answer IN (SELECT id FROM answers LIMIT 1)")
        connection.execute("DELETE FROM citations WHERE answer IN (SELECT id FROM answers LIMIT 1)")
        connection.commit()


def write_wrong_json(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE answers SET reasons = 'none'")
        connection.commit()


def write_wrong_bytes(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE gaps SET question = CAST(x'ff41' AS TEXT)")
        connection.commit()


@pytest.mark.parametrize(
    "damage",
    [
        damaged_files.cut_in_half,
        damaged_files.cut_inside_the_header,
        damaged_files.write_garbage,
        damaged_files.write_plain_text,
        punch_holes,
        damaged_files.replace_by_another_program,
        mark_as_library,
        drop_table,
        delete_citations,
        write_wrong_json,
        write_wrong_bytes,
    ],
)
def test_a_damaged_file_says_what_to_do(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    fill(tmp_path)
    file = tmp_path / "ledger.sqlite"
    damage(file)
    before = file.read_bytes()
    with pytest.raises(LedgerDamaged) as caught:
        use(tmp_path)
    assert str(file) in str(caught.value)
    assert "Move the file away" in str(caught.value)
    assert file.read_bytes() == before


@pytest.mark.parametrize("seed", range(10))
def test_flipped_bytes_are_an_error_of_ours_or_go_unnoticed(tmp_path: Path, seed: int) -> None:
    fill(tmp_path, 10)
    file = tmp_path / "ledger.sqlite"
    damaged_files.flip_bytes(file, seed=seed, times=40)
    try:
        use(tmp_path)
    except FootnoteError as error:
        assert isinstance(error, LedgerError)  # noqa: PT017  most seeds raise it, some flip bytes that nothing reads


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("file/ledger.sqlite", r"set ledger\.path to another place"),
        ("folder", r"this is a folder. Set ledger\.path to a file, such as .*ledger\.sqlite"),
        ("\0", r"set ledger\.path to another place"),
    ],
    ids=["under a file", "a folder", "nul"],
)
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name: str, advice: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(LedgerDenied, match=advice):
        Ledger(tmp_path / name)


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    names = [f"n{number}" for number in range(500)]
    done = subprocess.run(
        command(file, "keep", *names, before=("--file-bytes", "400000")),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    *said, kind, message = done.stdout.splitlines()
    assert done.stderr == ""
    assert kind == "LedgerFull"
    assert "Free some space" in message
    assert len(said) > 5
    whole(tmp_path, said[1:])


def test_a_ledger_that_another_program_locks_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.database.sqlite_store.LEDGER_FORMAT", replace(LEDGER_FORMAT, busy_seconds=0.2))
    with opened(tmp_path) as ledger, closing(sqlite3.connect(ledger.where, isolation_level=None)) as other:
        ledger.facts.put("a", "1")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy, match="locked"):
            ledger.facts.put("a", "2")
        assert ledger.facts.get("a") == "1"  # reading goes on
        other.execute("ROLLBACK")
        ledger.facts.put("a", "3")
        assert ledger.facts.get("a") == "3"


# Several threads and processes


def test_threads_may_share_a_ledger(tmp_path: Path) -> None:
    errors: list[BaseException] = []
    with opened(tmp_path) as ledger:

        def work(number: int) -> None:
            try:
                for step in range(10):
                    kept = ledger.answers.keep(named(f"n{number}s{step}"), place=HALM, asker=number, library="halm")
                    assert ledger.answers.find(kept.id, place=HALM) == kept
                    ledger.feedback.give(kept.id, place=HALM, person=number, helpful=True)
            except BaseException as error:  # noqa: BLE001  every kind counts
                errors.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 7)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not errors
        assert len(ledger.feedback.judged(place=HALM, library="halm")) == 60


def test_several_may_make_the_ledger_at_the_same_moment(tmp_path: Path) -> None:
    for number in range(30):
        file = tmp_path / f"{number}.sqlite"
        together = threading.Barrier(4)
        errors: list[BaseException] = []

        def make(
            file: Path = file, together: threading.Barrier = together, errors: list[BaseException] = errors
        ) -> None:
            together.wait()
            try:
                SqliteFile(file, LEDGER_FORMAT).close()
            except BaseException as error:  # noqa: BLE001  every kind counts
                errors.append(error)

        threads = [threading.Thread(target=make) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not errors


def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    names = [[f"{letter}{number}" for number in range(40)] for letter in "xy"]
    writing = [subprocess.Popen(command(file, "keep", *each), stdout=subprocess.PIPE, text=True) for each in names]
    said = [process.communicate(timeout=60)[0].splitlines() for process in writing]
    assert [process.returncode for process in writing] == [0, 0]
    assert [len(lines) for lines in said] == [41, 41]
    whole(tmp_path, said[0][1:] + said[1][1:])


def test_what_another_process_wrote_is_seen_at_once(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger, opened(tmp_path) as other:
        for number in range(5):
            ledger.facts.put("a", str(number))
            assert other.facts.get("a") == str(number)


@pytest.mark.timeout(180)
def test_kill_at_random_moments_loses_nothing_acknowledged(tmp_path: Path) -> None:
    choose = random.Random(20)
    acknowledged: list[str] = []
    for seed in range(KILLS):
        acknowledged += killed(tmp_path / "ledger.sqlite", seed, choose.uniform(0, 0.12))
        whole(tmp_path, acknowledged)
    assert len(acknowledged) > KILLS


def killed(file: Path, seed: int, seconds: float) -> list[str]:
    """Let a process write until it is killed; what it said was kept, as `ID NAME`."""
    with subprocess.Popen(command(file, "churn", str(seed)), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        threading.Timer(seconds, process.kill).start()
        lines = process.stdout.read().splitlines(keepends=True)
    assert process.returncode == -signal.SIGKILL
    return [line.strip() for line in lines if line.endswith("\n")]


def whole(folder: Path, said: list[str]) -> None:
    """Assert that the file is in order, and that all that was said to be kept is there, whole."""
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
        assert connection.execute("SELECT count(*) FROM answers").fetchone()[0] >= len(said)
    with opened(folder) as ledger:
        for line in said:
            answer_id, name = line.split()
            stored = ledger.answers.find(answer_id, place=HALM)
            assert stored is not None
            assert stored.reply == named(name).reply
