"""Matches quotation marks and brackets into pairs, ordered by their openings."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_PAIR = 400  # characters; a quote or bracket that stays open for longer was never closed
_NESTED = 8  # how deep a mark is looked for among the open ones

_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】"}
_QUOTES = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "``": "''",
    '"': '"',
}
_CLOSERS = _BRACKETS | _QUOTES
_MARK = re.compile(r"``|''|(?<![^\W\d_])’|’(?![^\W\d_])|[()\[\]{}（）【】“”„«»‹›‘「」『』《》\"]")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A quotation or a bracket, from its opening to its closing mark."""

    bracket: bool
    open: int  # where the opening mark begins
    close: int  # where the closing mark begins
    end: int  # behind the closing mark
    last: str  # the last character inside that is no space
    next: str  # the first character behind that is no space; empty at the end of the text


def match_pairs(text: str) -> list[Pair]:
    """Match pairs of at most LONGEST_PAIR characters, rightly nested. Marks without a partner are ignored.

    A straight quotation mark has no direction: it opens where none is open, closes where one is, and opens again where
    it can only open (a space before it, none behind).
    """
    pairs = []
    waiting: list[tuple[str, int]] = []  # open marks with their positions
    for match in _MARK.finditer(text):
        mark, start, end = match[0], match.start(), match.end()
        partner = _partner(mark, waiting)
        if mark == '"':
            opens, closes = _directions(text, start)
            if partner is None and closes and not opens:
                continue
            if partner is not None and opens and not closes:
                del waiting[partner:]
                partner = None
        if partner is not None:
            opening, position = waiting[partner]
            del waiting[partner:]
            if start - position <= LONGEST_PAIR:
                pairs.append(_pair(text, opening, position, start, end))
        elif mark in _CLOSERS:
            waiting.append((mark, start))
    return sorted(pairs, key=lambda pair: pair.open)


def _partner(mark: str, waiting: list[tuple[str, int]]) -> int | None:
    for index in range(len(waiting) - 1, max(-1, len(waiting) - 1 - _NESTED), -1):
        if mark in _CLOSERS[waiting[index][0]]:
            return index
    return None


def _directions(text: str, position: int) -> tuple[bool, bool]:
    """Return whether a straight mark looks like an opening and like a closing one."""
    before, behind = text[position - 1 : position] or " ", text[position + 1 : position + 2] or " "
    return (
        (before.isspace() or before in "([—–-") and not behind.isspace(),
        not before.isspace() and not behind.isalnum(),
    )


def _pair(text: str, opening: str, position: int, start: int, end: int) -> Pair:
    last = text[position + len(opening) : start].rstrip()[-1:]
    behind = _SPACE.match(text, end)
    following = text[behind.end() : behind.end() + 1] if behind else ""
    return Pair(bracket=opening in _BRACKETS, open=position, close=start, end=end, last=last, next=following)
