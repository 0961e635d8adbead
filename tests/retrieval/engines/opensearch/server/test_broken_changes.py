"""Changes that are broken off or halted at any step: a question sees the old state or the new one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from opensearchpy import OpenSearch

from retrieval.core.errors import LibraryUnreachable
from retrieval.engines.opensearch.cluster_client import _Again
from retrieval.engines.opensearch.cluster_engine import OpenSearchEngine
from retrieval.engines.opensearch.sweeper import Sweeper
from tests.retrieval.engines.sample_library import Made, index_prefix, made, share_indices

OpenEngine = Callable[..., OpenSearchEngine]
OLD, NEW = made("a", "moon.", "old.", "older."), made("a", "moon.", "new.", title="New")
STEPS = 6  # requests that an addition sends, and one more


class Halt:
    """Does something before one of the requests that an engine sends, counted from 0."""

    def __init__(self, patch: pytest.MonkeyPatch, engine: OpenSearchEngine, at: int, act: Callable[[], None]) -> None:
        self.count = 0
        cluster, send = engine._cluster, engine._cluster._send

        def send_counted(*arguments: object, **more: object) -> dict[str, object]:
            self.count += 1
            if self.count == at + 1:
                act()
            return send(*arguments, **more)  # type: ignore[arg-type]

        patch.setattr(cluster, "_send", send_counted)


class Killed(BaseException):
    """The process ends here: nothing that it would do afterwards is done."""


def kill() -> None:
    raise Killed


def lose_connection() -> None:
    raise LibraryUnreachable("no address answers", advice="Try again.")


def texts(engine: OpenSearchEngine) -> list[str]:
    """The texts of the article, after checking that every way of asking sees the same state."""
    with engine.snapshot():
        stored = engine.passages("default", "a")
        found = [stored.passage.text for stored in stored]
        cards = engine.articles("default")
        assert [card.passages for card in cards] == ([len(found)] if found else [])
        assert engine.statistics("default", ["moon."]).passages == len(found)
        assert engine.statistics("default", ["moon."]).frequencies == {"moon.": found.count("moon.")}
        assert len(engine.lexical("default", ["moon.", "old.", "older.", "new."], 9)) == len(found)
        assert len(engine.dense("default", OLD.vectors[0].passage, 9)) == len(found)
        article = engine.article("default", "a")
        assert (article.text if article else "") == "\n\n".join(found)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The index of a test, as it is beside the engine."""

    client: OpenSearch
    name: str

    def refresh(self) -> None:
        self.client.indices.refresh(index=self.name)

    def documents(self) -> dict[str, int]:
        """How many documents of each kind there are, those that do not count included."""
        self.refresh()
        kinds = {"size": 0, "aggs": {"kinds": {"terms": {"field": "kind"}}}}
        buckets = self.client.search(index=self.name, body=kinds)["aggregations"]["kinds"]["buckets"]
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets}


@pytest.fixture
def index(client: OpenSearch, tmp_path: Path) -> Index:
    share_indices(tmp_path)
    return Index(client=client, name=f"{index_prefix(tmp_path)}-library")


def sweep(engine: OpenSearchEngine) -> int:
    return Sweeper(engine._cluster, engine._index).sweep(older_than=-1.0)


def forget(engine: OpenSearchEngine) -> None:
    Sweeper(engine._cluster, engine._index).sweep(older_than=-1.0, forgotten=-1.0)


@pytest.mark.parametrize("step", range(STEPS))
@pytest.mark.parametrize("before", [OLD, None], ids=["replaced", "new"])
def test_an_addition_that_is_broken_off_is_whole_or_not_there(
    open_engine: OpenEngine, index: Index, monkeypatch: pytest.MonkeyPatch, step: int, before: Made | None
) -> None:
    end = lose_connection if step % 2 else kill
    engine, other = open_engine(), open_engine()
    if before:
        other.put(*before)
    old = [passage.text for passage in before.passages] if before else []
    engine._sweep_at = float("inf")
    with monkeypatch.context() as patch:
        Halt(patch, engine, step, end)
        try:
            engine.put(*NEW)
        except (Killed, LibraryUnreachable):
            is_stored = False
        else:
            is_stored = True
    index.refresh()
    seen = texts(other)
    assert seen in (["moon.", "new."], old)
    assert seen == ["moon.", "new."] or not is_stored
    sweep(other)
    assert texts(other) == seen
    forget(other)
    left = index.documents()
    assert left.get("passage", 0) == len(seen)
    assert left.get("text", 0) == left.get("article", 0) == bool(seen)
    assert "intent" not in left
    other.put(*NEW)
    assert texts(other) == ["moon.", "new."]


