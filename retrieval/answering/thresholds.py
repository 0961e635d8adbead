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
# 100 questions 65 have an answer in the articles (a fifth each from squad2-tune, selqa-dev, clapnq-tune, people-tune
# and the articles of people-train-own that no reader was trained on), 30 are questions that the articles come near to
# and do not answer (a third each from clapnq-tune, people-tune and people-train-own), and 5 are about something else
# (squad2-tune, its own article left out): 1,093 questions. The curve was fitted on other articles each time. Print them
# anew whenever the reader, or its curve in `decision`, changes.
COMPARED: Scale = tuple(
    Level(*level)
    for level in (
        (0.8, 0.032, 0.0048),
        (0.75, 0.068, 0.0108),
        (0.7, 0.104, 0.0176),
        (0.67, 0.131, 0.0251),
        (0.65, 0.152, 0.0345),
        (0.55, 0.255, 0.062),
        (0.5, 0.308, 0.0845),
        (0.46, 0.37, 0.1104),
        (0.4, 0.438, 0.1415),
        (0.35, 0.512, 0.1804),
        (0.3, 0.574, 0.2173),
        (0.25, 0.643, 0.2661),
        (0.2, 0.733, 0.3418),
        (0.15, 0.813, 0.4043),
        (0.1, 0.869, 0.4507),
        (0.05, 0.956, 0.5329),
        (0.0, 1.0, 0.5757),
    )
)
READ: Scale = tuple(
    Level(*level)
    for level in (
        (0.9, 0.071, 0.0027),
        (0.85, 0.145, 0.0094),
        (0.8, 0.206, 0.0182),
        (0.78, 0.236, 0.0227),
        (0.75, 0.256, 0.0271),
        (0.7, 0.312, 0.0375),
        (0.65, 0.359, 0.0525),
        (0.605, 0.401, 0.0597),
        (0.55, 0.448, 0.0763),
        (0.5, 0.486, 0.0936),
        (0.45, 0.524, 0.1141),
        (0.4, 0.565, 0.1391),
        (0.35, 0.603, 0.164),
        (0.3, 0.649, 0.1858),
        (0.26, 0.677, 0.2027),
        (0.2, 0.743, 0.2514),
        (0.15, 0.791, 0.2952),
        (0.1, 0.842, 0.3375),
        (0.05, 0.912, 0.4058),
        (0.0, 1.0, 0.4922),
    )
)
# Of the two models of footnote-reader-2.
READ_TWICE: Scale = tuple(
    Level(*level)
    for level in (
        (0.95, 0.073, 0.0026),
        (0.92, 0.148, 0.007),
        (0.9, 0.188, 0.0106),
        (0.85, 0.275, 0.0183),
        (0.75, 0.378, 0.0316),
        (0.7, 0.418, 0.0369),
        (0.65, 0.457, 0.0495),
        (0.6, 0.487, 0.0553),
        (0.55, 0.522, 0.0691),
        (0.505, 0.545, 0.0803),
        (0.45, 0.585, 0.102),
        (0.4, 0.605, 0.1136),
        (0.375, 0.618, 0.123),
        (0.35, 0.635, 0.1369),
        (0.3, 0.653, 0.1471),
        (0.25, 0.685, 0.1687),
        (0.2, 0.73, 0.2018),
        (0.16, 0.763, 0.2279),
        (0.1, 0.827, 0.2792),
        (0.05, 0.879, 0.3285),
        (0.0, 1.0, 0.447),
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
