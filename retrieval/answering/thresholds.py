"""Converts the shares of wrong answers that somebody accepts into the least confidence of each grade."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from retrieval.core.records import Thresholds
from retrieval.core.settings import Settings


class Level(NamedTuple):
    """What becomes of all questions where a sentence is shown from a confidence on."""

    confidence: float
    shown: float  # share of all questions whose best sentence is that sure
    wrong: float  # share of all questions of which a wrong sentence is shown


Scale: TypeAlias = tuple[Level, ...]  # from the strictest on; the last has confidence 0, where everything is shown
Points: TypeAlias = Sequence[tuple[float, float]]  # share of wrong ones among what is shown, and the least confidence

# Printed by bench/fitting/risk_scale.py. What is wrong depends on what is asked, so the mix belongs to the figures. Of
# 100 questions 80 have an answer in the articles (a third each from squad2-tune, selqa-dev and clapnq-tune), 10 are
# search questions that the articles come near to and do not answer (clapnq-tune), and 10 are about something else
# (squad2-tune, its own article left out). The curve was fitted on other articles each time. Print them anew whenever
# the reader, or its curve in `decision`, changes. The shares of wrong ones were measured; how many questions are shown
# at each level follows from them and from the calibrated curve.
COMPARED: Scale = tuple(
    Level(*level)
    for level in (
        (0.78, 0.395, 0.0197),
        (0.655, 0.502, 0.0502),
        (0.53, 0.599, 0.0899),
        (0.455, 0.697, 0.1393),
        (0.265, 0.786, 0.1965),
        (0.16, 0.866, 0.2599),
        (0.0, 1.0, 0.383),
    )
)
READ: Scale = tuple(
    Level(*level)
    for level in (
        (0.955, 0.181, 0.0036),
        (0.91, 0.33, 0.0165),
        (0.785, 0.63, 0.063),
        (0.43, 0.759, 0.1139),
        (0.2, 0.838, 0.1675),
        (0.075, 0.906, 0.2265),
        (0.02, 0.975, 0.2926),
        (0.0, 1.0, 0.317),
    )
)
# Of the two models of footnote-reader-2: people-tune in the place of selqa-dev, and its near misses among the 10; 491
# questions, by folds of articles.
READ_TWICE: Scale = tuple(
    Level(*level)
    for level in (
        (0.905, 0.288, 0.0058),
        (0.89, 0.449, 0.0225),
        (0.655, 0.623, 0.0623),
        (0.395, 0.719, 0.1079),
        (0.285, 0.797, 0.1595),
        (0.135, 0.871, 0.2178),
        (0.03, 0.942, 0.2825),
        (0.0, 1.0, 0.34),
    )
)
_LARGE_READER = "footnote-reader-2"  # a small model reads, then a large one


def scale_of(settings: Settings) -> Scale:
    """The scale of the configured reader."""
    if settings.models.reader != "span":
        return COMPARED
    return READ_TWICE if settings.models.reader_model == _LARGE_READER else READ


def thresholds_for(
    settings: Settings, *, accepted_wrong: float | None = None, accepted_unsure_wrong: float | None = None
) -> Thresholds:
    """The thresholds of the two grades under the settings.

    Args:
        settings: which reader is used, and what is accepted.
        accepted_wrong: a share of wrong answers that somebody accepts in place of `answer.accepted_wrong`.
        accepted_unsure_wrong: likewise, in place of `answer.accepted_unsure_wrong`.
    """
    answer, scale = settings.answer, scale_of(settings)
    sure = sure_threshold(answer.accepted_wrong if accepted_wrong is None else accepted_wrong, scale)
    unsure = answer.accepted_unsure_wrong if accepted_unsure_wrong is None else accepted_unsure_wrong
    return Thresholds(sure=sure, unsure=unsure_threshold(unsure, scale, sure=sure))


def sure_threshold(accepted: float, scale: Scale) -> float:
    """The least confidence of a sure answer, 0 to 1, so that at most the accepted share of these is wrong.

    Between the shares that were measured it goes in straight lines, and to 1 where nothing wrong is accepted; the more
    is accepted, the lower it is.

    Args:
        accepted: the share of wrong answers among the sure ones, 0 to 1.
        scale: what was measured for the reader.
    """
    return _interpolate(accepted, ((0.0, 1.0), *_points(scale), (1.0, 0.0)))


def unsure_threshold(accepted: float, scale: Scale, *, sure: float) -> float:
    """The least confidence of an unsure answer, 0 to `sure`, so that at most the accepted share of these is wrong.

    Args:
        accepted: the share of wrong answers among the unsure ones, 0 to 1.
        scale: what was measured for the reader.
        sure: the least confidence of a sure answer.
    """
    stated = _level_at(sure, scale)
    below = [
        Level(level.confidence, level.shown - stated.shown, level.wrong - stated.wrong)
        for level in scale
        if level.confidence < sure and level.shown > stated.shown
    ]
    return _interpolate(accepted, ((0.0, sure), *_points(below), (1.0, 0.0)))


def accepted_at(confidence: float, scale: Scale) -> float:
    """The accepted share of wrong answers at which a confidence is the threshold of sure answers, 0 to 1."""
    for (low, strict), (high, lax) in pairwise(((0.0, 1.0), *_points(scale), (1.0, 0.0))):
        if confidence >= lax:
            return low + (high - low) * (strict - confidence) / (strict - lax) if strict > lax else low
    return 1.0


def _points(levels: Sequence[Level]) -> list[tuple[float, float]]:
    """The share of wrong ones among what is shown at each level; a share that falls again counts as the last one."""
    points: list[tuple[float, float]] = []
    for level in levels:
        share = level.wrong / level.shown
        points.append((max(share, points[-1][0] if points else 0.0), level.confidence))
    return points


def _level_at(confidence: float, scale: Scale) -> Level:
    """The level of a confidence, in a straight line between those that were measured."""
    for strict, lax in pairwise((Level(1.0, 0.0, 0.0), *scale)):
        if confidence >= lax.confidence:
            at = (strict.confidence - confidence) / (strict.confidence - lax.confidence)
            return Level(
                confidence,
                strict.shown + at * (lax.shown - strict.shown),
                strict.wrong + at * (lax.wrong - strict.wrong),
            )
    return scale[-1]


def _interpolate(accepted: float, points: Points) -> float:
    for (low, strict), (high, lax) in pairwise(points):
        if accepted <= high:
            return strict + (lax - strict) * (accepted - low) / (high - low) if high > low else lax
    return 0.0
