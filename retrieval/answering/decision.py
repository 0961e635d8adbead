"""Decides whether the best evidence is an answer, and cites it: quotes are verified to the character."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from retrieval.core.records import Article, Evidence
from retrieval.core.reply_records import Answer, ArticleReply, Citation, NoAnswer, Thresholds
from retrieval.discourse.near_duplicates import are_near_duplicates

FetchArticle = Callable[[str], Article | None]  # the article of an id, in the library that was asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A logistic curve from the best evidence to the probability that it answers (Platt, 1999)."""

    intercept: float
    margin: float  # the best sentence's lead over the next with other words in the reader's score, at most MOST_MARGIN
    coverage: float  # question's information in the sentence and its title
    similarity: float  # cosine of question and sentence
    reading: float  # a trained reader's log-odds of an answer in the passage against none, at most MOST_READING


MOST_MARGIN = 5.0
MOST_READING = 10.0

BESIDE_UNSURE = 2  # further sentences beside an unsure answer
# A lead is about the subject where either is reached: checked on the examples, where no sentence near five questions
# about something else reaches them (at most .34 and .41), and one near 11 of 12 unanswerable questions does.
LEAST_LEAD_SIMILARITY = 0.42
LEAST_LEAD_COVERAGE = 0.5

AGREEING = 3  # articles that are named as saying the same
_SEARCHED = 40  # pieces of evidence among which they are looked for: what says the same scores nearly the same

# Printed by bench/fitting/risk_scale.py on articles that no reader was trained on: confidence is how often such a
# sentence is right. READ_TWICE is weighed by the mix of question_mix.py, on 1,579 questions of squad2-tune, selqa-dev,
# clapnq-tune, people-tune and people-train-own; READ and COMPARED by sets (confidence_curve.py), and COMPARED, of the
# similarity reader, without the last two. In READ_TWICE the margin is weighed 0.2, where the fit has 0.265: AUROC of
# answerable questions on clapnq-tune .871 for .863, on squad2-tune .800 for .795.
COMPARED = Calibration(intercept=-4.619, margin=0.24, coverage=1.335, similarity=5.462, reading=0.0)
READ = Calibration(intercept=-3.159, margin=0.262, coverage=0.000, similarity=3.282, reading=0.600)
READ_TWICE = Calibration(intercept=-1.26, margin=0.200, coverage=0.000, similarity=1.177, reading=0.844)
CURVES = (COMPARED, READ, READ_TWICE)  # by the number of trained models that read


