"""Measures how late the event loop is: whatever blocks it delays every heartbeat and acknowledgement."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass

from bot.concurrency.queue_statistics import percentile

PERIOD = 0.25  # seconds between two looks
_REMEMBERED = 2_400  # looks: ten minutes of them


@dataclass(frozen=True, slots=True, kw_only=True)
class LagStatistics:
    """The delays of the loop in the last ten minutes, in seconds."""

    p50: float
    p99: float
    most: float
    looks: int


class LoopLag:
    """The delays of the event loop that `measure` runs on."""

    def __init__(self) -> None:
        self._delays: deque[float] = deque(maxlen=_REMEMBERED)

    async def measure(self) -> None:
        """Look four times a second how late the loop wakes up, until cancelled."""
        while True:
            began = time.perf_counter()
            await asyncio.sleep(PERIOD)
            self._delays.append(max(0.0, time.perf_counter() - began - PERIOD))

    def statistics(self) -> LagStatistics:
        """Return the figures so far."""
        ordered = sorted(self._delays)
        return LagStatistics(
            p50=percentile(ordered, 0.50),
            p99=percentile(ordered, 0.99),
            most=max(ordered, default=0.0),
            looks=len(ordered),
        )
