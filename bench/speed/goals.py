"""The goals beside the measured figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.speed.addition_cost import Adding
from bench.speed.autocomplete_latency import Suggested
from bench.speed.indexing_throughput import Indexed
from bench.speed.question_latency import Latency
from bench.speed.startup import FirstAnswer, Start

QUESTION_MS = {  # p95 by reader and passages
    "span": {10_000: 250.0, 100_000: 400.0},
    "similarity": {10_000: 60.0, 100_000: 200.0},
}
SUGGESTED_PASSAGES, SUGGESTED_MS = 10_000, 50.0  # p99
NEAR = 1.1  # a library of whole articles is a little larger than was asked for
START_SECONDS = {"footnote --help": 0.3, "prompt of the console": 1.0, "first answer of the console, piped": 8.0}
ADDING_PASSAGES = 100_000
ADDING_RATIO = 2.0
OUTSIDE_SHARE = 0.15  # with bfloat16
MEMORY_PASSAGES, MEMORY_MB = 10_000, 450.0  # at most over ten questions, in a process of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A figure that should not be above another."""

    what: str
    measured: float
    most: float
    met: bool


def goals(
    latencies: Sequence[Latency],
    suggested: Sequence[Suggested],
    adding: Adding | None,
    indexed: Indexed | None,
    starts: Sequence[Start],
    *,
    reader: str,
) -> list[Goal]:
    """Return every goal that this run has a figure for."""
    found = list(_questions(latencies, QUESTION_MS[reader]))
    found += [
        _goal(f"sentences while one types at {SUGGESTED_PASSAGES:,} passages, p99 ms", figures.p99, SUGGESTED_MS)
        for figures in suggested
        if SUGGESTED_PASSAGES <= figures.passages <= SUGGESTED_PASSAGES * NEAR
    ]
    if adding and adding.passages >= ADDING_PASSAGES:
        found.append(_goal("adding to the large library, against an empty one", adding.ratio, ADDING_RATIO))
    found += [
        _goal("indexing in bfloat16, share outside the forward pass", figures.outside, OUTSIDE_SHARE)
        for figures in (indexed.each if indexed else ())
        if figures.precision == "bfloat16"
    ]
    found += [
        _goal(f"{start.what}, seconds", start.median, START_SECONDS[start.what])
        for start in starts
        if start.what in START_SECONDS
    ]
    return found


def memory_goals(memory: Iterable[FirstAnswer]) -> Iterator[Goal]:
    """Yield the goal for the memory of asking, where this run has a figure for it."""
    for answered in memory:
        if MEMORY_PASSAGES <= answered.passages <= MEMORY_PASSAGES * NEAR:
            yield _goal(f"memory while asking at {MEMORY_PASSAGES:,} passages, MB", answered.peak, MEMORY_MB)


def _questions(latencies: Iterable[Latency], allowed: Mapping[int, float]) -> Iterator[Goal]:
    for latency in latencies:
        for size, most in allowed.items():
            if size <= latency.passages <= size * NEAR:
                yield _goal(f"a question at {size:,} passages, p95 ms", latency.whole.p95, most)


def _goal(what: str, measured: float, most: float) -> Goal:
    return Goal(what=what, measured=measured, most=most, met=measured <= most)
