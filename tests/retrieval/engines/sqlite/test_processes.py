"""Several processes over one file, and processes that are killed: nothing is lost, and nothing is half there."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import threading
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.engines.sqlite.engine import SqliteEngine
from tests.retrieval.engines.sample_library import analyse, command, library_file, made, sqlite_engine, unit, versioned

KILLS = 50


def started(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(command(folder, *words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen[str]) -> list[str]:
    with process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    return out.splitlines()


def intact(folder: Path) -> bool:
    """Whether SQLite and its word indexes find their own file in order."""
    with closing(sqlite3.connect(library_file(folder))) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE '%USING fts5(%'").fetchall():
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
        return (
            connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and not connection.execute("PRAGMA foreign_key_check").fetchall()
        )


def test_two_processes_add_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    names = [[f"{letter}{number}" for number in range(40)] for letter in "xy"]
    adding = [started(tmp_path, "add", *of_one) for of_one in names]  # both make the file, too
    assert [finished(process) for process in adding] == [["open", *of_one] for of_one in names]
    with closing(sqlite_engine(tmp_path)) as engine:
        assert sorted(card.id for card in engine.articles("default")) == sorted(names[0] + names[1])
        assert engine.statistics("default", ["sentences."]).frequencies == {"sentences.": 80}
        assert len(engine.dense("default", unit("x")[0], 1_000)) == 160
    assert intact(tmp_path)


def test_a_fresh_file_is_made_once_however_many_open_it(tmp_path: Path) -> None:
    for attempt in range(10):
        folder, errors, engines = tmp_path / str(attempt), [], []

        def open_one(folder: Path = folder, errors: list[object] = errors, engines: list[object] = engines) -> None:
            try:
                engines.append(sqlite_engine(folder))
            except Exception as error:  # noqa: BLE001  every kind counts
                errors.append(error)

        threads = [threading.Thread(target=open_one) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not errors
        for engine in engines:
            engine.close()


def test_a_reader_follows_a_process_that_keeps_adding(tmp_path: Path) -> None:
    with closing(sqlite_engine(tmp_path)) as engine:
        engine.put(*made("first", "moon."))
        names = [f"a{number}" for number in range(60)]
        with started(tmp_path, "add", *names) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if line != "open\n":
                    assert engine.article("default", line.strip()) is not None
                    with engine.snapshot():
                        passages = sum(card.passages for card in engine.articles("default"))
                        assert len(engine.dense("default", unit("x")[0], 1_000)) == passages
        assert process.returncode == 0


@pytest.mark.timeout(180)
def test_kill_at_random_moments_loses_nothing_acknowledged(tmp_path: Path) -> None:
    choose = random.Random(20)
    acknowledged: dict[str, int] = {}
    stored = 0
    for seed in range(1, KILLS + 1):
        for name, version in killed(tmp_path, seed, choose.uniform(0, 0.12)):
            acknowledged[name] = version
            stored += 1
        with closing(sqlite_engine(tmp_path)) as engine:
            whole(engine, acknowledged)
        assert intact(tmp_path)
    assert stored > KILLS


def killed(folder: Path, seed: int, seconds: float) -> list[tuple[str, int]]:
    """Let a process add articles until it is killed; what it said was stored, in order."""
    with started(folder, "churn", str(seed)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        threading.Timer(seconds, process.kill).start()
        lines = process.stdout.read().splitlines(keepends=True)
    assert process.returncode == -signal.SIGKILL
    said = [line.split() for line in lines if line.endswith("\n")]
    return [(name, int(version)) for name, version in said]


def whole(engine: SqliteEngine, acknowledged: dict[str, int]) -> None:
    """Assert that every article is there, whole, in its acknowledged version or the one that was on its way."""
    cards = engine.articles("default")
    assert {card.id for card in cards} >= set(acknowledged)
    terms: list[list[str]] = []
    for card in cards:
        version = int(card.title.removeprefix("version"))
        assert version >= acknowledged.get(card.id, 0)
        wanted = versioned(card.id, version)
        assert engine.article("default", card.id) == wanted.article
        assert [stored.passage for stored in engine.passages("default", card.id)] == wanted.passages
        terms += [analyse(f"{card.title} {passage.text}", "en") for passage in wanted.passages]
    statistics = engine.statistics("default", ["sentences.", "part"])
    assert statistics.passages == len(terms)
    assert statistics.average_length * len(terms) == pytest.approx(sum(map(len, terms)))
    assert statistics.frequencies == {"sentences.": len(terms), "part": len(terms)}
    assert len(engine.dense("default", unit("x")[0], 1_000)) == len(terms)
