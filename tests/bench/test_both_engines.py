"""The bench of both engines: a small run gives every figure, for a library that is the same in both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.scaling import both_engines, growth_picture
from bench.scaling.varied_articles import VariedArticles
from bench.speed.timed_library import LIBRARY, Shelf
from retrieval.core.ingestion_records import Draft
from retrieval.evaluation.dataset import Collection, GoldenQuestion
from support import opensearch_server

needs_server = pytest.mark.skipif(opensearch_server.server_home() is None, reason="no folder to start OpenSearch from")


DRAFTS = tuple(
    Draft(
        source=f"quay-{number}",
        title=f"Quay {number}",
        text=f"Quay {number} was built in {1800 + number}. Its crane lifts {number + 3} tonnes.\n\nBoats moor there.",
    )
    for number in range(3)
)


def question(number: int) -> GoldenQuestion:
    """Ask for a year; each question is another one."""
    return GoldenQuestion(
        id=str(number),
        question=f"When was quay {number % 3} built, and number {number}?",
        answerable=True,
        article="quay-0",
        articles=frozenset({"quay-0"}),
        spans=(),
        answers=("1800",),
        history=(),
    )


WHOLE = Collection(drafts=DRAFTS, skipped=(), questions=tuple(map(question, range(8))))


def vary(shelf: Shelf, whole: Collection) -> tuple[VariedArticles, frozenset[str]]:
    """Vary the few articles in place of squad1-train."""
    vectors = [passage.vectors for passage in shelf.passages()]
    return VariedArticles([draft.text for draft in whole.drafts], vectors, LIBRARY), frozenset({"quay-0"})


@pytest.mark.opensearch
@needs_server
def test_a_small_run_gives_every_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(both_engines, "collection", lambda _: WHOLE)
    monkeypatch.setattr(both_engines, "varied_articles", vary)
    file, picture = tmp_path / "figures.json", tmp_path / "picture.svg"
    arguments = ("--sizes", "50", "100", "--nodes", "1", "--questions", "5", "--asked", "1")
    places = ("--folder", str(tmp_path / "work"), "--json", str(file), "--picture", str(picture))
    monkeypatch.setattr("sys.argv", ["both_engines", *places, *arguments])
    assert both_engines.main() == 0
    figures = json.loads(file.read_text(encoding="utf-8"))
    rows = figures["rows"]
    assert [(row["engine"], row["nodes"]) for row in rows] == [("sqlite", 1), ("opensearch", 1)] * 2
    for first, second in zip(rows[::2], rows[1::2], strict=True):
        assert first["passages"] == second["passages"]
        assert first["server_megabytes"] == 0 < second["server_megabytes"]
    for row in rows:
        assert 0 < row["finding"]["p50"] <= row["finding"]["p95"]
        assert row["whole"]["p50"] > row["finding"]["p50"]
        assert min(row["added_a_second"], row["client_megabytes"], row["disk_megabytes"]) > 0
    assert rows[0]["passages"] >= 50
    assert rows[2]["passages"] >= 100
    # Between sizes as small as these a cost may fall by chance, and then nothing is computed of it.
    assert figures["computed"] == growth_picture.extrapolate_all(both_engines.lines(rows))
    assert picture.read_text(encoding="utf-8").count("<polyline") == 5


def test_a_library_of_before_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "library.sqlite").touch()
    monkeypatch.setattr("sys.argv", ["both_engines", "--folder", str(tmp_path), "--json", str(tmp_path / "f.json")])
    with pytest.raises(SystemExit, match="has a library already"):
        both_engines.main()
