"""The time until sentences are shown while somebody types, for which Discord's autocomplete waits."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bench.speed.timed_library import LIBRARY, Shelf

CHOICES = 24  # sentences that the bot shows beside the question itself
STEP = 2  # words that are typed between two looks
WARMING = 20  # looks before those that are timed


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """Milliseconds a look."""

    passages: int
    looks: int
    p50: float
    p95: float
    p99: float
    slowest: float


def measure(shelf: Shelf, questions: Sequence[str]) -> Suggested:
    """Type each question, and look for suggestions after every second word."""
    looks = [typed for question in questions for typed in _typed(question)]
    for typed in looks[:WARMING]:
        _looked(shelf, typed)
    taken = [_looked(shelf, typed) for typed in looks]
    p50, p95, p99 = (round(float(value), 3) for value in np.percentile(taken, [50, 95, 99]))
    return Suggested(
        passages=shelf.size, looks=len(taken), p50=p50, p95=p95, p99=p99, slowest=round(float(max(taken)), 3)
    )


def _typed(question: str) -> Iterator[str]:
    words = question.split()
    for end in range(STEP, len(words) + STEP, STEP):
        yield " ".join(words[:end])


def _looked(shelf: Shelf, typed: str) -> float:
    begun = time.perf_counter()
    shelf.footnote.suggest(typed, library=LIBRARY, limit=CHOICES)
    return (time.perf_counter() - begun) * 1_000
