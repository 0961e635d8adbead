"""Ranking candidates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.core.records import Passage, PassageVectors, Posting, Question, Sentence, Statistics, StoredPassage
from retrieval.ranking import reranker

STATISTICS = Statistics(
    passages=100, sentences=400, average_length=4.0, average_sentence=2.0, frequencies={"weir": 2, "river": 40}
)


def unit(*numbers: float) -> np.ndarray:
    vector = np.array(numbers, dtype=np.float32)
    return vector / np.linalg.norm(vector)


QUESTION = Question(text="weir river", terms=("weir", "river"), vector=unit(1, 0), statistics=STATISTICS)


def posting(name: str, *terms: str, vector: np.ndarray | None = None, key: int = 0) -> Posting:
    return Posting(key=key, passage_id=name, terms=terms, vector=unit(0, 1) if vector is None else vector)


def test_words_meaning_and_coverage_all_count() -> None:
    plain = posting("a", "field")
    by_word, by_meaning = posting("b", "weir"), posting("c", "field", vector=unit(1, 0.2))
    both = posting("d", "weir", "river", vector=unit(1, 0.2))
    order = [c.passage_id for c in reranker.rerank(QUESTION, [plain, by_word, by_meaning, both])]
    assert order[0] == "d"
    assert order[-1] == "a"


def test_a_rare_word_covers_more_than_a_common_one() -> None:
    idf = {"weir": 3.7, "river": 0.9}
    assert reranker.coverage(idf, {"weir"}) > reranker.coverage(idf, {"river"}) > reranker.coverage(idf, set()) == 0.0
    assert reranker.coverage(idf, {"weir", "river"}) == pytest.approx(1.0)
    assert reranker.coverage({}, {"weir"}) == 0.0


def test_ties_are_broken_by_id() -> None:
    equal = [posting(name, "weir") for name in ("c", "a", "b")]
    assert [c.passage_id for c in reranker.rerank(QUESTION, equal)] == ["a", "b", "c"]


def test_nothing_gives_nothing() -> None:
    assert reranker.rerank(QUESTION, []) == []


@given(st.permutations(range(6)), st.integers(1, 6))
def test_a_score_does_not_depend_on_what_stands_beside_it(order: list[int], kept: int) -> None:
    rng = np.random.default_rng(7)
    all_postings = [
        posting(f"p{i}", *["weir", "river", "eel"][: i % 4], vector=unit(*rng.standard_normal(2))) for i in range(6)
    ]
    whole = {c.passage_id: c.score for c in reranker.rerank(QUESTION, all_postings)}
    some = reranker.rerank(QUESTION, [all_postings[i] for i in order[:kept]])
    assert {c.passage_id: c.score for c in some} == {c.passage_id: whole[c.passage_id] for c in some}
    assert some == sorted(some, key=lambda c: (-c.score, c.passage_id))


def test_candidates_whose_text_is_gone_are_left_out() -> None:
    candidates = reranker.rerank(QUESTION, [posting("a", "weir", key=1), posting("b", "weir", "river", key=2)])
    passage = Passage(id="a", article_id="x", start=0, end=5, text="Weir.", sentences=(Sentence(start=0, end=5),))
    stored = StoredPassage(
        key=1,
        passage=passage,
        title="Welm",
        language="en",
        vectors=PassageVectors(passage=unit(1, 0), sentences=unit(1, 0)[None, :]),
    )
    found = reranker.with_passages(candidates, [stored])
    assert [ranked.passage for ranked in found] == [passage]
    assert found[0].score == candidates[1].score
    assert reranker.with_passages(candidates, [replace(stored, key=9)]) == []
