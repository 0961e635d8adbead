"""Decides which sentences of an article are about some words, by terms and vectors as for questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from retrieval.core.records import Matrix, Question
from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.ranking import bm25, reranker
from retrieval.text.analyzer import indexed_terms
from retrieval.text.compounds import take_apart

Relevance: TypeAlias = npt.NDArray[np.float64]  # shape (sentences,), 0 to about 1

# How much of a sentence's relevance are the words it shares with the focus; the rest is the cosine.
WORDS = 0.5
# A sentence is about the focus if it has this share of its information, or is this near to it in meaning. Set by
# asking 24 articles of examples/ for 32 subjects that they speak of and 24 that they do not (all-MiniLM-L6-v2): of the
# first all but five are found (those told in quite other words), of the second all but three are refused.
LEAST_COVERED = 0.5
LEAST_SIMILAR = 0.42
# The least relevance, as a share of the best sentence's: a sentence with less mentions the focus in passing.
SHARE = 0.5
# The weight of a word of the focus that stands in the title alone, where the title has all of them (LEAST_TITLED of
# their information). Set by hand, with the examples and 45 news articles.
TITLED = 0.5
LEAST_TITLED = 0.99


def relevance(focus: Question, sentences: Sequence[ArticleSentence], vectors: Matrix) -> Relevance:
    """Return how much each sentence is about the focus; 0 where it is not about it.

    Args:
        focus: the words, made ready for the library.
        sentences: in order.
        vectors: their unit vectors, shape (sentences, dimension).
    """
    idf = bm25.weights(focus.terms, focus.statistics)
    analysed = [take_apart(indexed_terms(each.text, each.language), focus.compounds) for each in sentences]
    covered = np.array([reranker.coverage(idf, frozenset(each)) for each in analysed])
    similar = np.clip(vectors @ focus.vector, 0.0, 1.0)
    is_about = (covered >= LEAST_COVERED) | (similar >= LEAST_SIMILAR)
    return np.asarray(np.where(is_about, WORDS * covered + (1 - WORDS) * similar, 0.0), dtype=np.float64)


def titled_relevance(
    focus: Question, title: str, sentences: Sequence[ArticleSentence], relevance: Relevance
) -> Relevance:
    """Return the relevance of sentences in an article whose title has all words of the focus.

    In "Bin strike over as workers accept 5%" a sentence about "the strike" is about the bin strike. Under any other
    title the relevance stays as it is.

    Args:
        focus: the words, made ready for the library.
        title: of the article.
        sentences: in order.
        relevance: theirs, as `relevance` gives it; what is 0 stays so.
    """
    idf = bm25.weights(focus.terms, focus.statistics)
    language = next((each.language for each in sentences), "")
    titled = take_apart(indexed_terms(title, language), focus.compounds)
    if reranker.coverage(idf, frozenset(titled)) < LEAST_TITLED:
        return relevance
    analysed = [take_apart(indexed_terms(each.text, each.language), focus.compounds) for each in sentences]
    missing = np.array([1 - reranker.coverage(idf, frozenset(each)) for each in analysed])
    return np.asarray(np.where(relevance > 0, relevance + WORDS * TITLED * missing, 0.0), dtype=np.float64)


def relevant_mask(relevance: Relevance) -> npt.NDArray[np.bool_]:
    """Return a mask of the sentences that are nearly as much about the focus as the best one; shape (sentences,)."""
    best = float(relevance.max(initial=0.0))
    return np.asarray((relevance > 0) & (relevance >= SHARE * best))
