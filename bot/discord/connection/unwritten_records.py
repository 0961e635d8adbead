"""Says in the log what could not be written to the ledger, at most once a minute: the answers go on without it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter

PERIOD = 60.0  # seconds between two lines of the log
PAUSE = 10.0  # seconds after a failure in which nothing is tried: a locked file would hold up everybody

_log = logging.getLogger("footnote.discord")


class UnwrittenRecords:
    """Counts what could not be written."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._cause = ""
        self._written = -PERIOD
        self._failed = -PAUSE
        self._timer: asyncio.TimerHandle | None = None

    @property
    def paused(self) -> bool:
        """True if a write has just failed, so that another is not worth trying."""
        return time.monotonic() - self._failed < PAUSE

    def add(self, what: str, error: BaseException | None = None) -> None:
        """Count something that could not be noted.

        Args:
            what: the kind, in the plural.
            error: why; None: it was not tried again.
        """
        self._counts[what] += 1
        if error is not None:
            self._failed = time.monotonic()
            self._cause = str(error) or type(error).__name__
        wait = self._written + PERIOD - time.monotonic()
        if wait <= 0:
            self._write()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(wait, self._write)

    def _write(self) -> None:
        self._timer = None
        self._written = time.monotonic()
        counted = ", ".join(f"{what}: {number}" for what, number in sorted(self._counts.items()))
        _log.warning("answered all the same, but not noted: %s (%s)", counted, self._cause)
        self._counts.clear()
