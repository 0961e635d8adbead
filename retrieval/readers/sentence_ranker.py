"""A reader without a model of its own: the sentence most like the question, in the passage that fits it best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import chain, pairwise

import numpy as np

from retrieval.core.records import Evidence, Question, RankedPassage, StoredPassage, TextRange
from retrieval.ranking import bm25, reranker
from retrieval.readers import answer_type
from retrieval.text.analyzer import indexed_terms, spellings
from retrieval.text.compounds import take_apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weight of each kind of evidence for a sentence."""

    lexical: float  # BM25 of the sentence, as a share of the best passage's BM25
    similarity: float  # cosine of the sentence
    passage_similarity: float  # cosine of its passage
    passage_coverage: float  # question's information in the passage and title
    coverage: float  # question's information in the sentence and title
    pairs: float  # share of the question's neighbouring terms that are neighbours in the sentence too
    expectation: float  # the sentence has the time or number that is asked for


# Fitted by bench/fit on squad1-train's first 50 articles (listwise softmax over the sentences of 30 passages).
WEIGHTS = Weights(
    lexical=0.83,
    similarity=14.28,
    passage_similarity=2.23,
    passage_coverage=6.88,
    coverage=3.21,
    pairs=1.68,
    expectation=2.04,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A sentence with the kinds of evidence for it, in the order of `Weights`' fields, each about 0 to 1."""

    passage: RankedPassage
    sentence: TextRange
    features: tuple[float, float, float, float, float, float, float]
    matched: tuple[str, ...]


class SimilarityReader:
    """Scores sentences by words, meaning and the passage around them. It gives no highlight."""

    def __init__(self, weights: Weights = WEIGHTS) -> None:
        self._weights = astuple(weights)

    def warm(self, *, at_once: bool = True) -> None:
        """Do nothing: there is no model to load."""

    def read(self, question: Question, passages: Sequence[tuple[RankedPassage, StoredPassage]]) -> list[Evidence]:
        """Return every sentence, best first; ties by passage id, then position."""
        evidence = [self.evidence(measured) for measured in measure(question, passages)]
        return sorted(evidence, key=lambda e: (-e.score, e.passage.passage.id, e.sentence.start))

    def evidence(self, measured: Measured) -> Evidence:
        """Return the measured sentence with its score."""
        lexical, similarity, _, _, coverage, *_ = measured.features
        return Evidence(
            passage=measured.passage,
            sentence=measured.sentence,
            score=sum(weight * feature for weight, feature in zip(self._weights, measured.features, strict=True)),
            lexical=lexical,
            similarity=similarity,
            coverage=coverage,
            matched=measured.matched,
            compared=measured.features,
        )


def measure(question: Question, passages: Sequence[tuple[RankedPassage, StoredPassage]]) -> list[Measured]:
    """Return the evidence for every sentence of the passages, in their order."""
    best = max((ranked.lexical for ranked, _ in passages), default=0.0)
    asked = _Asked(
        question=question,
        best_lexical=best * bm25.most_possible(question.terms, question.statistics) or 1.0,
        idf=bm25.weights(question.terms, question.statistics),
        expected=answer_type.expectation(question.text),
        spelling={
            language: spellings(question.text, language) for language in {stored.language for _, stored in passages}
        },
    )
    analysed = [_analyse(question, stored) for _, stored in passages]
    lexical = bm25.sentence_scores(question.terms, list(chain.from_iterable(analysed)), question.statistics)
    scores: Iterator[float] = iter(np.minimum(lexical / asked.best_lexical, 1.0).tolist())
    return [
        measured
        for (ranked, stored), texts in zip(passages, analysed, strict=True)
        for measured in _sentences(asked, ranked, stored, texts, scores)
    ]


def _analyse(question: Question, stored: StoredPassage) -> list[Sequence[str]]:
    """Return the terms of each sentence of a passage, as the question's compounds are written."""
    texts = (stored.passage.quote(sentence) for sentence in stored.passage.sentences)
    return [take_apart(indexed_terms(text, stored.language), question.compounds) for text in texts]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    question: Question
    best_lexical: float  # BM25 of the best passage
    idf: dict[str, float]
    expected: answer_type.Expectation | None
    spelling: dict[str, dict[str, str]]  # by language


def _sentences(
    asked: _Asked,
    ranked: RankedPassage,
    stored: StoredPassage,
    analysed: Sequence[Sequence[str]],
    lexical: Iterator[float],
) -> Iterator[Measured]:
    """Yield the evidence for each sentence of a passage.

    Args:
        asked: the question.
        ranked: the passage as it was ranked.
        stored: its text and vectors.
        analysed: the terms of each of its sentences.
        lexical: the BM25 of each, as a share of the best passage's; those of the passages behind it follow.
    """
    passage, question = stored.passage, asked.question
    title = frozenset(take_apart(indexed_terms(stored.title, stored.language), question.compounds))
    spelling = asked.spelling[stored.language]
    for i, sentence in enumerate(passage.sentences):
        yield Measured(
            passage=ranked,
            sentence=sentence,
            features=(
                next(lexical),
                float(np.dot(stored.vectors.sentences[i], question.vector)),
                ranked.similarity,
                ranked.coverage,
                reranker.coverage(asked.idf, title.union(analysed[i])),
                _shared_pairs(question.terms, analysed[i]),
                float(answer_type.meets(passage.quote(sentence), asked.expected)),
            ),
            matched=tuple(spelling[t] for t in question.terms if t in spelling and t in analysed[i]),
        )


def _shared_pairs(question: Sequence[str], sentence: Sequence[str]) -> float:
    """Return the share of the question's neighbouring terms that stand side by side in the sentence, 0 to 1."""
    wanted = set(pairwise(question))
    return len(wanted.intersection(pairwise(sentence))) / len(wanted) if wanted else 0.0
