"""Rate limit: pauses between the requests of all threads to a host, and an end to them if the host does not answer."""

from __future__ import annotations

import threading
import time

from retrieval.core.errors import SourceUnreachable

_MOST_HOSTS = 10_000
_FAILURES = 3  # in a row, after which a host is left alone: a list of its pages would take hours to fail one by one
_REST_SECONDS = 300.0


class Pacer:
    """Allows one request to each host per interval."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: dict[str, float] = {}  # by host, when its next turn begins, by time.monotonic

    def wait(self, host: str, interval: float) -> float:
        """Wait for the host's next turn.

        Args:
            host: its name.
            interval: seconds from this turn to the one after it.

        Returns:
            The seconds that it took.
        """
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._free.get(host, now))
            self._free[host] = turn + interval
            if len(self._free) > _MOST_HOSTS:
                self._free = {name: free for name, free in self._free.items() if free > now}
        time.sleep(turn - now)
        return turn - now


class Patience:
    """Remembers which hosts do not answer, and refuses requests to them for a while."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}  # in a row, by host
        self._rests: dict[str, float] = {}  # by host, until when, by time.monotonic

    def check(self, host: str) -> None:
        """Check that a host may be asked.

        Raises:
            SourceUnreachable: it did not answer several times in a row, not long ago.
        """
        if self._rests.get(host, 0.0) > time.monotonic():
            raise SourceUnreachable(
                f"its server has just failed {_FAILURES} times in a row", advice="Try again in a few minutes."
            )

    def record_answer(self, host: str) -> None:
        """Record that a host answers."""
        self._failures.pop(host, None)

    def record_failure(self, host: str) -> None:
        """Record that a host does not answer."""
        if len(self._failures) + len(self._rests) > _MOST_HOSTS:
            self._failures, self._rests = {}, {}
        self._failures[host] = self._failures.get(host, 0) + 1
        if self._failures[host] >= _FAILURES:
            del self._failures[host]
            self._rests[host] = time.monotonic() + _REST_SECONDS
