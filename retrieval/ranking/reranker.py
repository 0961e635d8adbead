"""Ranks candidates by exact BM25, exact cosine and coverage of the question, fused. Ties are broken by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from retrieval.core.records import Passage, Posting, Question, RankedPassage, StoredPassage
from retrieval.ranking import bm25
from retrieval.text.compounds import take_apart

Measures: TypeAlias = npt.NDArray[np.float64]  # a number for each candidate, shape (candidates,)

# Weights of the fused score. Chosen on squad1-train's first 60 articles (right passage first 78.5%; BM25 alone 74.6%,
# cosine alone 60.7%, their sum 77.0%) and checked on squad2-tune, selqa-dev and clapnq-tune:
# bench/fitting/reader_weights.py prints the share of right passages that they give.
LEXICAL_WEIGHT = 0.5
SIMILARITY_WEIGHT = 2.0
COVERAGE_WEIGHT = 1.0


def rerank(
    question: Question,
    postings: Sequence[Posting],
    fetch: Callable[[Sequence[int]], list[StoredPassage]],
    *,
    limit: int,
    also: Sequence[int] = (),
) -> list[tuple[RankedPassage, StoredPassage]]:
    """Rank candidates by how well they fit the question, and read the texts of the best.

    Reading hundreds of texts would cost more than ranking them: only what is returned is fetched.

    Args:
        question: the analysed question.
        postings: the candidates, in any order.
        fetch: reads passages by their keys, as `Engine.fetch`.
        limit: how many of the best to return.
        also: keys of candidates to return however they rank.

    Returns:
        The passages ordered by score descending, then id. Those whose text was removed are left out.
    """
    if not postings:
        return []
    if question.compounds:
        postings = [replace(each, terms=tuple(take_apart(each.terms, question.compounds))) for each in postings]
    lexical, similarity, covered = _measure(question, postings)
    scores = LEXICAL_WEIGHT * lexical + SIMILARITY_WEIGHT * similarity + COVERAGE_WEIGHT * covered
    order = sorted(range(len(postings)), key=lambda i: (-scores[i], postings[i].passage_id))
    best = [postings[i].key for i in order[:limit]]
    stored = {passage.key: passage for passage in fetch([*best, *also])}
    ranked = [(i, passage) for i in order if (passage := stored.get(postings[i].key))]
    article_covered = _article_coverage(question, [(passage.passage, postings[i].terms) for i, passage in ranked])
    return [
        (
            RankedPassage(
                passage=passage.passage,
                title=passage.title,
                lexical=float(lexical[i]),
                similarity=float(similarity[i]),
                coverage=float(covered[i]),
                score=float(scores[i]),
                article_coverage=article_covered[passage.passage.article_id],
            ),
            passage,
        )
        for i, passage in ranked
    ]


def coverage(idf: Mapping[str, float], terms: Collection[str]) -> float:
    """Return the share of the question's information (by idf) in the terms, 0 to 1; 0 for a question without terms."""
    total = sum(idf.values())
    return sum(weight for term, weight in idf.items() if term in terms) / total if total else 0.0


def _article_coverage(question: Question, ranked: Sequence[tuple[Passage, Sequence[str]]]) -> dict[str, float]:
    """Return for each article, by its id, the coverage by all of its passages together, each with its terms."""
    together: defaultdict[str, set[str]] = defaultdict(set)
    for passage, terms in ranked:
        together[passage.article_id].update(terms)
    idf = bm25.weights(question.terms, question.statistics)
    return {article_id: coverage(idf, terms) for article_id, terms in together.items()}


def _measure(question: Question, postings: Sequence[Posting]) -> tuple[Measures, Measures, Measures]:
    """Return the share of BM25, the cosine and the coverage of each candidate, each of shape (postings,)."""
    lexical = bm25.passage_scores(question.terms, [posting.terms for posting in postings], question.statistics)
    # One product a row, not a matrix product: a passage's cosine must not depend on the other candidates.
    similarities = [float(np.dot(posting.vector, question.vector)) for posting in postings]
    idf = bm25.weights(question.terms, question.statistics)
    return (
        lexical / bm25.most_possible(question.terms, question.statistics),
        np.array(similarities),
        np.array([coverage(idf, frozenset(posting.terms)) for posting in postings]),
    )
