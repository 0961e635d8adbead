"""Cuts texts that are too long: behind a word, never inside an escape or between a letter and its accent."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, takewhile

ELLIPSIS = "…"

_HANGING = " \n,;:、，；："  # not left before an ellipsis
_JOINER = "\u200d"
_INDICATORS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))  # two of them are a flag
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")  # the first and the last


def size(text: str) -> int:
    """Return the length in UTF-16 code units, the strictest way in which Discord's clients count.

    Discord's documentation says "characters" and discord.py counts code points; a text never has more of those than of
    these, so what fits here fits either way.
    """
    return len(text) + sum(character > "\uffff" for character in text)


def kept_length(shown: Sequence[str], room: int) -> int:
    """Return the number of characters to keep so that they fit with an ellipsis; all if they fit without it.

    Args:
        shown: for each character what is shown for it: itself, or itself behind its backslash.
        room: most UTF-16 code units, at least 1.
    """
    lengths = list(accumulate(map(size, shown[: room + 1])))
    if not lengths or (len(shown) <= room and lengths[-1] <= room):
        return len(shown)
    text = [piece[-1] for piece in shown[: room + 1]]
    most = bisect_right(lengths, room - size(ELLIPSIS))
    at_word = next((at for at in range(most, 0, -1) if _ends_word(text, at)), 0)
    while at_word and text[at_word - 1] in _HANGING:
        at_word -= 1
    return _outside_flag(text, at_word or _between(text, most))


def _outside_flag(text: Sequence[str], at: int) -> int:
    """Return the place, or the one before it where it is inside a flag: a flag is a pair of regional indicators."""
    indicators = takewhile(
        lambda character: character in _INDICATORS, (text[position] for position in range(at - 1, -1, -1))
    )
    is_inside = at < len(text) and text[at] in _INDICATORS and sum(1 for _ in indicators) % 2
    return at - 1 if is_inside else at


def _ends_word(text: Sequence[str], at: int) -> bool:
    """Return whether a word ends before `at`. In scripts without blanks it may end behind each wide character."""
    before, after = text[at - 1], text[at]
    if after.isspace():
        return not before.isspace()
    return unicodedata.east_asian_width(before) in {"W", "F"} and not _attached(before, after)


def _between(text: Sequence[str], at: int) -> int:
    """Return the nearest place at or before `at` that is not inside a character; `at` if there is none."""
    return next((position for position in range(at, 0, -1) if not _attached(text[position - 1], text[position])), at)


def _attached(before: str, after: str) -> bool:
    """Return whether two code points are drawn as one character: an accent, a joined emoji, a skin tone."""
    joined = _JOINER in {before, after} or _SKIN_TONES[0] <= after <= _SKIN_TONES[1]
    return joined or unicodedata.category(after).startswith("M")
