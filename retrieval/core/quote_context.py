"""Finds the words before a quote that distinguish it from an earlier occurrence of the same words in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENING = 60  # characters at least of a longer quote that stand for it: a link may have no room for all of it
_FEWEST, _SHORTEST = 2, 6  # words and characters of an opening: the menus of a page hold shorter ones too
_LEADS = (3, 6, 12, 24)  # words before it, the fewest that tell
_MARK = re.compile(
    r"(?:#{1,6}|[-*+•‣◦▪●·]|\d{1,3}[.)])\s+"
)  # of a heading or an item: a page draws it, or leaves it out


def lead(text: str, start: int, end: int) -> str:
    """Return the words before a range that distinguish it from an earlier place with the same words.

    A browser goes to the first place of a page that has the words: whole words, in upper or lower case. This function
    searches in the same way. It returns an empty text where the words of the range are at no earlier place.

    Args:
        text: of the article.
        start: of the range.
        end: where it ends.
    """
    stop = text.find(" ", start + _OPENING, end)
    opening = text[start : end if stop < 0 else stop].split()
    if not _reads(opening, text, start):
        return ""
    before = _before(text, start)
    leads = [before[-many:] for many in _LEADS]
    telling = (words for words in leads if not _reads([*words, *opening], text, start))
    return " ".join(next(telling, leads[-1]))


def opening_words(text: str, title: str, start: int, end: int) -> int:
    """Return how many of a quote's first words tell it from every earlier place, and from the title; 0 where none do.

    A link that names only these words, and the last ones, leads to the quote even where the page shows something
    between them that the text has not, such as the number of a note.
    """
    line = _MARK.sub("", text[start:end].lstrip(), count=1).split("\n", 1)[0].split(" | ", 1)[0]
    words = line.split()
    for count in range(_FEWEST, len(words) + 1):
        opening = words[:count]
        if len(" ".join(opening)) < _SHORTEST:
            continue
        if len(" ".join(opening)) > _OPENING:
            break
        if not _reads(opening, text, start) and not _reads(opening, title, len(title)):
            return count
    return 0


def _reads(words: Sequence[str], text: str, stop: int) -> bool:
    """Return whether the words stand somewhere in the text before `stop`."""
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
    return re.compile(pattern, re.IGNORECASE).search(text, 0, stop) is not None


def _before(text: str, start: int) -> list[str]:
    """Return the words of the last line before a place that has any: a browser looks for them in one paragraph."""
    for line in reversed(text[:start].splitlines()):
        if words := _MARK.sub("", line.lstrip(), count=1).split():
            return words
    return []
