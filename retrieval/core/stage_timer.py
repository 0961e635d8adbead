"""A clock for the stages of a question."""

from __future__ import annotations

import time


class StageTimer:
    """Milliseconds between laps, by name."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """End a lap and record it under a name; a second lap of the same name replaces it."""
        now = time.perf_counter()
        self.laps[name] = (now - self._last) * 1000
        self._last = now
