"""Measures answers against a set of questions whose right answers are known.

The functions of a pipeline are parameters, so that any implementation of them can be measured.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from retrieval.core.errors import EvaluationError
from retrieval.core.ingestion_records import Draft, Outcome, Skipped
from retrieval.core.protocols import Watch
from retrieval.evaluation.dataset import GoldenQuestion, Load, read
from retrieval.evaluation.judging import Examine, FindArticle, Judge, QuestionOutcome

StoreDrafts: TypeAlias = Callable[[Iterable[Draft | Skipped]], Iterable[Outcome]]

CALIBRATION_BINS = 10  # of equal width, as the expected calibration error is usually given
NEAR_THE_TOP = 5  # the ranks that `right_sentence_at_5` looks at


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationReport:
    """The figures of a set. Shares are 0 to 1, and None where the whole is empty."""

    questions: int  # asked
    answerable: int
    right_sentence_at_1: float | None  # share of the answerable; like the next three, whatever the threshold
    right_sentence_at_5: float | None
    mrr: float | None  # mean of 1 / rank of the first right sentence among all the evidence, 0 where none is right
    right_article_at_1: float | None
    answered: float | None  # share of all questions that got an answer, right or wrong
    refused_right: float | None  # share of the unanswerable that got none
    answered_right: float | None  # share of the answerable that got an answer whose sentence is right
    answered_wrong: float | None  # share of the answers that are wrong
    auroc: float | None  # of the confidence, answerable against unanswerable
    ece: float | None  # expected calibration error: confidence against the share of first sentences that are right
    verbatim: float | None  # share of quotes equal to their range
    quotes: int  # shown in all replies, leads included
    index_seconds: float  # from the first article read to the last article stored
    ms_per_question_p50: float
    ms_per_question_p95: float
    articles: int  # stored
    passages: int
    skipped: int  # articles that could not be read or stored
    unjudged: int  # questions left out: answerable, and the set does not state a right answer
    rejected: int  # asked, and not accepted as a question
    limit: int | None
    seed: int
    outcomes: tuple[QuestionOutcome, ...]  # in the order of the set

    def to_dict(self, *, outcomes: bool = False) -> dict[str, Any]:
        """The figures for JSON; on request with those of every question."""
        figures = asdict(self)
        if not outcomes:
            del figures["outcomes"]
        return figures


def evaluate(
    directory: Path,
    *,
    store: StoreDrafts,
    examine: Examine,
    article: FindArticle,
    load: Load,
    limit: int | None = None,
    seed: int = 0,
    watch: Watch | None = None,
) -> EvaluationReport:
    """Store a set's articles, ask its questions and judge the replies.

    1. Read and check the whole set, so that a mistake in it is reported before the long work.
    2. Store every article.
    3. Ask the questions, or a sample of them, and judge each.
    4. Sum up.

    Args:
        directory: the set, in the format that `dataset.read` describes.
        store: stores drafts in an empty library.
        examine: asks a question of that library.
        article: a stored article by its id, or None.
        load: reads the documents at a location; for a set with a folder of them.
        limit: how many questions to ask, 1 or more; None for all.
        seed: chooses the sample.
        watch: called after every question, with the stage "asking".

    Raises:
        EvaluationError: the set cannot be read, is not of the format, or has no question that can be judged.
    """
    collection = read(directory, load=load)
    judged = [question for question in collection.questions if question.is_judged]
    sample = _sample(judged, limit, seed, str(directory))
    start = time.perf_counter()
    stored = list(store(collection.drafts))
    seconds = time.perf_counter() - start
    cards = [outcome.article for outcome in stored if not isinstance(outcome, Skipped)]
    judge = Judge(examine=examine, article=article, names={card.id: card.source for card in cards})
    outcomes = []
    for done, question in enumerate(sample, start=1):
        outcomes.append(judge.ask(question))
        if watch:
            watch("asking", done, len(sample))
    return EvaluationReport(
        **_figures(outcomes),
        index_seconds=seconds,
        articles=len(cards),
        passages=sum(card.passages for card in cards),
        skipped=len(stored) - len(cards) + len(collection.skipped),
        unjudged=len(collection.questions) - len(judged),
        limit=limit,
        seed=seed,
        outcomes=tuple(outcomes),
    )


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The probability that a positive scores above a negative; ties count half. None if there are none of a kind."""
    if not positive or not negative:
        return None
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415  takes a second to import

    labels = [True] * len(positive) + [False] * len(negative)
    return float(roc_auc_score(labels, [*positive, *negative]))


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """The mean distance between confidence and share of right ones over bins of confidence, weighted by their size."""
    if not confidences:
        return None
    bins = np.minimum((np.asarray(confidences) * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    surplus = np.bincount(bins, weights=np.asarray(confidences) - np.asarray(right, dtype=float))
    return float(np.abs(surplus).sum() / len(confidences))


def _sample(questions: Sequence[GoldenQuestion], limit: int | None, seed: int, where: str) -> list[GoldenQuestion]:
    """At most `limit` questions, drawn at random, in the order of the set."""
    if not questions:
        raise EvaluationError(
            "no question states a right answer", where=where, advice="Give them an 'article', or 'answers'."
        )
    if limit is not None and limit < 1:
        raise EvaluationError(f"cannot ask {limit} questions", where=where, advice="Set the limit to 1 or more.")
    if limit is None or limit >= len(questions):
        return list(questions)
    places = random.Random(seed).sample(range(len(questions)), limit)  # noqa: S311  a sample is no secret
    return [questions[place] for place in sorted(places)]


def _figures(outcomes: Sequence[QuestionOutcome]) -> dict[str, Any]:
    """The report's figures that are sums over questions."""
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    unanswerable = [outcome for outcome in outcomes if not outcome.answerable]
    confidences = [outcome.confidence for outcome in outcomes]
    first_is_right = [outcome.rank == 1 for outcome in outcomes]
    quotes = sum(outcome.quotes for outcome in outcomes)
    middle, slow = np.percentile([outcome.milliseconds for outcome in outcomes], [50, 95])
    return {
        "questions": len(outcomes),
        "answerable": len(answerable),
        "right_sentence_at_1": _mean(outcome.rank == 1 for outcome in answerable),
        "right_sentence_at_5": _mean(
            outcome.rank is not None and outcome.rank <= NEAR_THE_TOP for outcome in answerable
        ),
        "mrr": _mean(1 / outcome.rank if outcome.rank else 0.0 for outcome in answerable),
        "right_article_at_1": _mean(outcome.right_article for outcome in answerable),
        "answered": _mean(outcome.answered for outcome in outcomes),
        "refused_right": _mean(outcome.right for outcome in unanswerable),
        "answered_right": _mean(outcome.right for outcome in answerable),
        "answered_wrong": _mean(not outcome.right for outcome in outcomes if outcome.answered),
        "auroc": auroc(
            [outcome.confidence for outcome in answerable], [outcome.confidence for outcome in unanswerable]
        ),
        "ece": calibration_error(confidences, first_is_right),
        "verbatim": sum(outcome.verbatim for outcome in outcomes) / quotes if quotes else None,
        "quotes": quotes,
        "ms_per_question_p50": float(middle),
        "ms_per_question_p95": float(slow),
        "rejected": sum(outcome.rejected for outcome in outcomes),
    }


def _mean(values: Iterable[float]) -> float | None:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else None
