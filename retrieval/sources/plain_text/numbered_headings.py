"""Headings of plain texts that have nothing but their number: `2. Settings`, `2.1. Where is the log?`, `1b) Sound`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from retrieval.text.heading_lines import RULE

_Number: TypeAlias = tuple[int, ...]  # of a heading: (2, 1) for `2.1`, and (1, 2) for `1b`

_NUMBERED = re.compile(r" {0,3}(\d{1,2}(?:\.\d{1,2}){0,4})([a-z]?)([.):]{0,2})[ \t]+(\S.*)")
_ANSWER = re.compile(r"\s*A[.):]\s+(?=\S)")
_MOST_LINES = 4  # of a heading: questions are written out
_LONGEST, _LONGEST_STATEMENT, _LONGEST_QUESTION = 100, 200, 300  # characters of a heading, and of one that asks
# Headings with a number of several parts, or questions with a number, that show an outline; and of all such paragraphs
# the share that are headings. Set by hand: contracts and rules number their paragraphs, which are sentences.
_LEAST, _LEAST_SHARE = 3, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A run of lines without a blank one that opens with a number; only of a heading it has `words`."""

    start: int
    end: int
    number: _Number
    words: str  # empty where it is a sentence or a list
    statement: str  # the sentence, which stands as a question in a list of questions; empty where it is long


def mark_numbered(lines: Sequence[str]) -> list[str]:
    """Return the lines with each heading of an outline of numbers as `## 2. Heading`, `### 2.1. Heading`.

    Such headings stand between blank lines, have other text than the outline's below them, and their numbers go up.
    An outline has numbers of several parts, or its headings ask. The mark in front of an answer, `A.`, is left out.
    """
    headings = _outline([_read(lines, start, end) for start, end in _stretches(lines)])
    answers = {each.end + 1 for each in headings if each.words.endswith("?")}
    answers = {number for number in answers if number < len(lines) and _ANSWER.match(lines[number])}
    starts = {each.start: each for each in headings}
    heads = {number for each in headings for number in range(each.start, each.end)}
    marked: list[str] = []
    for number, line in enumerate(lines):
        if heading := starts.get(number):
            marked.append(f"{'#' * min(len(heading.number) + 1, 6)} {heading.words}")
        elif number not in heads:
            marked.append(_ANSWER.sub(_blank, line, count=1) if number in answers and len(answers) > 1 else line)
    return marked


def _blank(mark: re.Match[str]) -> str:
    """Return blanks in place of a mark, so that the line stays as far in as those below it."""
    return " " * len(mark[0])


def _outline(opened: Sequence[_Stretch | None]) -> list[_Stretch]:
    """Return the headings among runs of lines; none where their numbers make no outline.

    Where most of them ask, a statement is a heading too: "1c. The lamps are hard to see.".
    """
    headings = _in_order(_with_text(opened))
    telling = [each for each in headings if _is_telling(each)]
    numbers = {each.number for each in opened if each and _is_telling(each)}
    if len(telling) < max(_LEAST, _LEAST_SHARE * len(numbers)):
        return []
    asking = sum(each.words.endswith("?") for each in telling)
    if 2 * asking < len(telling):
        return headings
    return _in_order(_with_text([each and replace(each, words=each.words or each.statement) for each in opened]))


def _stretches(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each run of lines between blank ones begins and ends."""
    start: int | None = None
    for number, line in enumerate((*lines, "")):
        if line.strip() and start is None:
            start = number
        elif not line.strip() and start is not None:
            yield start, number
            start = None


def _read(lines: Sequence[str], start: int, end: int) -> _Stretch | None:
    """Read a run of lines; None where it opens with no number."""
    opening = _NUMBERED.fullmatch(lines[start])
    if opening is None:
        return None
    parts, letter, mark, _ = opening.groups()
    number = (*map(int, parts.split(".")), *([ord(letter) - ord("a") + 1] if letter else []))
    if len(number) == 1 and not mark:
        return None  # `10 lines of text`
    words, statement = _heading_words(lines[start:end])
    return _Stretch(start=start, end=end, number=number, words=words, statement=statement)


def _heading_words(lines: Sequence[str]) -> tuple[str, str]:
    """Return the words of lines as one, first where they are a heading, second where they are a statement."""
    if len(lines) > _MOST_LINES or any(_NUMBERED.fullmatch(line) or RULE.fullmatch(line.strip()) for line in lines[1:]):
        return "", ""
    words = " ".join(line.strip() for line in lines)
    if words.endswith("?"):
        return (words if len(words) <= _LONGEST_QUESTION else ""), ""
    if len(lines) > _MOST_LINES // 2 or not any(map(str.isalpha, words)):
        return "", ""
    if words.endswith("."):
        return "", (words if len(words) <= _LONGEST_STATEMENT else "")
    return (words if len(words) <= _LONGEST and not words.endswith((",", ";")) else ""), ""


def _is_telling(stretch: _Stretch) -> bool:
    return len(stretch.number) > 1 or stretch.words.endswith("?")


def _with_text(opened: Sequence[_Stretch | None]) -> list[_Stretch]:
    """Return the headings that have text below them, or a heading of a lower level that has; in their order."""
    headings: list[_Stretch] = []
    below_is_heading = False
    for at in range(len(opened) - 1, -1, -1):
        own, below = opened[at], opened[at + 1] if at + 1 < len(opened) else None
        has_text = at + 1 < len(opened) and (below is None or _is_list(below))
        is_parent = own is not None and below is not None and below_is_heading and _holds(own.number, below.number)
        below_is_heading = own is not None and bool(own.words) and (has_text or is_parent)
        if own is not None and below_is_heading:
            headings.append(own)
    return headings[::-1]


def _is_list(below: _Stretch) -> bool:
    """Return whether a stretch below a heading is a list in its text: it counts from 1 again."""
    return below.number == (1,) and not below.words.endswith("?")


def _holds(number: _Number, lower: _Number) -> bool:
    return len(number) < len(lower) and lower[: len(number)] == number


def _in_order(headings: Sequence[_Stretch]) -> list[_Stretch]:
    """Return the longest run of headings whose numbers go up; a number of one part follows that of the one before.

    Of headings with the same number, such as in a table of contents, the last counts.
    """
    last = {each.number: each.start for each in headings}
    kept: list[_Stretch] = []
    for each in _longest_rising([each for each in headings if last[each.number] == each.start]):
        before = kept[-1].number[0] if kept else 0
        if len(each.number) > 1 or each.number[0] <= before + 1:
            kept.append(each)
    return kept


def _longest_rising(headings: Sequence[_Stretch]) -> list[_Stretch]:
    """Return the most headings, in their order, whose numbers go up (patience sorting)."""
    ends: list[int] = []  # of the runs of each length, the heading with the lowest number that ends one
    befores: list[int] = []  # of each heading, the one before it in the longest run that it ends; -1: none
    for at, heading in enumerate(headings):
        length = bisect_left(ends, heading.number, key=lambda end: headings[end].number)
        befores.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [at]
    run: list[_Stretch] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(headings[at])
        at = befores[at]
    return run[::-1]
