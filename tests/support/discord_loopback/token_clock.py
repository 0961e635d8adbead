"""The clock by which interaction tokens expire; tests push it ahead."""

from __future__ import annotations

import time


class TokenClock:
    """The time by which interaction tokens age: real time by a factor, and pushed ahead at will.

    Args:
        factor: how many of its seconds pass in a real one.
    """

    def __init__(self, factor: float = 1.0) -> None:
        self._factor = factor
        self._ahead = 0.0

    def now(self) -> float:
        """Return the seconds since some fixed moment."""
        return time.monotonic() * self._factor + self._ahead

    def advance(self, seconds: float) -> None:
        """Push the clock ahead: every token is that much older at once."""
        self._ahead += seconds
