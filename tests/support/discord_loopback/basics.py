"""Snowflakes, timestamps, the clock of interaction tokens, and the board that waiting tests look at."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[str | int, ...]  # where in a body: keys and indices from its root

GLANCE_SECONDS = 0.02  # tests may look for what the server does not know of, such as what a bot has heard
EPOCH_MS = 1_420_070_400_000  # Discord counts milliseconds from the first second of 2015


class LoopbackTimeout(AssertionError):
    """What a test waited for did not come; the message says what had come by then."""


def timestamp() -> str:
    """Now, as ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat()


class Snowflakes:
    """Gives ids that grow and carry the time at which they were made."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> str:
        made = (int(time.time() * 1000) - EPOCH_MS) << 22
        self._last = max(made, self._last + 1)
        return str(self._last)


class Clock:
    """The time by which interaction tokens age: real time by a factor, and pushed ahead at will.

    Args:
        factor: how many of its seconds pass in a real one.
    """

    def __init__(self, factor: float = 1.0) -> None:
        self._factor = factor
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds since some fixed moment."""
        return time.monotonic() * self._factor + self._ahead

    def advance(self, seconds: float) -> None:
        """Push the clock ahead: every token is that much older at once."""
        self._ahead += seconds


class Board:
    """Where the server says that something changed, and tests in other threads wait for what they look for."""

    def __init__(self) -> None:
        self._changes = threading.Condition()

    def changed(self) -> None:
        """Wake everyone who waits, so that they look again."""
        with self._changes:
            self._changes.notify_all()

    def holds(self, looked_for: Callable[[], bool], seconds: float) -> bool:
        """Whether `looked_for` became true within so many seconds."""
        deadline = time.monotonic() + seconds
        with self._changes:
            while not looked_for():
                left = deadline - time.monotonic()
                if left <= 0:
                    return False
                self._changes.wait(min(left, GLANCE_SECONDS))
        return True

    def wait(self, looked_for: Callable[[], bool], seconds: float, describe: Callable[[], str]) -> None:
        """Return as soon as `looked_for` is true.

        Raises:
            LoopbackTimeout: it was not within so many seconds; `describe` says what there was instead.
        """
        if not self.holds(looked_for, seconds):
            message = f"after {seconds:g} s: {describe()}"
            raise LoopbackTimeout(message)
