"""Converts the share of wrong answers that somebody accepts into the least confidence of an answer."""

from __future__ import annotations

from itertools import pairwise
from typing import TypeAlias

from retrieval.core.settings import Settings

Scale: TypeAlias = tuple[tuple[float, float], ...]  # (share of wrong answers among those given, least confidence)

# Printed by bench/fitting/risk_scale.py: from which confidence on which share of answers is wrong; the last pair is
# where every question is answered. What is wrong depends on what is asked, so the mix belongs to the figures. Of 100
# questions 80 have an answer in the articles (a third each from squad2-tune, selqa-dev and clapnq-tune), 10 are search
# questions that the articles come near to and do not answer (clapnq-tune), and 10 are about something else
# (squad2-tune, its own article left out). The curve was fitted on other articles each time. Print them anew whenever
# the reader, or its curve in `decision`, changes.
COMPARED: Scale = ((0.05, 0.78), (0.1, 0.655), (0.15, 0.53), (0.2, 0.455), (0.25, 0.265), (0.3, 0.16), (0.383, 0.0))
READ: Scale = (
    (0.02, 0.955), (0.05, 0.91), (0.1, 0.785), (0.15, 0.43), (0.2, 0.2), (0.25, 0.075), (0.3, 0.02), (0.317, 0.0),
)  # fmt: skip
# Of the two models of footnote-reader-2: people-tune in the place of selqa-dev, and its near misses among the 10; 491
# questions, by folds of articles.
READ_TWICE: Scale = (
    (0.02, 0.905), (0.05, 0.89), (0.1, 0.655), (0.15, 0.395), (0.2, 0.285), (0.25, 0.135), (0.3, 0.03), (0.34, 0.0),
)  # fmt: skip
_LARGE_READER = "footnote-reader-2"  # a small model reads, then a large one


def scale_of(settings: Settings) -> Scale:
    """The scale of the configured reader."""
    if settings.models.reader != "span":
        return COMPARED
    return READ_TWICE if settings.models.reader_model == _LARGE_READER else READ


def threshold(accepted: float, scale: Scale) -> float:
    """The least confidence at which an answer is given, 0 to 1, so that at most the accepted share of answers is wrong.

    Between the shares that were measured it goes in straight lines, and to 1 where nothing wrong is accepted; the more
    is accepted, the lower it is.

    Args:
        accepted: the share of wrong answers among those given, 0 to 1.
        scale: what was measured for the reader.
    """
    points = ((0.0, 1.0), *scale, (1.0, 0.0))
    for (low, strict), (high, lax) in pairwise(points):
        if accepted <= high:
            return strict + (lax - strict) * (accepted - low) / (high - low)
    return 0.0


def least_confidence(settings: Settings, *, accepted: float | None = None) -> float:
    """The least confidence of an answer under the settings.

    Args:
        settings: which reader is used, and what is accepted: `answer.threshold` counts where it is 0 or more, else
            `answer.accepted_wrong`.
        accepted: a share of wrong answers that somebody accepts in place of both.
    """
    if accepted is None and settings.answer.threshold >= 0:
        return settings.answer.threshold
    scale = scale_of(settings)
    return threshold(settings.answer.accepted_wrong if accepted is None else accepted, scale)