@pytest.mark.parametrize("step", range(6))
def test_a_removal_that_is_broken_off_is_whole_or_not_made(
    open_engine: OpenEngine, index: Index, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    engine, other = open_engine(), open_engine()
    other.put(*OLD)
    with monkeypatch.context() as patch:
        Halt(patch, engine, step, kill)
        with suppress(Killed):
            engine.remove("default", "a")
    index.refresh()
    seen = texts(other)
    assert len(seen) in (0, 3)
    sweep(other)
    assert texts(other) == seen
    forget(other)
    left = index.documents()
    assert (left.get("passage", 0), "intent" in left, "tombstone" in left) == (len(seen), False, False)


@pytest.mark.parametrize("step", range(STEPS))
def test_a_late_addition_does_not_bring_a_removed_article_back(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    late, other = open_engine(), open_engine()
    other.put(*OLD)
    late._sweep_at = float("inf")
    halt = Halt(monkeypatch, late, step, lambda: other.remove("default", "a") and None)
    late.put(*NEW)
    began = step >= 1  # before its first request, the addition had not begun
    if began and halt.count > step:
        assert texts(other) == []
        assert other.libraries() == ()


@pytest.mark.parametrize("step", range(1, STEPS))
def test_of_two_additions_at_once_the_later_one_stays(
    open_engine: OpenEngine, index: Index, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    early, later = open_engine(), open_engine()
    early._sweep_at = float("inf")
    halt = Halt(monkeypatch, early, step, lambda: later.put(*OLD))
    early.put(*NEW)
    if halt.count > step:
        assert texts(later) == ["moon.", "old.", "older."]
    left = index.documents()
    assert (left["passage"], left["text"], "intent" in left) == (len(texts(later)), 1, False)


@pytest.mark.parametrize("step", range(1, STEPS))
@pytest.mark.parametrize("before", [OLD, None], ids=["replaced", "new"])
def test_an_addition_that_was_halted_and_swept_up_begins_anew(
    open_engine: OpenEngine,
    index: Index,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
    before: Made | None,
) -> None:
    halted, other = open_engine(), open_engine()
    if before:
        other.put(*before)
    halted._sweep_at = float("inf")
    Halt(monkeypatch, halted, step, lambda: sweep(other) and None)
    halted.put(*NEW)
    assert texts(other) == ["moon.", "new."]
    assert index.documents() == {"article": 1, "text": 1, "passage": 2}


def test_what_arrives_after_its_addition_was_given_up_stays_hidden(
    open_engine: OpenEngine, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A node that was frozen still writes what it was sent, when the addition has failed and others have gone on."""
    engine, other = open_engine(), open_engine()
    other.put(*OLD)
    engine._sweep_at = float("inf")
    sent: list[tuple[object, ...]] = []
    bulk = engine._cluster.bulk

    def send_into_the_dark(*arguments: object, **more: bool) -> None:
        sent.append(arguments)
        lose_connection()

    with monkeypatch.context() as patch:
        patch.setattr(engine._cluster, "bulk", send_into_the_dark)
        with pytest.raises(LibraryUnreachable):
            engine.put(*NEW)
    for arguments in sent:
        bulk(*arguments)  # type: ignore[arg-type]
    index.refresh()
    assert texts(other) == ["moon.", "old.", "older."]
    sweep(other)
    assert texts(other) == ["moon.", "old.", "older."]
    assert index.documents()["passage"] == 3


def test_an_addition_that_cannot_be_shown_is_not_acknowledged(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine()
    engine.put(*OLD)
    engine._sweep_at = float("inf")
    send = engine._cluster._send

    def refuse_to_show(method: str, path: str, params: dict[str, str], *more: object, **named: object) -> object:
        if params.get("refresh") == "true" or path.endswith("_refresh"):
            lose_connection()
        return send(method, path, params, *more, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(engine._cluster, "_send", refuse_to_show)
        with pytest.raises(LibraryUnreachable):
            engine.put(*NEW)
    engine.put(*NEW)
    assert texts(engine) == ["moon.", "new."]


class LostAnswer:
    """Loses the answer to one of the requests that an engine sends, counted from 0, so that it is sent again."""

    def __init__(self, patch: pytest.MonkeyPatch, engine: OpenSearchEngine, at: int) -> None:
        self.count = 0
        send = engine._cluster._try

        def lose(*arguments: object) -> dict[str, object]:
            self.count += 1
            answer = send(*arguments)  # type: ignore[arg-type]
            if self.count == at + 1:
                raise _Again(LibraryUnreachable("the connection broke", advice="Try again."), is_answered=False)
            return answer

        patch.setattr(engine._cluster, "_try", lose)


@pytest.mark.parametrize("step", range(STEPS - 1))
@pytest.mark.parametrize("before", [OLD, None], ids=["replaced", "new"])
def test_an_addition_is_made_once_though_an_answer_is_lost(
    open_engine: OpenEngine, index: Index, monkeypatch: pytest.MonkeyPatch, step: int, before: Made | None
) -> None:
    engine, other = open_engine(), open_engine()
    if before:
        other.put(*before)
    engine._sweep_at = float("inf")
    with monkeypatch.context() as patch:
        lost = LostAnswer(patch, engine, step)
        engine.put(*NEW)
    assert lost.count > step
    assert texts(other) == ["moon.", "new."]
    assert index.documents() == {"article": 1, "text": 1, "passage": 2}


@pytest.mark.parametrize("step", range(4))
def test_a_removal_is_made_though_an_answer_is_lost(
    open_engine: OpenEngine, index: Index, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    engine, other = open_engine(), open_engine()
    other.put(*OLD)
    with monkeypatch.context() as patch:
        lost = LostAnswer(patch, engine, step)
        assert engine.remove("default", "a")
    assert lost.count > step
    assert texts(other) == []
    assert index.documents() == {"tombstone": 1}
