"""The lag of a real event loop, free and blocked."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.concurrency import loop_lag
from bot.concurrency.loop_lag import LoopLag


def test_a_blocked_loop_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_lag, "PERIOD", 0.01)
    lag = LoopLag()

    async def main() -> None:
        measuring = asyncio.create_task(lag.measure())
        await asyncio.sleep(0.1)
        time.sleep(0.4)  # noqa: ASYNC251  what must not happen, and is to be seen
        await asyncio.sleep(0.05)
        measuring.cancel()

    assert lag.statistics().looks == 0
    asyncio.run(main())
    figures = lag.statistics()
    assert figures.looks >= 2
    assert 0.0 <= figures.p50 <= figures.p99 <= figures.most
    assert 0.3 < figures.most < 5.0
