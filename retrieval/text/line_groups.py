"""Groups the lines of a text into headings, list items and paragraphs, and tells wrapped lines from real line breaks.

A single line end inside a paragraph is either a soft wrap, which a sentence runs over, or a real break, which ends it.
Text wrapped by an editor shows it: the next word had no room in the line. This is tested on the whole text first, then
on the paragraph alone. Where lines are not wrapped, only a line that opens in lower case goes on with the line before,
unless that ended a sentence. So a headline, a byline, an address, a verse or a paragraph on one line stays by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from retrieval.languages import alternatives

BlockKind: TypeAlias = Literal["heading", "paragraph", "item"]

CELL_BORDER = " | "  # between the cells of a row, as the loaders write tables
_HEADING = re.compile(r"#{1,6} ")
_BULLET = re.compile(r"[-*+•‣◦▪●·] +(?=\S)")
_MONTH = rf"(?:{alternatives(lambda entry: entry.boundaries.month_stems)})[a-zä]*\b"  # `3. Oktober` is a date
_NUMBER = re.compile(rf"(?:\(?(?:\d{{1,3}}|[a-z])\)|\d{{1,3}}\.(?! +{_MONTH})) +(?=\S)", re.IGNORECASE)
_FIRST_NUMBER = re.compile(r"\(?[1aA][.)]")
_ENDED = re.compile("[.!?…:。！？؟।][\"'”’»)\\]」』*_]*$")
_OPENING_WORD = re.compile("[\"'“‘„«(\\[—–-]*\\s?([^\\W\\d_]+)")
_FORMULA = re.compile(r"(?:^|[\s(/\d])(?:(?:[A-Z][a-z]?){1,4}[−+-]?|\d\))$")  # web pages part `O` from its index `2`
_FIRST_WORD = re.compile("[\u2e80-\u9fff\uac00-\ud7a3]|\\S{1,200}")

# What wrapped text looks like. Set by hand so that prose wrapped at 50 to 100 columns is told from verse, addresses and
# one paragraph a line; tests/golden/test_sentences.py has cases on both sides.
_NARROWEST, _WIDEST = 40, 120  # columns
_EXPLAINED = 0.8  # share of line ends where the next word had no room
_LOWER = 0.25  # share of lines that open in lower case: most in prose, hardly any in verse and headlines
_UNCASED_ENDS = 2  # as many line ends are needed where no line opens with a letter that has case
_OVERLONG = 1.25  # times the width: a longer line was not wrapped with the others


class _Line(NamedTuple):
    start: int  # where its first character stands that is no space
    content: int  # the same, behind a list marker
    end: int
    text: str  # from `content` to `end`
    width: int  # with its indentation
    kind: BlockKind  # a paragraph's line may turn out to belong to the item before it
    joined: bool  # to the line before it: neither is a heading, no blank line is between, and this is no item


class LineGroup(NamedTuple):
    """The lines of a heading, a paragraph or a list item."""

    kind: BlockKind
    start: int
    end: int
    runs: tuple[tuple[int, int], ...]  # (start, end) of text without a real break inside; none for a heading


def group_lines(text: str) -> Iterator[LineGroup]:
    """Group the lines of a normalised text, in order; the marker of an item is outside of its runs."""
    lines = list(_read_lines(text))
    width = _wrap_width(lines)
    first = 0
    for index, line in enumerate(lines):
        if index and not (line.joined and _belongs_to_group(lines[first], lines[index - 1], line, width)):
            yield _group(lines[first:index], width)
            first = index
    if lines:
        yield _group(lines[first:], width)


def _read_lines(text: str) -> Iterator[_Line]:
    """Read the lines that are not blank.

    As in CommonMark, a number opens a list item at the start of a paragraph or inside a list; inside a paragraph only
    the first number does, since wrapping may bring any number to the front of a line.
    """
    place = 0
    inside = in_list = False  # whether a paragraph or item is open that a line may go on with; whether a list is
    for raw in text.split("\n"):
        start, end = place + len(raw) - len(raw.lstrip()), place + len(raw.rstrip())
        place += len(raw) + 1
        if start >= end:
            inside = in_list = False
            continue
        kind, content = _kind(text[start:end], raw, may_be_numbered=not inside or in_list)
        yield _Line(
            start, start + content, end, text[start + content : end], len(raw), kind, inside and kind == "paragraph"
        )
        inside = kind != "heading"
        in_list = kind == "item" or (in_list and inside)


def _kind(line: str, raw: str, *, may_be_numbered: bool) -> tuple[BlockKind, int]:
    """Return the kind of a line, and the length of its list marker; `may_be_numbered`: any number may open an item."""
    if _HEADING.match(raw):
        return "heading", 0
    marker = _BULLET.match(line) or _NUMBER.match(line)
    if marker and (may_be_numbered or not line[0].isalnum() or _FIRST_NUMBER.match(line)):
        return "item", marker.end()
    return "paragraph", 0


def _belongs_to_group(first: _Line, before: _Line, line: _Line, width: int | None) -> bool:
    """Return whether a joined line goes on with its group: always with a paragraph, with an item if it looks so."""
    return first.kind == "paragraph" or line.width > len(line.text) or _is_soft_wrap(before, line, width)


def _group(lines: Sequence[_Line], width: int | None) -> LineGroup:
    kind, start, end = lines[0].kind, lines[0].start, lines[-1].end
    if kind == "heading":
        return LineGroup(kind, start, end, ())
    width = width or _wrap_width(lines)
    runs: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if index and _is_soft_wrap(lines[index - 1], line, width):
            runs[-1] = runs[-1][0], line.end
        else:
            runs.append((line.content, line.end))
    return LineGroup(kind, start, end, tuple(runs))


def _wrap_width(lines: Sequence[_Line]) -> int | None:
    """Find the width (columns) at which the lines were wrapped; None if they were not, or too few show it."""
    pairs = [(before, line) for before, line in pairwise(lines) if line.joined]
    if not pairs:
        return None
    width = sorted(before.width for before, _ in pairs)[(len(pairs) - 1) * 9 // 10]  # a few may be overlong
    explained = sum(_has_no_room(before, line, width) for before, line in pairs)
    if not _NARROWEST <= width <= _WIDEST or explained < _EXPLAINED * len(pairs):
        return None
    initials = [word[1][0] for _, line in pairs if (word := _OPENING_WORD.match(line.text))]
    lower, upper = sum(map(str.islower, initials)), sum(map(str.isupper, initials))
    is_wrapped = lower >= _LOWER * (lower + upper) if lower + upper else len(pairs) >= _UNCASED_ENDS
    return width if is_wrapped else None


def _has_no_room(before: _Line, line: _Line, width: int) -> bool:
    word = _FIRST_WORD.match(line.text)
    return word is not None and before.width + 1 + len(word[0]) > width


def _is_soft_wrap(before: _Line, line: _Line, width: int | None) -> bool:
    """Return whether the line goes on with the text of the line before it. Rows of a table never do."""
    if CELL_BORDER in before.text and CELL_BORDER in line.text:
        return False
    if width and before.width <= width * _OVERLONG and _has_no_room(before, line, width):
        return True
    word = _OPENING_WORD.match(line.text)
    opens_in_lower_case = word is not None and word[1] == word[1].lower() != word[1].upper()
    is_index = line.text[0].isdigit() and _FORMULA.search(before.text[-20:])
    return bool(opens_in_lower_case or is_index) and not _ENDED.search(before.text[-20:])
