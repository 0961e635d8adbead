"""The mapped file of a large library's vectors: the same passages as without it, whatever happens to the file."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.engines.sqlite import mapped_vectors, vector_file, vector_file_sync, vector_search
from retrieval.engines.sqlite.engine import SqliteEngine
from support.example_counts import example_count
from tests.retrieval.engines.sample_library import library_file, made, sqlite_engine, unit


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Map the vectors of every library, and let its file catch up after a few rows."""
    monkeypatch.setattr(vector_search, "LEAST_MAPPED", 1)
    monkeypatch.setattr(vector_file_sync, "LAG_ROWS", 6)
    monkeypatch.setattr(vector_file_sync, "MOST_APPENDED", 30)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[SqliteEngine]:
    with closing(sqlite_engine(tmp_path)) as opened:
        yield opened


def derived(folder: Path) -> Path:
    return library_file(folder).with_name("library.sqlite.vectors-1")


def stock(engine: SqliteEngine, *names: str, passages: int = 4) -> None:
    for name in names:
        engine.put(*made(name, *[f"{name} {position}." for position in range(passages)]))


def ids(engine: SqliteEngine, keys: list[int]) -> list[str]:
    return [stored.passage.id for stored in engine.fetch("default", keys)]


def nearest(engine: SqliteEngine, question: str = "x", k: int = 10) -> list[str]:
    return ids(engine, engine.dense("default", unit(question)[0], k))


def nearest_in_memory(engine: SqliteEngine, question: str = "x", k: int = 10) -> list[str]:
    """The same from a matrix of all vectors, as they are stored."""
    vector, stored = unit(question)[0], []
    for card in engine.articles("default"):
        stored += engine.passages("default", card.id)
    stored.sort(key=lambda passage: -float(passage.vectors.passage @ vector))
    return sorted(passage.passage.id for passage in stored[:k])


def rows_in_file(folder: Path) -> int:
    state = vector_file.VectorFile(derived(folder), library=1, dimension=8).read_state()
    return state.rows if state else -1


def test_the_file_is_made_by_adding_and_follows_in_steps(engine: SqliteEngine, tmp_path: Path) -> None:
    stock(engine, "a")
    assert not derived(tmp_path).exists()
    stock(engine, "b")
    assert rows_in_file(tmp_path) == 8
    stock(engine, "c")
    assert rows_in_file(tmp_path) == 8
    assert nearest(engine, k=99) == nearest_in_memory(engine, k=99)
    stock(engine, "d")
    assert rows_in_file(tmp_path) == 16
    assert nearest(engine) == nearest_in_memory(engine)


