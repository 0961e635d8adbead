"""The matrix in memory: earlier states stay readable while it grows, loses rows and is packed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from retrieval.engines.sqlite import vector_index
from retrieval.engines.sqlite.engine import SqliteEngine
from tests.retrieval.engines.sample_library import made, sqlite_engine, unit


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqliteEngine]:
    monkeypatch.setattr(vector_index, "LEAST_ROOM", 4)  # so that small libraries outgrow their room and are packed
    monkeypatch.setattr(vector_index, "BATCH", 3)
    with closing(sqlite_engine(tmp_path)) as opened:
        yield opened


def newest(engine: SqliteEngine) -> vector_index.VectorView:
    return engine._vectors._matrices[1]._newest


def found(engine: SqliteEngine) -> list[str]:
    """Ids of all passages, by way of the matrix."""
    keys = engine.dense("default", unit("x")[0], 1_000)
    return [stored.passage.id for stored in engine.fetch("default", keys)]


def stock(engine: SqliteEngine, *names: str, passages: int = 4) -> None:
    for name in names:
        engine.put(*made(name, *[f"{name} {position}." for position in range(passages)]))


def test_additions_go_into_spare_room_without_a_copy(engine: SqliteEngine) -> None:
    stock(engine, "a", passages=40)
    found(engine)
    before = newest(engine)
    stock(engine, "b", passages=4)
    assert len(found(engine)) == 44
    assert np.shares_memory(newest(engine).rows, before.rows)


def test_a_full_matrix_moves_to_a_larger_one(engine: SqliteEngine) -> None:
    stock(engine, "a")
    found(engine)
    before = newest(engine)
    stock(engine, "b", passages=40)
    assert len(found(engine)) == 44
    assert not np.shares_memory(newest(engine).rows, before.rows)


def test_a_few_removed_rows_are_passed_over_and_many_are_packed_away(engine: SqliteEngine) -> None:
    stock(engine, *"abcdef")
    found(engine)
    engine.remove("default", "a")
    assert len(found(engine)) == 20
    assert (newest(engine).count, len(newest(engine).dead)) == (24, 4)
    for name in "bcd":
        engine.remove("default", name)
    assert [passage_id[0] for passage_id in found(engine)] == ["e"] * 4 + ["f"] * 4
    assert (newest(engine).count, len(newest(engine).dead)) == (8, 0)
    stock(engine, "g")
    assert len(found(engine)) == 12


def test_an_old_snapshot_keeps_its_state_after_the_matrix_was_packed(engine: SqliteEngine, tmp_path: Path) -> None:
    stock(engine, *"abcdef")
    with closing(sqlite_engine(tmp_path)) as late, late.snapshot():
        before = found(engine)
        for name in "abcd":
            engine.remove("default", name)
        stock(engine, "g")
        assert len(found(engine)) == 12
        late._vectors._matrices = engine._vectors._matrices  # the snapshot meets a matrix that has moved on
        assert found(late) == before
        assert len(found(engine)) == 12


def test_an_old_snapshot_passes_over_rows_that_came_later(engine: SqliteEngine, tmp_path: Path) -> None:
    stock(engine, *"ab")
    with closing(sqlite_engine(tmp_path)) as late, late.snapshot():
        before = found(engine)
        stock(engine, "c", "a")
        assert len(found(engine)) == 12
        late._vectors._matrices = engine._vectors._matrices
        latest = newest(engine)
        assert found(late) == before
        assert newest(engine) is latest
        assert late.dense("default", made("c", "c 0.").vectors[0].passage, 1) != engine.dense(
            "default", made("c", "c 0.").vectors[0].passage, 1
        )
