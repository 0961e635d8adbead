"""Tells waiting tests that the state of the server changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

POLL_SECONDS = 0.02  # tests may look for what the server does not know of, such as what a bot has received


class LoopbackTimeout(AssertionError):
    """Raised where what a test waited for did not come; the message says what had come by then."""


class ChangeSignal:
    """The server signals here that its state changed; tests in other threads wait here for a condition."""

    def __init__(self) -> None:
        self._changes = threading.Condition()

    def notify(self) -> None:
        """Wake everyone who waits, so that they look again."""
        with self._changes:
            self._changes.notify_all()

    def becomes_true(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Return whether `condition` became true within so many seconds."""
        deadline = time.monotonic() + seconds
        with self._changes:
            while not condition():
                left = deadline - time.monotonic()
                if left <= 0:
                    return False
                self._changes.wait(min(left, POLL_SECONDS))
        return True

    def wait(self, condition: Callable[[], bool], seconds: float, describe: Callable[[], str]) -> None:
        """Return as soon as `condition` is true.

        Raises:
            LoopbackTimeout: it was not within so many seconds; `describe` says what there was instead.
        """
        if not self.becomes_true(condition, seconds):
            message = f"after {seconds:g} s: {describe()}"
            raise LoopbackTimeout(message)