@settings(max_examples=example_count(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 9), st.booleans()), max_size=30))
def test_any_history_finds_what_is_stored(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("library")
    with closing(sqlite_engine(folder)) as engine:
        for name, passages, asks in steps:
            if passages:
                stock(engine, name, passages=passages)
            else:
                engine.remove("default", name)
            if asks:
                assert nearest(engine, name, 7) == nearest_in_memory(engine, name, 7)
        assert nearest(engine, k=999) == nearest_in_memory(engine, k=999)
    with closing(sqlite_engine(folder)) as again:
        assert nearest(again) == nearest_in_memory(again)


def test_the_best_are_the_same_among_many(engine: SqliteEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapped_vectors, "REFINED", 40)
    for number in range(20):
        stock(engine, f"a{number}", passages=100)
    for question in map(str, range(50)):
        assert nearest(engine, question) == nearest_in_memory(engine, question)


@pytest.mark.parametrize("k", [-1, 0, 1, 5])
def test_no_more_than_was_asked_for_is_found(engine: SqliteEngine, k: int) -> None:
    stock(engine, *"abc")
    assert len(nearest(engine, k=k)) == max(k, 0)


def test_a_missing_file_is_made_by_a_question(engine: SqliteEngine, tmp_path: Path) -> None:
    stock(engine, *"abc")
    derived(tmp_path).unlink()
    with closing(sqlite_engine(tmp_path)) as again:
        assert nearest(again) == nearest_in_memory(again)
    assert rows_in_file(tmp_path) == 12


@pytest.mark.parametrize("part", ["magic", "count", "keys", "all", "cut", "empty"])
def test_a_damaged_file_is_made_anew(engine: SqliteEngine, tmp_path: Path, part: str) -> None:
    stock(engine, *"abcdef")
    content = bytearray(derived(tmp_path).read_bytes())
    if part == "magic":
        content[3] ^= 1
    elif part == "count":
        content[56] ^= 1
    elif part == "keys":
        content[vector_file.HEADER_BYTES + 1] ^= 1
    elif part == "all":
        content[vector_file.HEADER_BYTES :] = random.Random(1).randbytes(len(content) - vector_file.HEADER_BYTES)
    else:
        content = content[: len(content) - 5 if part == "cut" else 0]
    derived(tmp_path).unlink()
    derived(tmp_path).write_bytes(content)
    with closing(sqlite_engine(tmp_path)) as again:
        assert nearest(again) == nearest_in_memory(again)
        assert nearest(again, k=99) == nearest_in_memory(again, k=99)
        stock(again, *"ghi")
        assert nearest(again, k=99) == nearest_in_memory(again, k=99)
    assert rows_in_file(tmp_path) >= 24


def test_the_file_of_another_history_is_not_used(engine: SqliteEngine, tmp_path: Path) -> None:
    stock(engine, "a", "b")
    with closing(sqlite3.connect(library_file(tmp_path))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    backup = library_file(tmp_path).read_bytes()
    stock(engine, "c", "d")
    engine.close()
    library_file(tmp_path).write_bytes(backup)  # the same change numbers and keys follow, with other articles
    with closing(sqlite_engine(tmp_path)) as restored:
        stock(restored, "e", "f")
        assert nearest(restored) == nearest_in_memory(restored)
        assert nearest(restored, k=99) == nearest_in_memory(restored, k=99)


def test_a_library_that_shrinks_loses_its_dead_rows(engine: SqliteEngine, tmp_path: Path) -> None:
    stock(engine, *"abcdefgh")
    nearest(engine)
    for name in "abcdefg":
        engine.remove("default", name)
    stock(engine, "i")
    assert rows_in_file(tmp_path) <= 16
    assert nearest(engine, k=99) == nearest_in_memory(engine, k=99)


def test_the_file_of_a_small_library_is_removed(
    engine: SqliteEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(engine, "a", "b")
    monkeypatch.setattr(vector_search, "LEAST_MAPPED", 100)
    stock(engine, "c")
    assert not derived(tmp_path).exists()
    assert nearest(engine) == nearest_in_memory(engine)


def test_an_old_snapshot_keeps_its_state(engine: SqliteEngine, tmp_path: Path) -> None:
    stock(engine, *"abcdef")
    with closing(sqlite_engine(tmp_path)) as late, late.snapshot():
        before = nearest_in_memory(late, k=99)
        for name in "abcde":
            engine.remove("default", name)
        stock(engine, "g", "a", "h")
        assert nearest(late, k=99) == before
        assert nearest(engine, k=99) == nearest_in_memory(engine, k=99)
        assert nearest(late, k=99) == before


def test_rows_that_another_process_appended_are_mapped(engine: SqliteEngine, tmp_path: Path) -> None:
    stock(engine, "a", "b")
    with closing(sqlite_engine(tmp_path)) as bot:
        for name in "cdefgh":
            stock(engine, name)
            assert nearest(bot, k=99) == nearest_in_memory(bot, k=99)
        view = bot._vectors._mapped[1]._newest
        assert view is not None
        assert len(view.tail) < len(view.mapped) == 24


def test_a_file_that_cannot_be_written_leaves_the_search_in_memory(
    engine: SqliteEngine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    derived(tmp_path).mkdir()  # no file can take its place
    (derived(tmp_path) / "x").touch()
    stock(engine, *"abc")
    assert nearest(engine) == nearest_in_memory(engine)
    assert [record.message.count("cannot be written") for record in caplog.records] == [1]
    assert list(tmp_path.glob("*.new")) == []
