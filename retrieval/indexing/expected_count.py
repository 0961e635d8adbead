"""The number of articles to read, as far as it is known; and a watch for callers that show no progress."""

from __future__ import annotations


class ExpectedCount:
    """How many articles are to be read, as far as lists of files and pages have said."""

    def __init__(self) -> None:
        self._expected = 0

    def expect(self, more: int) -> None:
        """Add to the number: a list names so many files or pages."""
        self._expected += more

    def total(self, read: int) -> int | None:
        """The number, if no more than these were read; None where it is unknown: one file may give many articles."""
        return self._expected if read <= self._expected else None


def ignore_progress(_stage: str, _done: int, _total: int | None) -> None:
    """Show nothing."""
