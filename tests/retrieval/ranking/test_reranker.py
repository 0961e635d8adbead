"""Ranking candidates."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.core.records import (
    Passage,
    PassageVectors,
    Posting,
    Question,
    RankedPassage,
    Statistics,
    StoredPassage,
    TextRange,
)
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


def stored(key: int, name: str) -> StoredPassage:
    """A passage of the article before the slash of its name, or of one of its own."""
    return StoredPassage(
        key=key,
        passage=Passage(
            id=name,
            article_id=name.partition("/")[0],
            start=0,
            end=5,
            text="Weir.",
            sentences=(TextRange(start=0, end=5),),
        ),
        title="Welm",
        language="en",
        vectors=PassageVectors(passage=unit(1, 0), sentences=unit(1, 0)[None, :]),
    )


def rank(
    postings: Sequence[Posting], *, limit: int = 100, also: Sequence[int] = (), removed: Collection[int] = ()
) -> list[RankedPassage]:
    """Rank postings whose keys are their positions, with every text but the removed ones."""
    numbered = [replace(each, key=key) for key, each in enumerate(postings)]

    def fetch(keys: Sequence[int]) -> list[StoredPassage]:
        return [stored(each.key, each.passage_id) for each in numbered if each.key in set(keys).difference(removed)]

    ranked = reranker.rerank(QUESTION, numbered, fetch, limit=limit, also=also)
    assert all(passage.passage is text.passage for passage, text in ranked)
    return [passage for passage, _ in ranked]


def test_words_meaning_and_coverage_all_count() -> None:
    plain = posting("a", "field")
    by_word, by_meaning = posting("b", "weir"), posting("c", "field", vector=unit(1, 0.2))
    both = posting("d", "weir", "river", vector=unit(1, 0.2))
    order = [c.passage.id for c in rank([plain, by_word, by_meaning, both])]
    assert order[0] == "d"
    assert order[-1] == "a"


def test_a_rare_word_covers_more_than_a_common_one() -> None:
    idf = {"weir": 3.7, "river": 0.9}
    assert reranker.coverage(idf, {"weir"}) > reranker.coverage(idf, {"river"}) > reranker.coverage(idf, set()) == 0.0
    assert reranker.coverage(idf, {"weir", "river"}) == pytest.approx(1.0)
    assert reranker.coverage({}, {"weir"}) == 0.0


def test_ties_are_broken_by_id() -> None:
    equal = [posting(name, "weir") for name in ("c", "a", "b")]
    assert [c.passage.id for c in rank(equal)] == ["a", "b", "c"]


def test_nothing_gives_nothing() -> None:
    assert rank([]) == []


@given(st.permutations(range(6)), st.integers(1, 6))
def test_a_score_does_not_depend_on_what_stands_beside_it(order: list[int], kept: int) -> None:
    rng = np.random.default_rng(7)
    all_postings = [
        posting(f"p{i}", *["weir", "river", "eel"][: i % 4], vector=unit(*rng.standard_normal(2))) for i in range(6)
    ]
    whole = {c.passage.id: c.score for c in rank(all_postings)}
    some = rank([all_postings[i] for i in order[:kept]])
    assert {c.passage.id: c.score for c in some} == {c.passage.id: whole[c.passage.id] for c in some}
    assert some == sorted(some, key=lambda c: (-c.score, c.passage.id))


def test_the_best_are_returned_and_those_that_are_wanted_besides() -> None:
    postings = [posting("a", "field"), posting("b", "weir"), posting("c", "weir", "river"), posting("d")]
    assert [c.passage.id for c in rank(postings, limit=1)] == ["c"]
    assert [c.passage.id for c in rank(postings, limit=1, also=[0])] == ["c", "a"]


def test_passages_whose_text_is_gone_are_left_out() -> None:
    postings = [posting("a", "weir"), posting("b", "weir", "river")]
    assert rank(postings, removed=[1]) == rank(postings)[1:]
    assert rank(postings, removed=[0, 1]) == []


def test_an_article_is_covered_by_its_passages_together() -> None:
    postings = [posting("x/1", "weir"), posting("x/2", "river"), posting("y/1", "weir"), posting("x/3", "field")]
    covered = {each.passage.id: (each.coverage, each.article_coverage) for each in rank(postings)}
    assert [covered[name][1] for name in ("x/1", "x/2", "x/3")] == pytest.approx([1.0] * 3)
    assert covered["x/3"][0] == 0.0
    assert covered["y/1"][1] == covered["y/1"][0] < 1.0
    (only,) = rank(postings, limit=1)
    assert only.article_coverage == only.coverage


def test_a_word_written_as_one_has_the_parts_of_a_compound_that_is_asked_for() -> None:
    asked = replace(QUESTION, compounds={"weirriver": ("weir", "river")})
    joined, parts = posting("a", "weirriver", key=0), posting("b", "weir", "river", key=1)
    ranked = reranker.rerank(asked, [joined, parts], lambda keys: [stored(key, "ab"[key]) for key in keys], limit=2)
    assert [(each.coverage, each.article_coverage) for each, _ in ranked] == [(1.0, 1.0)] * 2
    assert ranked[0][0].lexical == pytest.approx(ranked[1][0].lexical, rel=0.2)
