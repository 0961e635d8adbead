"""Moves spans of an original text to the same words of its normalised text."""

from __future__ import annotations

import functools
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from retrieval.text.normalize import normalise

# The first character that joins with one before it; everything below starts a cluster of its own.
_FIRST_JOINING = "\u0300"


class Alignment:
    """An original text and its normalised form.

    Normalising changes, drops and adds spaces and invisible characters, but keeps the visible ones in order, composed
    to NFC. So the nth visible cluster of the original is the nth of the normalised text, whatever is between them.
    """

    def __init__(self, raw: str) -> None:
        self.text = normalise(raw)
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._counts = [0]
        for start, end, cluster in _clusters(raw):
            self._starts.append(start)
            self._ends.append(end)
            self._counts.append(self._counts[-1] + len(unicodedata.normalize("NFC", cluster)))
        self._visible = [at for at, character in enumerate(self.text) if not character.isspace()]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the range of `text` with the visible characters of raw[start:end], from the first to the last.

        A character that the range cuts, such as a letter without its combining accent, is included whole.

        Returns:
            start and end (exclusive) in code points, or None where the original range contains nothing visible.
        """
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end) - 1
        if first > last:
            return None
        return self._visible[self._counts[first]], self._visible[self._counts[last + 1] - 1] + 1


def _clusters(raw: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and characters of every run in the original text that NFC composes as a unit."""
    cluster, start, end = "", 0, 0
    for at, character in enumerate(raw):
        form = _normalised(character)
        if not form:
            continue
        joins = cluster and not form.isspace() and _joins(cluster, character)
        if cluster and not joins:
            yield start, end, cluster
            cluster = ""
        if not form.isspace():
            cluster, start, end = cluster + character, start if joins else at, at + 1
    if cluster:
        yield start, end, cluster


@functools.cache
def _normalised(character: str) -> str:
    """Return the normalised form of a character; empty where normalising drops it.

    Full stops around it join with nothing.
    """
    return normalise(f".{character}.")[1:-1]


def _joins(cluster: str, character: str) -> bool:
    """Return whether NFC may reorder or compose the character with the cluster before it."""
    if character < _FIRST_JOINING:
        return False
    if unicodedata.combining(unicodedata.normalize("NFD", character)[0]):
        return True
    apart = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", character)
    return unicodedata.normalize("NFC", cluster + character) != apart
