"""Several processes over one mapped file, and processes that are killed while they write it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.engines.sqlite import vector_file, vector_file_sync, vector_search
from retrieval.engines.sqlite.engine import SqliteEngine
from tests.retrieval.engines.sample_library import library_file, made, sqlite_engine, unit

KILLS = 15
ROOT = Path(__file__).parents[4]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_search, "LEAST_MAPPED", 1)
    monkeypatch.setattr(vector_file_sync, "LAG_ROWS", 6)
    monkeypatch.setattr(vector_file_sync, "MOST_APPENDED", 30)


def started(folder: Path, *words: str) -> subprocess.Popen[str]:
    program = [sys.executable, "-m", "tests.retrieval.engines.sqlite.mapped_program", "sqlite", str(folder), *words]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    return subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    )


def assert_found(engine: SqliteEngine) -> None:
    """Assert that all passages are found, by the file, and that the nearest of them are the nearest."""
    with engine.snapshot():
        stored = [passage for card in engine.articles("default") for passage in engine.passages("default", card.id)]
        vector = unit("x")[0]
        assert sorted(engine.dense("default", vector, 1_000)) == sorted(passage.key for passage in stored)
        nearest = sorted(stored, key=lambda passage: -float(passage.vectors.passage @ vector))[:5]
        assert engine.dense("default", vector, 5) == [passage.key for passage in nearest]
    assert not engine._vectors._refused


def read_state(folder: Path) -> vector_file.FileState | None:
    path = library_file(folder).with_name("library.sqlite.vectors-1")
    return vector_file.VectorFile(path, library=1, dimension=8).read_state()


def test_a_kill_at_any_moment_leaves_a_file_that_is_right(tmp_path: Path) -> None:
    choose, steps = random.Random(3), set()
    for seed in range(KILLS):
        with started(tmp_path, "churn", str(seed)) as process:
            assert process.stdout is not None
            for _ in range(choose.randint(1, 9)):
                assert process.stdout.readline()
            threading.Timer(choose.uniform(0, 0.03), process.kill).start()
            process.stdout.read()
        assert process.returncode == -signal.SIGKILL
        steps.add(read_state(tmp_path))
        with closing(sqlite_engine(tmp_path)) as engine:
            if engine.articles("default"):
                assert_found(engine)
    assert len(steps) > KILLS // 2


def test_a_header_that_was_not_written_leaves_the_rows_uncounted(tmp_path: Path) -> None:
    path = library_file(tmp_path).with_name("library.sqlite.vectors-1")
    with closing(sqlite_engine(tmp_path)) as engine:
        for name in "ab":
            engine.put(*made(name, *[f"{name} {part}." for part in range(4)]))
        header = path.read_bytes()[: vector_file.HEADER_BYTES]
        for name in "cd":
            engine.put(*made(name, *[f"{name} {part}." for part in range(4)]))
        assert path.stat().st_size == vector_file.HEADER_BYTES + 16 * 20
        with path.open("r+b") as file:
            file.write(header)
            file.seek(vector_file.HEADER_BYTES + 8 * 20)
            file.write(b"\xff" * 100)
    with closing(sqlite_engine(tmp_path)) as engine:
        assert_found(engine)
        engine.put(*made("e", "e 0.", "e 1."))
        assert_found(engine)
    state = read_state(tmp_path)
    assert state is not None
    assert state.rows == 18


def test_a_reader_follows_two_processes_that_keep_adding(tmp_path: Path) -> None:
    names = [[f"{letter}{number}" for number in range(40)] for letter in "xy"]
    adding = [started(tmp_path, "add", *of_one) for of_one in names]
    with closing(sqlite_engine(tmp_path)) as engine:
        while any(process.poll() is None for process in adding):
            if engine.articles("default"):
                assert_found(engine)
        for process, of_one in zip(adding, names, strict=True):
            with process:
                out, err = process.communicate(timeout=60)
            assert (process.returncode, err, out.split()) == (0, "", ["open", *of_one])
        assert_found(engine)
        assert engine.statistics("default", ()).passages == 160
    state = read_state(tmp_path)
    assert state is not None
    assert state.rows >= 160 - 8


def test_a_disk_that_is_full_leaves_the_search_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    with closing(sqlite_engine(tmp_path)) as engine:
        for name in "ab":
            engine.put(*made(name, *[f"{name} {part}." for part in range(4)]))
        assert_found(engine)
        before = read_state(tmp_path)
        with monkeypatch.context() as full:
            full.setattr(vector_file.os, "fsync", refuse)
            for name in "cdef":
                engine.put(*made(name, *[f"{name} {part}." for part in range(4)]))
        assert read_state(tmp_path) == before
        assert len(engine.dense("default", unit("x")[0], 99)) == 24
        assert [record.message.count("Make room on the disk") for record in caplog.records] == [1]
    with closing(sqlite_engine(tmp_path)) as engine:
        assert_found(engine)
        engine.put(*made("g", "g 0."))
        assert_found(engine)
