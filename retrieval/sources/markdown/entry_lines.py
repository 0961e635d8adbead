"""Finds the line ends of a paragraph that are meant: in chats and short guides each line is an entry of its own.

To Markdown a single line end is a blank. Discord shows it as a line end, and so do many editors.
"""

from __future__ import annotations

import re
import unicodedata

# How entries open: bold words, a bullet that Markdown does not know, a time, a short name for an emoji, or a label.
_OPENING = re.compile(
    r"(?:\*\*|__)[^\s*_]|[•◦▪‣·●○–—→]\s|\d{1,2}[:.]\d\d(?![\d.])|\d\ufe0f?\u20e3|<?a?:\w{2,32}:\S{0,22}\s"
    r"|[^\W\d_][\w '’&/()-]{0,30}:\s"
)
_EMOJI = "So"  # the category of most; others are letters and signs of prose
_LEAST_SHARE = 0.5  # of the lines: an entry may take several
_NARROW = 40  # characters: a line that ends before was not full


def entry_starts(source: str) -> frozenset[int]:
    """Return the numbers of the lines of a paragraph that begin on a line of their own; none where lines are wrapped.

    Args:
        source: of the paragraph, with its marks.
    """
    lines = [line.strip() for line in source.split("\n")]
    is_small = lines[0][:1].islower()  # else a line in small letters goes on with a sentence
    opens = [_opens_entry(line) and line[:1].islower() <= is_small for line in lines]
    if len(lines) < 2 or not opens[0] or sum(opens) < max(2, len(lines) * _LEAST_SHARE):  # noqa: PLR2004  one entry is prose
        return frozenset()
    return frozenset(at for at in range(1, len(lines)) if opens[at] or len(lines[at - 1]) < _NARROW)


def _opens_entry(line: str) -> bool:
    return bool(line) and (unicodedata.category(line[0]) == _EMOJI or _OPENING.match(line) is not None)
