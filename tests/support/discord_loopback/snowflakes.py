"""Ids and timestamps as Discord makes them."""

from __future__ import annotations

import time
from datetime import UTC, datetime

EPOCH_MS = 1_420_070_400_000  # Discord counts milliseconds from the first second of 2015


def timestamp() -> str:
    """Return the present time as ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat()


class Snowflakes:
    """Gives ids that grow and carry the time at which they were made."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> str:
        made = (int(time.time() * 1000) - EPOCH_MS) << 22
        self._last = max(made, self._last + 1)
        return str(self._last)
