"""The last errors of this process, kept in memory: the ledger may be what went wrong."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.store import LoggedError

_KEPT = 20


class RecentErrors:
    """The last errors, with the ids that people were told."""

    def __init__(self) -> None:
        self._errors: deque[LoggedError] = deque(maxlen=_KEPT)

    def add(self, number: str, what: str) -> None:
        """Keep an error.

        Args:
            number: its id.
            what: a class, and a place in the code.
        """
        self._errors.append(LoggedError(id=number, at=datetime.now(UTC), what=what))

    def latest(self, limit: int, stored: Sequence[LoggedError]) -> list[LoggedError]:
        """Return the last errors of this process and those that are stored, each once, latest first."""
        known = {error.id for error in stored}
        own = [error for error in self._errors if error.id not in known]
        return sorted([*stored, *own], key=lambda error: error.at, reverse=True)[:limit]
