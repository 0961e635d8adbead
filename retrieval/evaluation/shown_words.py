"""Compares a shown answer with a whole one: word by word, by their offsets in the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Range: TypeAlias = tuple[int, int]  # of an article's text, end exclusive

_WORD = re.compile(r"\w+")  # marks of lists, prompts and fences do not count


def are_parts_shown(text: str, parts: Sequence[Range], shown: Sequence[Range]) -> bool:
    """Return whether every word of every part lies in what is shown.

    Args:
        text: of the article.
        parts: of the whole answer.
        shown: the ranges of the same article that are shown.
    """
    return all(_is_inside(word, shown) for word in _word_ranges(text, parts))


def count_excess(text: str, parts: Sequence[Range], shown: Sequence[Range]) -> tuple[int, int]:
    """Count the words that are shown and that no part holds, and all words that are shown."""
    words = set(_word_ranges(text, shown))
    return sum(not _is_inside(word, parts) for word in words), len(words)


def overlaps(ranges: Iterable[Range], spans: Iterable[Range]) -> bool:
    """Return whether one of the ranges overlaps one of the spans."""
    others = list(spans)
    return any(start < last and first < end for start, end in ranges for first, last in others)


def _word_ranges(text: str, ranges: Iterable[Range]) -> list[Range]:
    return [match.span() for start, end in ranges for match in _WORD.finditer(text, start, end)]


def _is_inside(word: Range, ranges: Sequence[Range]) -> bool:
    return any(start <= word[0] and word[1] <= end for start, end in ranges)