def confidence(evidence: Sequence[Evidence], calibration: Calibration | None = None) -> float:
    """Return the probability that the first sentence answers, 0 to 1; 0 without evidence.

    Args:
        evidence: best first.
        calibration: the curve; None: fitted for the kind of reader that gave the evidence.
    """
    if not evidence:
        return 0.0
    c = calibration or CURVES[min(evidence[0].models_read, len(CURVES) - 1)]
    terms = (c.margin, c.coverage, c.similarity, c.reading)
    logit = c.intercept + sum(w * f for w, f in zip(terms, calibration_features(evidence), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def calibration_features(evidence: Sequence[Evidence]) -> tuple[float, float, float, float]:
    """Return what `Calibration` weighs, in its order, of at least one piece of evidence."""
    best = evidence[0]
    second = next((piece for piece in evidence[1:] if piece.text != best.text), None)
    margin = min(best.score - second.score, MOST_MARGIN) if second else MOST_MARGIN
    return margin, best.coverage, best.similarity, min(best.passage_reading or 0.0, MOST_READING)


def decide(
    asked: str, question: str, evidence: Sequence[Evidence], fetch: FetchArticle, *, thresholds: Thresholds, others: int
) -> ArticleReply:
    """Give an answer of the grade that the confidence reaches, else the nearest sentences about the subject.

    Args:
        asked: the question as typed.
        question: the question as understood.
        evidence: best first.
        fetch: gives articles, in which quotes are verified; a sentence whose article is gone or changed is left out.
        thresholds: the least confidence of each grade.
        others: further sentences to cite; beside an unsure answer at least `BESIDE_UNSURE`.
    """
    probability = confidence(evidence)
    fetch = functools.cache(fetch)
    grade = thresholds.grade(probability)
    count = max(others, 1 if grade == "none" else BESIDE_UNSURE if grade == "unsure" else 0)
    cited = list(islice(_distinct(evidence, fetch), count + 1))
    if not cited or grade == "none":
        return NoAnswer(
            question=question,
            asked=asked,
            confidence=probability if cited else 0.0,
            nearest=tuple(citation for piece, citation in cited[:count] if is_about_subject(piece)),
            is_empty=not evidence,
        )
    best, citation = cited[0]
    return Answer(
        question=question,
        asked=asked,
        citation=citation,
        highlight=best.highlight,
        confidence=probability,
        others=tuple(other for _, other in cited[1:]),
        also=find_agreeing(citation, evidence, fetch),
        grade=grade,
    )


def leave_out_shown(answer: Answer, evidence: Sequence[Evidence], fetch: FetchArticle) -> Answer:
    """Put the next sentences in place of further ones that repeat what the answer shows or names as saying the same.

    Args:
        answer: with all that belongs to it.
        evidence: best first, as `decide` had it.
        fetch: gives articles, as of `decide`.
    """
    if not any(_is_shown(other, answer) for other in answer.others):
        return answer
    further = (citation for _, citation in _distinct(evidence, fetch) if not _is_shown(citation, answer))
    return replace(answer, others=tuple(islice(further, len(answer.others))))


def _is_shown(other: Citation, answer: Answer) -> bool:
    """Return whether a sentence is in a part of an answer, has its wording, or says nearly the same elsewhere."""
    parts = answer.citation.parts
    if other in answer.also or other.quote.casefold() in {part.quote.casefold() for part in parts}:
        return True
    is_same = other.article_id == answer.citation.article_id
    return is_same and any(part.start < other.end and other.start < part.end for part in parts)


def is_about_subject(evidence: Evidence) -> bool:
    """Return whether a sentence that does not answer is about what is asked, so that it may lead somebody on."""
    return evidence.similarity >= LEAST_LEAD_SIMILARITY or evidence.coverage >= LEAST_LEAD_COVERAGE


def find_agreeing(best: Citation, evidence: Sequence[Evidence], fetch: FetchArticle) -> tuple[Citation, ...]:
    """Find sentences of other articles that say nearly what the best one says: at most `AGREEING`, one per article."""
    agreeing: dict[str, Citation] = {}
    for piece in evidence[:_SEARCHED]:
        article = fetch(piece.passage.passage.article_id)
        citation = verified_citation(piece, article)
        if article is None or citation is None or article.id in {best.article_id, *agreeing}:
            continue
        if are_near_duplicates(best.quote, citation.quote, language=article.language):
            agreeing[article.id] = citation
        if len(agreeing) == AGREEING:
            break
    return tuple(agreeing.values())


def verified_citation(evidence: Evidence, article: Article | None) -> Citation | None:
    """Cite a sentence; None where the article no longer reads as the passage does."""
    if article is None:
        return None
    passage, sentence = evidence.passage.passage, evidence.sentence
    citation = Citation.of(article, sentence)
    return citation if citation.quote == passage.quote(sentence) else None


def _distinct(evidence: Sequence[Evidence], fetch: FetchArticle) -> Iterator[tuple[Evidence, Citation]]:
    """Yield verified citations, best first, each wording once."""
    seen: set[str] = set()
    for piece in evidence:
        citation = verified_citation(piece, fetch(piece.passage.passage.article_id))
        if citation is not None and citation.quote.casefold() not in seen:
            seen.add(citation.quote.casefold())
            yield piece, citation
