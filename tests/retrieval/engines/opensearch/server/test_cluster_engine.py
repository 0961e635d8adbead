"""What the engine in a cluster promises beyond every engine: whose index it is, and what it hides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from opensearchpy import OpenSearch

from retrieval.core.errors import LibraryError, LibraryFull, LibraryVersionError, ModelMismatch
from retrieval.engines.opensearch.cluster_engine import OpenSearchEngine
from tests.retrieval.engines.sample_library import index_prefix, made, unit

OpenEngine = Callable[..., OpenSearchEngine]


@pytest.mark.parametrize(
    ("changed", "kind", "says"),
    [
        ({"model": "model-2"}, ModelMismatch, "models.embedder_model"),
        ({"dimension": 9}, ModelMismatch, "8 numbers"),
        ({"analyser": "words-2"}, LibraryVersionError, "words-1"),
    ],
)
def test_the_index_of_another_model_is_refused(
    open_engine: OpenEngine, changed: dict[str, str], kind: type[LibraryError], says: str
) -> None:
    open_engine().put(*made("a", "moon."))
    with pytest.raises(kind, match=says) as caught:
        open_engine(**changed)
    assert "opensearch.prefix" in caught.value.advice
    assert len(open_engine().articles("default")) == 1


@pytest.mark.parametrize("meta", [{}, {"footnote": {"schema": 99}}])
@pytest.mark.usefixtures("own_indices")
def test_the_index_of_another_program_or_schema_is_refused(
    open_engine: OpenEngine, client: OpenSearch, tmp_path: Path, meta: dict[str, object]
) -> None:
    client.indices.create(index=f"{index_prefix(tmp_path)}-library", body={"mappings": {"_meta": meta}})
    with pytest.raises(LibraryVersionError, match=r"not made by Footnote|schema 99"):
        open_engine()


@pytest.mark.usefixtures("own_indices")
def test_no_index_is_created_by_writing_after_it_was_deleted(
    engine: OpenSearchEngine, client: OpenSearch, tmp_path: Path
) -> None:
    name = f"{index_prefix(tmp_path)}-library"
    client.indices.delete(index=f"{name}-1")
    with pytest.raises(LibraryVersionError, match="not there"):
        engine.put(*made("a", "moon."))
    assert not client.indices.exists(index=name)


@pytest.mark.usefixtures("own_indices")
def test_an_index_that_may_not_be_written_keeps_what_it_has(
    engine: OpenSearchEngine, client: OpenSearch, tmp_path: Path
) -> None:
    engine.put(*made("a", "moon."))
    name = f"{index_prefix(tmp_path)}-library"
    client.indices.put_settings(index=name, body={"index.blocks.read_only_allow_delete": True})
    with pytest.raises(LibraryFull, match="disks"):
        engine.put(*made("a", "sun."))
    client.indices.put_settings(index=name, body={"index.blocks.read_only_allow_delete": None})
    assert [stored.passage.text for stored in engine.passages("default", "a")] == ["moon."]
    engine.put(*made("a", "sun."))
    assert [stored.passage.text for stored in engine.passages("default", "a")] == ["sun."]


def test_the_graph_finds_what_all_comparisons_find_and_nothing_of_others(open_engine: OpenEngine) -> None:
    exact, graph = open_engine(), open_engine(exact_passages=0)
    for number in range(4):
        texts = [f"passage {number} {part}." for part in range(100)]
        exact.put(*made(f"a{number}", *texts))
        exact.put(*made(f"a{number}", *texts, library="other"))
    exact.put(*made("a0", "a single passage is left."))
    for number in range(10):
        question = unit(f"question {number}")[0]
        assert set(graph.dense("default", question, 20)) == set(exact.dense("default", question, 20))
    assert len(graph.dense("default", unit("all")[0], 400)) == 301


def test_no_search_leads_to_the_text_of_another_library(open_engine: OpenEngine) -> None:
    engines = [open_engine(), open_engine(exact_passages=0)]
    canary = unit("canary")[0]
    for library in ("theirs", "", "defaul", "default2", "*", 'default" OR library:"theirs'):
        engines[0].put(*made("a", "canary canary. moon.", library=library, vectors=[canary.tolist()]))
    engines[0].put(*made("b", "moon.", library="default", vectors=[(-canary).tolist()]))
    for engine in engines:
        with engine.snapshot():
            found = {*engine.lexical("default", ["canary", "moon."], 99), *engine.dense("default", canary, 99)}
            assert [stored.passage.article_id for stored in engine.fetch("default", list(found))] == ["b"]
            assert engine.statistics("default", ["canary", "moon."]).frequencies == {"canary": 0, "moon.": 1}
            assert engine.article("default", "a") is None
            foreign = [stored.key for stored in engine.passages("theirs", "a")]
            assert len(foreign) == 1
            assert engine.fetch("default", foreign) == []


def test_a_long_article_is_stored_and_read_in_several_requests(engine: OpenSearchEngine) -> None:
    texts = [f"moon number{part}." for part in range(1_100)]
    engine.put(*made("a", *texts))
    assert [stored.passage.text for stored in engine.passages("default", "a")] == texts
    found = engine.lexical("default", ["moon"], 2_000)
    assert len(engine.postings("default", found)) == 1_100
    engine.put(*made("a", "sun."))
    assert engine.statistics("default", ["moon"]).frequencies == {"moon": 0}


def test_a_vector_of_another_length_is_a_mistake_of_the_program(engine: OpenSearchEngine) -> None:
    with pytest.raises(ValueError, match="8 numbers"):
        engine.dense("default", np.ones(9, dtype=np.float32), 3)
