"""The figures that sum up the outcomes of the questions of a set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from retrieval.evaluation.judging import QuestionOutcome

CALIBRATION_BINS = 10  # of equal width, as the expected calibration error is usually given
NEAR_THE_TOP = 5  # the ranks that `right_sentence_at_5` looks at


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFigures:
    """The figures of one kind of question, with the meanings that they have in the report."""

    questions: int
    answerable: int
    right_sentence_at_1: float | None
    shown_right: float | None
    stated_wrong: float | None
    whole: float | None
    corrected_right: float | None
    superseded_shown: float | None


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return the probability that a positive scores above a negative; ties count half.

    None if there are none of a kind.
    """
    if not positive or not negative:
        return None
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415  takes a second to import

    labels = [True] * len(positive) + [False] * len(negative)
    return float(roc_auc_score(labels, [*positive, *negative]))


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """Return the mean distance between confidence and share of right answers, over bins weighted by size."""
    if not confidences:
        return None
    bins = np.minimum((np.asarray(confidences) * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    surplus = np.bincount(bins, weights=np.asarray(confidences) - np.asarray(right, dtype=float))
    return float(np.abs(surplus).sum() / len(confidences))


def total_figures(outcomes: Sequence[QuestionOutcome]) -> dict[str, Any]:
    """Return the report's figures that are sums over questions."""
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
        "answered": _mean(outcome.grade == "sure" for outcome in outcomes),
        "refused_right": _mean(outcome.right for outcome in unanswerable),
        "answered_right": _stated_right(answerable),
        "answered_wrong": _stated_wrong(outcomes),
        **_grade_figures(outcomes),
        **_whole_figures(outcomes),
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


def figures_by_kind(outcomes: Sequence[QuestionOutcome]) -> dict[str, KindFigures]:
    """Return the figures of each kind of question; empty where no question names its kind."""
    kinds = sorted({outcome.kind for outcome in outcomes})
    if kinds in ([], [""]):
        return {}
    return {kind: _kind_figures([outcome for outcome in outcomes if outcome.kind == kind]) for kind in kinds}


def _kind_figures(outcomes: Sequence[QuestionOutcome]) -> KindFigures:
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    return KindFigures(
        questions=len(outcomes),
        answerable=len(answerable),
        right_sentence_at_1=_mean(outcome.rank == 1 for outcome in answerable),
        shown_right=_mean(outcome.right for outcome in answerable),
        stated_wrong=_stated_wrong(outcomes),
        whole=_mean(outcome.is_whole for outcome in outcomes if outcome.is_whole is not None),
        corrected_right=_mean(outcome.is_corrected for outcome in outcomes if outcome.is_corrected is not None),
        superseded_shown=_mean(
            outcome.superseded_shown for outcome in outcomes if outcome.superseded_shown is not None
        ),
    )


def _stated_right(answerable: Sequence[QuestionOutcome]) -> float | None:
    return _mean(outcome.grade == "sure" and outcome.right for outcome in answerable)


def _stated_wrong(outcomes: Sequence[QuestionOutcome]) -> float | None:
    """Return the share of the sure answers that are wrong; `right` of an unanswerable question is never an answer's."""
    return _mean(not outcome.right for outcome in outcomes if outcome.grade == "sure")


def _grade_figures(outcomes: Sequence[QuestionOutcome]) -> dict[str, float | None]:
    """Return the shares of the answers that were stated, shown as unsure, and hidden."""
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    return {
        "stated_right": _stated_right(answerable),
        "stated_wrong": _stated_wrong(outcomes),
        "shown_right": _mean(outcome.right for outcome in answerable),
        "hidden_right": _mean(outcome.rank == 1 and not outcome.is_shown for outcome in answerable),
        "not_stated": _mean(outcome.grade != "sure" for outcome in outcomes if not outcome.answerable),
        "highlight_f1": _mean(outcome.highlight_f1 for outcome in outcomes if outcome.highlight_f1 is not None),
    }


def _whole_figures(outcomes: Sequence[QuestionOutcome]) -> dict[str, float | None]:
    """Return whether answers are whole and no more, and what they overtake."""
    shown = sum(outcome.shown_words for outcome in outcomes)
    overtaking = [outcome for outcome in outcomes if outcome.is_corrected is not None]
    others = [outcome for outcome in outcomes if outcome.is_corrected is None] if overtaking else []
    return {
        "whole": _mean(outcome.is_whole for outcome in outcomes if outcome.is_whole is not None),
        "excess": sum(outcome.excess_words for outcome in outcomes) / shown if shown else None,
        "corrected_right": _mean(bool(outcome.is_corrected) for outcome in overtaking),
        "superseded_shown": _mean(bool(outcome.superseded_shown) for outcome in overtaking),
        "left_alone": _mean(not outcome.shows_superseded for outcome in others),
    }


def _mean(values: Iterable[float]) -> float | None:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else None
