"""The amount to read, as far as known, and the amount that was read; a watch for callers that show no progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from retrieval.core.ingestion_records import Draft
from retrieval.indexing.loaded_items import LoadedItem, LostSource
from retrieval.sources import file_size

Measure: TypeAlias = Callable[[str], int | None]  # the bytes of a location; None where they are not known


class Workload:
    """The amount that one addition or refresh has to read.

    Args:
        locations: under the names by which they are read again; none where what is stored comes from no location.
        measure: looks up how many bytes a location holds; None: they are not needed.
    """

    def __init__(self, locations: Sequence[str | None] = (), measure: Measure | None = None) -> None:
        self._waiting = set(locations)
        self._articles = 0
        sizes = [measure(location) if location else None for location in self._waiting] if measure else []
        known = [size for size in sizes if size is not None]
        self.bytes_total = sum(known) if known and len(known) == len(sizes) else None
        self._bytes_before = 0  # of the files that were read to their end
        self._file: str | None = None
        self._size = 0  # of that file
        self._characters = 0  # that it gave so far

    def expect(self, more: int) -> None:
        """Add to the number of articles: a list names so many files or pages."""
        self._articles += more

    def take(self, loaded: LoadedItem) -> None:
        """Count an item as read."""
        self._waiting.discard(loaded.location)
        item = loaded.item
        file = item.origin or item.source if isinstance(item, Draft) else item.source
        if isinstance(item, LostSource) or self.bytes_total is None:
            return
        if file != self._file:
            self._bytes_before += self._size
            self._file, self._size, self._characters = file, file_size(file) or 0, 0
        self._characters += len(item.text) if isinstance(item, Draft) else 0

    def articles_total(self, read: int) -> int | None:
        """Return the number of articles, if no more than these were read.

        None where it is unknown: a location is still to be looked at, or one file may give many articles.
        """
        return self._articles if read <= self._articles and not self._waiting else None

    @property
    def bytes_read(self) -> int:
        """Number of bytes of the files that were read, by the characters that they gave: each counts as a byte."""
        return min(self._bytes_before + min(self._characters, self._size), self.bytes_total or 0)


def ignore_progress(_stage: str, _done: int, _total: int | None) -> None:
    """Show nothing."""
