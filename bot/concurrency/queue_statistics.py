"""The number of calls and their times: of a whole queue, or of an owner's calls in it."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

_REMEMBERED = 500  # calls whose times the percentiles are of


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueStatistics:
    """The figures of a queue. Times are from submission to the result, in seconds."""

    waiting: int
    running: int
    abandoned: int  # of the running: nobody waits for them any more
    finished: int
    refused: int
    slowest: float
    p50: float  # of the last 500, as p95
    p95: float


class CallTimes:
    """The times of the last calls, and how many there were in all."""

    def __init__(self) -> None:
        self.refused = 0
        self.finished = 0
        self._slowest = 0.0
        self._seconds: deque[float] = deque(maxlen=_REMEMBERED)

    def add(self, seconds: float) -> None:
        """Count a call that took so long."""
        self.finished += 1
        self._seconds.append(seconds)
        self._slowest = max(self._slowest, seconds)

    def statistics(self, *, waiting: int, running: int, abandoned: int) -> QueueStatistics:
        """Return the figures, with unfinished calls included."""
        ordered = sorted(self._seconds)
        return QueueStatistics(
            waiting=waiting,
            running=running,
            abandoned=abandoned,
            finished=self.finished,
            refused=self.refused,
            slowest=self._slowest,
            p50=percentile(ordered, 0.50),
            p95=percentile(ordered, 0.95),
        )


def percentile(ordered: list[float], share: float) -> float:
    """Return the value that `share` of the ordered values do not exceed; 0 where there is none."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0
