"""Decides whether the best evidence is an answer, and cites it: quotes are checked to the character."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.records import Answer, Article, Citation, Evidence, NoAnswer, Reply

ArticleOf = Callable[[str], Article | None]  # the article of an id, in the library that was asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A logistic curve from the best evidence to the probability that it answers (Platt, 1999)."""

    intercept: float
    margin: float  # the best sentence's lead over the second in the reader's score, at most MOST_MARGIN
    coverage: float  # question's information in the sentence and its title
    similarity: float  # cosine of question and sentence


MOST_MARGIN = 5.0

# Fitted by bench/fit.py on squad2-tune, clapnq-tune, selqa-dev and inscit-tune: answerable questions (right or wrong
# sentence first), unanswerable ones, and the answerable ones of squad2-tune with their own article out of reach.
CALIBRATION = Calibration(intercept=-4.619, margin=0.24, coverage=1.335, similarity=5.462)


def confidence(evidence: Sequence[Evidence], calibration: Calibration = CALIBRATION) -> float:
    """The probability that the first sentence answers, 0 to 1; 0 without evidence."""
    if not evidence:
        return 0.0
    c = calibration
    terms = (c.margin, c.coverage, c.similarity)
    logit = c.intercept + sum(w * f for w, f in zip(terms, calibration_features(evidence), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def calibration_features(evidence: Sequence[Evidence]) -> tuple[float, float, float]:
    """What `Calibration` weighs, in its order, of at least one piece of evidence."""
    best = evidence[0]
    margin = min(best.score - evidence[1].score, MOST_MARGIN) if len(evidence) > 1 else MOST_MARGIN
    return margin, best.coverage, best.similarity


def decide(
    asked: str, question: str, evidence: Sequence[Evidence], article_of: ArticleOf, *, threshold: float, others: int
) -> Reply:
    """An answer where the confidence reaches the threshold, else the nearest sentences as leads.

    Args:
        asked: the question as typed.
        question: the question as understood.
        evidence: best first.
        article_of: where quotes are checked; a sentence whose article is gone or changed is passed over.
        threshold: least confidence of an answer, 0 to 1.
        others: further sentences to cite.
    """
    sure = confidence(evidence)
    wanted = others + 1 if sure >= threshold else max(others, 1)
    cited = _first(_distinct(evidence, article_of), wanted)
    if not cited or sure < threshold:
        nearest = tuple(citation for _, citation in cited)
        return NoAnswer(question=question, asked=asked, confidence=sure if cited else 0.0, nearest=nearest)
    best, citation = cited[0]
    return Answer(
        question=question,
        asked=asked,
        citation=citation,
        highlight=best.highlight,
        confidence=sure,
        others=tuple(other for _, other in cited[1:]),
    )


def checked(evidence: Evidence, article: Article | None) -> Citation | None:
    """The citation of a sentence, or None where the article no longer reads as the passage does."""
    if article is None:
        return None
    passage, sentence = evidence.passage.passage, evidence.sentence
    citation = Citation.of(article, sentence)
    return (
        citation
        if citation.quote == passage.text[sentence.start - passage.start : sentence.end - passage.start]
        else None
    )


def _distinct(evidence: Sequence[Evidence], article_of: ArticleOf) -> Iterator[tuple[Evidence, Citation]]:
    """Checked citations, best first, each wording once."""
    seen: set[str] = set()
    for one in evidence:
        citation = checked(one, article_of(one.passage.passage.article_id))
        if citation is not None and citation.quote.casefold() not in seen:
            seen.add(citation.quote.casefold())
            yield one, citation


def _first(cited: Iterator[tuple[Evidence, Citation]], count: int) -> list[tuple[Evidence, Citation]]:
    return [pair for pair, _ in zip(cited, range(count), strict=False)]
