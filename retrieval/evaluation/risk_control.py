"""Finds the confidence that keeps the share of wrong answers under a limit, from a few questions with known answers.

The thresholds of a fixed grid are tested one after another, from the strictest to the laxest, until one fails: Learn
then Test with a fixed sequence (Angelopoulos, Bates, Candès, Jordan and Lei, 2021, https://arxiv.org/abs/2110.01052).
Each test computes the probability of so few wrong answers if their share were above the limit, by the exact binomial
distribution. Since the first failure ends the sequence, no correction for the number of tests is needed.

The promise: of a hundred sets of questions drawn as these were, at most `100 - 100 * certainty` lead to a threshold
at which more than the accepted share of answers is wrong in the long run. It assumes that people will ask as these
questions do, and that a stricter threshold is not wrong more often than a laxer one. The second is needed because the
strictest thresholds are skipped: too few answers reach them for a test.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

GRID = tuple(step / 100 for step in range(99, -1, -1))  # fixed beforehand, as the promise needs
CERTAINTY = 0.9
_MOST_ANSWERS = 10_000  # above it, no number of questions is suggested
_MOST_FIRST, _SHARE_FIRST = 4, 5  # see `_first_answers`


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskTrial:
    """The outcome of one question with a known answer."""

    confidence: float  # of the best sentence, 0 to 1; 0 where there is none, and then there is never an answer
    right: bool  # whether the best sentence answers the question


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskLevel:
    """The numbers of questions that are answered at one threshold, and of wrong answers among them."""

    threshold: float
    answered: int
    wrong: int  # of the answered


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskVerdict:
    """The threshold that keeps the accepted share of wrong answers, by these questions."""

    accepted: float
    certainty: float
    questions: int
    levels: tuple[RiskLevel, ...]  # of each threshold of the grid, strictest first
    promised: float | None  # the laxest threshold that keeps the share with the certainty; None: no promise
    measured: float | None  # the laxest threshold that kept the share on these questions; None: none did


def judge_risk(trials: Sequence[RiskTrial], *, accepted: float, certainty: float = CERTAINTY) -> RiskVerdict:
    """Find the laxest threshold that keeps the share of wrong answers among all answers.

    Args:
        trials: the outcomes of questions that are drawn as people ask them.
        accepted: the share of wrong answers, above 0 and under 1.
        certainty: of the promise, above 0 and under 1.
    """
    levels = _levels(trials)
    passing = [level for level in levels if level.answered and level.wrong <= accepted * level.answered]
    return RiskVerdict(
        accepted=accepted,
        certainty=certainty,
        questions=len(trials),
        levels=levels,
        promised=_promised(levels, len(trials), accepted, certainty),
        measured=passing[-1].threshold if passing else None,
    )


def questions_needed(verdict: RiskVerdict) -> int | None:
    """Return how many questions would probably suffice if their outcomes were as these; None: more than are suggested.

    It is the number at the threshold that needs fewest. Among few answers none may be wrong by chance, so half a wrong
    answer is added (Jeffreys's prior).
    """
    needs = []
    for level in verdict.levels:
        share = (level.wrong + 0.5) / (level.answered + 1)
        answers = _fewest_answers(share, verdict.accepted, verdict.certainty) if level.answered else None
        if answers is not None:
            needs.append(math.ceil(answers * verdict.questions / level.answered))
    return max(min(needs), verdict.questions + 1) if needs else None


def least_answers(accepted: float, *, certainty: float = CERTAINTY) -> int:
    """Return the least number of answers, all of them right, with which anything can be promised."""
    return math.ceil(math.log(1 - certainty) / math.log1p(-accepted))


def p_value(wrong: int, answered: int, share: float) -> float:
    """Return the probability of so few wrong answers, or fewer, if this share is wrong in the long run (binomial)."""
    from scipy.special import bdtr  # noqa: PLC0415  takes half a second to import

    return float(bdtr(wrong, answered, share))


def risk_upper_bound(wrong: int, answered: int, *, certainty: float = CERTAINTY) -> float:
    """Return the smallest share of wrong answers that is excluded (Clopper and Pearson, 1934, one-sided)."""
    from scipy.special import bdtri  # noqa: PLC0415  takes half a second to import

    return float(bdtri(wrong, answered, 1 - certainty)) if wrong < answered else 1.0


def _levels(trials: Sequence[RiskTrial]) -> tuple[RiskLevel, ...]:
    order = sorted((trial for trial in trials if trial.confidence > 0), key=lambda trial: trial.confidence)
    wrong = np.cumsum([0, *(not trial.right for trial in order)])
    below = np.searchsorted([trial.confidence for trial in order], GRID)
    return tuple(
        RiskLevel(threshold=threshold, answered=len(order) - int(at), wrong=int(wrong[-1] - wrong[at]))
        for threshold, at in zip(GRID, below, strict=True)
    )


def _promised(levels: Sequence[RiskLevel], questions: int, accepted: float, certainty: float) -> float | None:
    """Return the last threshold before the first failed test."""
    promised = None
    first = _first_answers(questions, accepted, certainty)
    for level in levels:
        if level.answered < first:
            continue
        if p_value(level.wrong, level.answered, accepted) > 1 - certainty:
            break
        promised = level.threshold
    return promised


def _first_answers(questions: int, accepted: float, certainty: float) -> int:
    """Return how many answers the first tested threshold must have.

    With the least number that can pass, one wrong answer ends the sequence; with a large number, a bot that is right
    only at high confidence never passes. The two constants gave the most promises, and the most answers under them, on
    samples of 100 to 1,000 questions of the tune sets in the mix of bench/fitting/question_mix.py. The promise holds
    whatever they are: they depend on the number of questions, not on the outcomes.
    """
    least = least_answers(accepted, certainty=certainty)
    return max(least, min(_MOST_FIRST * least, questions // _SHARE_FIRST))


def _fewest_answers(share: float, accepted: float, certainty: float) -> int | None:
    """Return the fewest answers that pass with this share of wrong ones; None: more than `_MOST_ANSWERS`."""
    low, high = 1, _MOST_ANSWERS
    if share >= accepted or p_value(math.ceil(share * high), high, accepted) > 1 - certainty:
        return None
    while low < high:
        middle = (low + high) // 2
        passes = p_value(math.ceil(share * middle), middle, accepted) <= 1 - certainty
        low, high = (low, middle) if passes else (middle + 1, high)
    return low
