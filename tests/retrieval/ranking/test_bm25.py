"""rank-bm25 under the statistics of a library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from retrieval.core.records import Statistics
from retrieval.ranking import bm25

WORDS = st.sampled_from(["ash", "birch", "cedar", "elm", "fir", "oak"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=12), min_size=1, max_size=12)


class WholeLibrary(BM25Okapi):
    """rank-bm25 over every text, with the idf that is never negative: the slow oracle."""

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {term: bm25.idf(self.corpus_size, count) for term, count in nd.items()}


def facts(corpus: list[list[str]], asked: list[str]) -> Statistics:
    counts = Counter(term for text in corpus for term in set(text))
    lengths = [len(text) for text in corpus]
    return Statistics(
        passages=len(corpus),
        sentences=len(corpus),
        average_length=sum(lengths) / len(corpus),
        average_sentence=sum(lengths) / len(corpus),
        frequencies={term: counts[term] for term in asked},
    )


@given(TEXTS, st.lists(WORDS, min_size=1, max_size=5, unique=True), st.data())
def test_some_texts_score_as_among_all(corpus: list[list[str]], asked: list[str], data: st.DataObject) -> None:
    some = data.draw(st.lists(st.integers(0, len(corpus) - 1), unique=True))
    expected = WholeLibrary(corpus, k1=bm25.K1, b=bm25.PASSAGE_B).get_scores(asked)[some]
    assert bm25.passage_scores(asked, [corpus[i] for i in some], facts(corpus, asked)) == pytest.approx(expected)


@given(TEXTS, st.lists(WORDS, min_size=1, max_size=5, unique=True))
def test_scores_stay_between_nothing_and_the_most_possible(corpus: list[list[str]], asked: list[str]) -> None:
    statistics = facts(corpus, asked)
    for score in (bm25.passage_scores, bm25.sentence_scores):
        assert np.all(score(asked, corpus, statistics) >= 0)
        assert np.all(score(asked, corpus, statistics) <= bm25.most_possible(asked, statistics))


def test_a_term_in_every_passage_still_counts() -> None:
    corpus = [["oak"], ["oak", "elm"]]
    assert np.all(bm25.passage_scores(["oak"], corpus, facts(corpus, ["oak"])) > 0)


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_texts_without_terms_score_nothing(corpus: list[list[str]]) -> None:
    empty = Statistics(passages=0, sentences=0, average_length=0.0, average_sentence=0.0, frequencies={"oak": 0})
    assert bm25.passage_scores(["oak"], corpus, empty).tolist() == [0.0] * len(corpus)


def test_a_question_without_terms_scores_nothing() -> None:
    corpus = [["oak"]]
    assert bm25.passage_scores([], corpus, facts(corpus, [])).tolist() == [0.0]
    assert bm25.most_possible([], facts(corpus, [])) == 1.0
