"""Converts the shares of wrong answers that somebody accepts into the least confidence of each grade."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from retrieval.core.reply_records import Thresholds
from retrieval.core.settings import Settings


class Level(NamedTuple):
    """The outcome of all questions where a sentence is shown from a confidence on."""

    confidence: float
    shown: float  # share of all questions whose best sentence is that sure
    wrong: float  # share of all questions of which a wrong sentence is shown


Scale: TypeAlias = tuple[Level, ...]  # from the strictest on; the last has confidence 0, where everything is shown
Points: TypeAlias = Sequence[tuple[float, float]]  # share of wrong ones among what is shown, and the least confidence

# Printed by bench/fitting/risk_scale.py. What is wrong depends on what is asked, so the mix belongs to the figures. Of
# 100 questions 75 have an answer in the articles (a fifth each from squad2-tune, selqa-dev, clapnq-tune, people-tune
# and the articles of people-train-own that no reader was trained on), 20 are questions that the articles come near to
# and do not answer (a quarter each from squad2-tune, clapnq-tune, people-tune and people-train-own), and 5 are about
# something else (squad2-tune, its own article left out): 1,579 questions. The curve was fitted on other articles each
# time. Print them anew whenever the reader, or its curve in `decision`, changes.

# The scale of the similarity reader. Its mix: squad2-tune, selqa-dev and clapnq-tune, 80 of 100 questions answerable,
# none written to deceive. Questions in people's own words are left out: it answers so few of them right that no
# confidence keeps the wrong answers to one in ten.
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
# The scale of footnote-reader-1, in the mix above without what was written to deceive.
READ: Scale = tuple(
    Level(*level)
    for level in (
        (0.9, 0.082, 0.0031),
        (0.88, 0.107, 0.0053),
        (0.85, 0.167, 0.01),
        (0.8, 0.234, 0.018),
        (0.75, 0.292, 0.0278),
        (0.7, 0.356, 0.039),
        (0.65, 0.407, 0.0537),
        (0.6, 0.457, 0.0615),
        (0.555, 0.499, 0.0745),
        (0.5, 0.545, 0.0927),
        (0.45, 0.585, 0.1122),
        (0.425, 0.599, 0.1197),
        (0.4, 0.626, 0.1348),
        (0.35, 0.66, 0.1539),
        (0.3, 0.709, 0.1752),
        (0.275, 0.721, 0.1797),
        (0.25, 0.744, 0.1938),
        (0.2, 0.796, 0.2281),
        (0.175, 0.814, 0.2428),
        (0.15, 0.835, 0.2619),
        (0.1, 0.876, 0.2939),
        (0.05, 0.928, 0.3444),
        (0.0, 1.0, 0.4141),
    )
)
# The scale of the two models of footnote-reader-2, in the mix above; by the curve that ships and not by folds, since
# its margin was set by hand.
READ_TWICE: Scale = tuple(
    Level(*level)
    for level in (
        (0.97, 0.027, 0.0004),
        (0.95, 0.106, 0.0043),
        (0.925, 0.19, 0.0093),
        (0.9, 0.271, 0.0155),
        (0.85, 0.377, 0.0337),
        (0.8, 0.473, 0.0466),
        (0.75, 0.529, 0.0596),
        (0.7, 0.583, 0.0737),
        (0.65, 0.628, 0.0851),
        (0.63, 0.643, 0.0948),
        (0.6, 0.663, 0.1024),
        (0.55, 0.684, 0.1095),
        (0.5, 0.71, 0.1187),
        (0.45, 0.735, 0.1335),
        (0.4, 0.756, 0.1467),
        (0.375, 0.767, 0.1532),
        (0.35, 0.788, 0.1651),
        (0.3, 0.813, 0.1832),
        (0.25, 0.841, 0.2002),
        (0.205, 0.859, 0.2134),
        (0.2, 0.862, 0.2162),
        (0.15, 0.881, 0.2327),
        (0.1, 0.912, 0.2623),
        (0.075, 0.927, 0.2774),
        (0.05, 0.943, 0.2928),
        (0.0, 1.0, 0.3496),
    )
)
_LARGE_READER = "footnote-reader-2"  # a small model reads, then a large one


def scale_of(settings: Settings) -> Scale:
    """Return the scale of the configured reader."""
    if settings.models.reader != "span":
        return COMPARED
    return READ_TWICE if settings.models.reader_model == _LARGE_READER else READ


def thresholds_for(settings: Settings, *, accepted_wrong: float | None = None) -> Thresholds:
    """Return the thresholds of the two grades under the settings.

    Args:
        settings: name the reader, and the accepted shares of wrong answers.
        accepted_wrong: a share of wrong answers that somebody accepts in place of `answer.accepted_wrong`.
    """
    answer, scale = settings.answer, scale_of(settings)
    sure = sure_threshold(answer.accepted_wrong if accepted_wrong is None else accepted_wrong, scale)
    return Thresholds(sure=sure, unsure=unsure_threshold(answer.accepted_unsure_wrong, scale, sure=sure))


def sure_threshold(accepted: float, scale: Scale) -> float:
    """Find the least confidence of a sure answer, 0 to 1, so that at most the accepted share of these is wrong.

    It is interpolated linearly between the measured shares, and is 1 where nothing wrong is accepted: the more is
    accepted, the lower it is.

    Args:
        accepted: the share of wrong answers among the sure ones, 0 to 1.
        scale: measured for the reader.
    """
    return _interpolate(accepted, ((0.0, 1.0), *_points(scale), (1.0, 0.0)))


def unsure_threshold(accepted: float, scale: Scale, *, sure: float) -> float:
    """Find the least confidence of an unsure answer, 0 to `sure`, so that at most the accepted share of these is wrong.

    Args:
        accepted: the share of wrong answers among the unsure ones, 0 to 1.
        scale: measured for the reader.
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
    """Return the accepted share of wrong answers at which a confidence is the threshold of sure answers, 0 to 1."""
    for (low, strict), (high, lax) in pairwise(((0.0, 1.0), *_points(scale), (1.0, 0.0))):
        if confidence >= lax:
            return low + (high - low) * (strict - confidence) / (strict - lax) if strict > lax else low
    return 1.0


def _points(levels: Sequence[Level]) -> list[tuple[float, float]]:
    """Return the share of wrong answers shown at each level; a share that falls again counts as the one before it."""
    points: list[tuple[float, float]] = []
    for level in levels:
        share = level.wrong / level.shown
        points.append((max(share, points[-1][0] if points else 0.0), level.confidence))
    return points


def _level_at(confidence: float, scale: Scale) -> Level:
    """Interpolate the level of a confidence linearly between the measured ones."""
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
            exact = strict + (lax - strict) * (accepted - low) / (high - low) if high > low else lax
            return max(exact, lax)  # rounding may lead below it
    return 0.0
