"""Ranks candidates by exact BM25, exact cosine and coverage of the question, fused. Ties are broken by id."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from retrieval.core.records import Candidate, Posting, Question, RankedPassage, StoredPassage
from retrieval.ranking import bm25

# Weights of the fused score. Chosen on squad1-train's first 60 articles (right passage first 78.5%; BM25 alone 74.6%,
# cosine alone 60.7%, their sum 77.0%) and checked on squad2-tune, selqa-dev and clapnq-tune:
# bench/fitting/reader_weights.py prints the share of right passages that they give.
LEXICAL_WEIGHT = 0.5
SIMILARITY_WEIGHT = 2.0
COVERAGE_WEIGHT = 1.0


def rerank(question: Question, postings: Sequence[Posting]) -> list[Candidate]:
    """Rank the candidates by how well they fit the question, best first."""
    if not postings:
        return []
    lexical = bm25.passage_scores(question.terms, [posting.terms for posting in postings], question.statistics)
    shares = lexical / bm25.most_possible(question.terms, question.statistics)
    # One product a row, not a matrix product: a passage's cosine must not depend on the other candidates.
    similarities = [float(np.dot(posting.vector, question.vector)) for posting in postings]
    idf = bm25.weights(question.terms, question.statistics)
    candidates = [
        _fuse(posting, float(share), similarity, coverage(idf, frozenset(posting.terms)))
        for posting, share, similarity in zip(postings, shares, similarities, strict=True)
    ]
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.passage_id))


def coverage(idf: Mapping[str, float], terms: Collection[str]) -> float:
    """The share of the question's information (by idf) in the terms, 0 to 1; 0 for a question without terms."""
    total = sum(idf.values())
    return sum(weight for term, weight in idf.items() if term in terms) / total if total else 0.0


def with_passages(candidates: Sequence[Candidate], stored: Sequence[StoredPassage]) -> list[RankedPassage]:
    """Add the texts to the candidates, in their order; candidates whose text was removed are left out."""
    texts = {passage.key: passage for passage in stored}
    return [
        RankedPassage(
            passage=texts[candidate.key].passage,
            title=texts[candidate.key].title,
            lexical=candidate.lexical,
            similarity=candidate.similarity,
            coverage=candidate.coverage,
            score=candidate.score,
        )
        for candidate in candidates
        if candidate.key in texts
    ]


def _fuse(posting: Posting, lexical: float, similarity: float, covered: float) -> Candidate:
    return Candidate(
        key=posting.key,
        passage_id=posting.passage_id,
        lexical=lexical,
        similarity=similarity,
        coverage=covered,
        score=LEXICAL_WEIGHT * lexical + SIMILARITY_WEIGHT * similarity + COVERAGE_WEIGHT * covered,
    )
