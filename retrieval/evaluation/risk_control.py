"""Which confidence keeps the share of wrong answers under a limit, promised from a few questions with known answers.

The thresholds of a fixed grid are tested one after another, from the strictest to the laxest, until one fails: Learn
then Test with a fixed sequence (Angelopoulos, Bates, Candès, Jordan and Lei, 2021, https://arxiv.org/abs/2110.01052).
A test asks whether so few wrong answers could be luck if their share were above the limit, by the binomial
distribution itself. Since the first failure ends it, no test has to pay for the others.

The promise: of a hundred sets of questions drawn as these were, at most `100 - 100 * certainty` lead to a threshold
under which more than the accepted share of answers is wrong in the long run. It rests on two things: that people will
ask as these questions do, and that a stricter threshold is not wrong more often than a laxer one. The second is needed
because the strictest thresholds, which too few answers reach to tell, are passed over.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

GRID = tuple(step / 100 for step in range(99, -1, -1))  # fixed beforehand, as the promise needs
CERTAINTY = 0.9
_MOST_ANSWERS = 10_000  # up to which it is worth saying how many would do
_MOST_FIRST, _SHARE_FIRST = 4, 5  # see `_first`
_HALVINGS = 60  # of an interval of length 1: beyond the precision of a float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What one question shows."""

    confidence: float  # of the best sentence, 0 to 1; 0 where there is none, and then there is never an answer
    right: bool  # the best sentence answers the question


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What a threshold does to the questions."""

    threshold: float
    answered: int
    wrong: int  # of the answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the questions say about thresholds."""

    accepted: float
    certainty: float
    questions: int
    levels: tuple[Level, ...]  # strictest first, one of each threshold of the grid
    promised: float | None  # the laxest threshold that keeps the accepted share for sure; None: no promise
    measured: float | None  # the laxest one that kept it on these questions, whatever that is worth; None: none did


def judge(tried: Sequence[Tried], *, accepted: float, certainty: float = CERTAINTY) -> Verdict:
    """Finds the laxest threshold that keeps the share of wrong answers among those given.

    Args:
        tried: the questions, drawn as people ask them.
        accepted: the share of wrong answers, above 0 and under 1.
        certainty: of the promise, above 0 and under 1.
    """
    levels = _levels(tried)
    kept = [one for one in levels if one.answered and one.wrong <= accepted * one.answered]
    return Verdict(
        accepted=accepted,
        certainty=certainty,
        questions=len(tried),
        levels=levels,
        promised=_promised(levels, len(tried), accepted, certainty),
        measured=kept[-1].threshold if kept else None,
    )


def wanted(verdict: Verdict) -> int | None:
    """How many questions would probably do if they went as these did; None: no number in reach would.

    That is at the threshold where it takes fewest. Of few answers none is wrong by chance: half a wrong one is added
    (Jeffreys's prior).
    """
    needs = [
        math.ceil(answers * verdict.questions / one.answered)
        for one in verdict.levels
        if one.answered
        and (answers := _answers((one.wrong + 0.5) / (one.answered + 1), verdict.accepted, verdict.certainty))
    ]
    return max(min(needs), verdict.questions + 1) if needs else None


def least_answers(accepted: float, *, certainty: float = CERTAINTY) -> int:
    """How many answers without a mistake it takes to promise anything."""
    return math.ceil(math.log(1 - certainty) / math.log1p(-accepted))


def luck(wrong: int, answered: int, share: float) -> float:
    """The probability of so few wrong answers, or fewer, if so large a share is wrong in the long run."""
    if share <= 0:
        return 1.0
    if share >= 1:
        return 1.0 if wrong >= answered else 0.0
    k = np.arange(1, min(wrong, answered) + 1)
    ways = np.concatenate(([0.0], np.cumsum(np.log(answered - k + 1) - np.log(k))))  # logarithms: they overflow
    chances = ways + np.arange(len(ways)) * math.log(share) + (answered - np.arange(len(ways))) * math.log1p(-share)
    return min(1.0, float(np.exp(chances).sum()))


def upper_bound(wrong: int, answered: int, *, certainty: float = CERTAINTY) -> float:
    """The least share of wrong answers that so few wrong ones rule out (Clopper and Pearson, 1934, one-sided)."""
    if wrong >= answered:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if luck(wrong, answered, middle) <= 1 - certainty else (middle, high)
    return high


def _levels(tried: Sequence[Tried]) -> tuple[Level, ...]:
    order = sorted((one for one in tried if one.confidence > 0), key=lambda one: one.confidence)
    wrong = np.cumsum([0, *(not one.right for one in order)])
    below = np.searchsorted([one.confidence for one in order], GRID)
    return tuple(
        Level(threshold=threshold, answered=len(order) - int(at), wrong=int(wrong[-1] - wrong[at]))
        for threshold, at in zip(GRID, below, strict=True)
    )


def _promised(levels: Sequence[Level], questions: int, accepted: float, certainty: float) -> float | None:
    """The last threshold before the first failure."""
    found = None
    first = _first(questions, accepted, certainty)
    for level in levels:
        if level.answered < first:
            continue
        if luck(level.wrong, level.answered, accepted) > 1 - certainty:
            break
        found = level.threshold
    return found


def _first(questions: int, accepted: float, certainty: float) -> int:
    """How many answers the first threshold that is tested must have.

    With the least that can pass at all, one wrong answer ends everything; with very many, a bot that is right only
    where it is sure never passes. The two numbers gave the most promises, and the most answers under them, on samples
    of 100 to 1,000 questions of the tune sets in the mix of sureness.py. The promise holds whatever they are: they
    depend on how many questions there are, not on how they went.
    """
    least = least_answers(accepted, certainty=certainty)
    return max(least, min(_MOST_FIRST * least, questions // _SHARE_FIRST))


def _answers(share: float, accepted: float, certainty: float) -> int | None:
    """The fewest answers that pass with this share of wrong ones; None where no number in reach does."""
    low, high = 1, _MOST_ANSWERS
    if share >= accepted or luck(math.ceil(share * high), high, accepted) > 1 - certainty:
        return None
    while low < high:
        middle = (low + high) // 2
        passes = luck(math.ceil(share * middle), middle, accepted) <= 1 - certainty
        low, high = (low, middle) if passes else (middle + 1, high)
    return low
