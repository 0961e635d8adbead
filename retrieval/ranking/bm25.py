"""Okapi BM25 of a few texts under the statistics of the whole library, computed by rank-bm25."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from retrieval.core.records import Statistics

# Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.2: k1 between 1.2
# and 2. Length counts less within a passage's sentences than between passages: tuned on squad1-train's first 60
# articles (b of 0.2 to 0.75 within 0.3 points of each other).
K1 = 1.5
PASSAGE_B = 0.75
SENTENCE_B = 0.4


def idf(passages: int, frequency: int) -> float:
    """Return the inverse document frequency, which is never negative (the form of Lucene's BM25Similarity)."""
    return math.log1p((passages - frequency + 0.5) / (frequency + 0.5))


class LibraryBM25(BM25Okapi):
    """`BM25Okapi` over some of a library's texts, with the scores that they have among all of its texts.

    Args:
        corpus: the terms of each text.
        statistics: of the whole library; terms that are not in it have no weight, and are not counted.
        average_length: terms per text, over the whole library.
        b: the weight of a text's length, 0 to 1.
    """

    def __init__(
        self, corpus: Sequence[Sequence[str]], statistics: Statistics, *, average_length: float, b: float
    ) -> None:
        self._statistics = statistics
        weighed = statistics.frequencies
        super().__init__([[term for term in text if term in weighed] for text in corpus], k1=K1, b=b)
        self.doc_len = [len(text) for text in corpus]
        self.avgdl = max(average_length, 1.0)

    def _calc_idf(self, nd: Mapping[str, int]) -> None:  # noqa: ARG002  the library's frequencies replace them
        total = self._statistics.passages
        self.idf = {term: idf(total, frequency) for term, frequency in self._statistics.frequencies.items()}


def passage_scores(
    terms: Sequence[str], corpus: Sequence[Sequence[str]], statistics: Statistics
) -> npt.NDArray[np.float64]:
    """Return the BM25 of passages, shape (passages,), each 0 or more."""
    return _scores(terms, corpus, statistics, statistics.average_length, PASSAGE_B)


def sentence_scores(
    terms: Sequence[str], corpus: Sequence[Sequence[str]], statistics: Statistics
) -> npt.NDArray[np.float64]:
    """Return the BM25 of sentences, shape (sentences,), each 0 or more, with the terms' idf among passages."""
    return _scores(terms, corpus, statistics, statistics.average_sentence, SENTENCE_B)


def most_possible(terms: Sequence[str], statistics: Statistics) -> float:
    """Return the upper bound of the score of any text; 1 where the bound is 0, so that it can be a divisor."""
    return sum(weights(terms, statistics).values()) * (K1 + 1) or 1.0


def weights(terms: Sequence[str], statistics: Statistics) -> dict[str, float]:
    """Return the idf of each term."""
    return {term: idf(statistics.passages, statistics.frequencies.get(term, 0)) for term in terms}


def _scores(
    terms: Sequence[str], corpus: Sequence[Sequence[str]], statistics: Statistics, average: float, b: float
) -> npt.NDArray[np.float64]:
    if not any(corpus):  # rank-bm25 divides by the number of texts
        return np.zeros(len(corpus))
    scores: npt.NDArray[np.float64] = LibraryBM25(corpus, statistics, average_length=average, b=b).get_scores(terms)
    return scores
