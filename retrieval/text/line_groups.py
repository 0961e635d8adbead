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
from retrieval.text.heading_lines import find_headings

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

# The look of wrapped text. Set by hand so that prose wrapped at 50 to 100 columns differs from verse, addresses and
# one paragraph a line; tests/golden/test_sentences.py has cases on both sides.
_NARROWEST, _WIDEST = 40, 120  # columns
_EXPLAINED = 0.8  # share of line ends where the next word had no room
_LOWER = 0.25  # share of lines that open in lower case: most in prose, hardly any in verse and headlines
# Share of the line ends inside sentences where the next word had no room, in texts that have commands and lists among
# their prose: set by hand on READMEs and manual pages, beside lists of headlines, where it is a quarter by chance.
_EXPLAINED_INSIDE = 0.6
_UNCASED_ENDS = 2  # as many line ends are needed where no line opens with a letter that has case
_OVERLONG = 1.25  # times the width: a longer line was not wrapped with the others
_LEAST_INSIDE = 12  # line ends: fewer show a width by chance
# Signs that two rows share: borders between cells, an arrow, a name with a colon in front, columns, an address
# alone, or an emoji in front; other scripts write whole lines without a space.
_ROW_SIGNS = (
    re.compile(re.escape(CELL_BORDER)),
    re.compile(" [-=]+> | → "),
    re.compile(r"^\w[\w ,./-]{0,40}:\s+\S"),
    re.compile(r"\S {4,}\S"),
    re.compile(r"^[!-~]{15,}$"),
    re.compile("^[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"),
)
_PROMPT = re.compile(r"[#$%>] ")  # before commands and comments
_LONGEST_LABEL = 60  # characters of an option with its arguments
_PLACEHOLDER = re.compile(r"-[^<>]{0,40}<[\w -]{1,40}>$")  # the argument of an option, `--retry <num>`
_CODE_ENDS = (";", "{", "}", "\\", ">", ",")


class _Line(NamedTuple):
    start: int  # where its first character stands that is no space
    content: int  # the same, behind a list marker
    end: int
    text: str  # from `content` to `end`
    indent: int  # columns before `start`
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
    width = _wrap_width(lines) or _mixed_width(lines)
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
    line_start = 0
    inside = in_list = False  # whether a paragraph or item is open that a line may go on with; whether a list is
    rows = text.split("\n")
    headings, rules = find_headings(rows)
    for number, raw in enumerate(rows):
        indent = len(raw) - len(raw.lstrip())
        start, end = line_start + indent, line_start + len(raw.rstrip())
        line_start += len(raw) + 1
        if start >= end or number in rules:
            inside = in_list = False
            continue
        kind, content = _kind(text[start:end], raw, may_be_numbered=not inside or in_list)
        if number in headings:
            kind, content = "heading", 0
        words = text[start + content : end]
        yield _Line(start, start + content, end, words, indent, len(raw), kind, inside and kind == "paragraph")
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
    label = _hanging_label(lines)
    runs: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if index and (index - 1 == label or _is_soft_wrap(lines[index - 1], line, width)):
            runs[-1] = runs[-1][0], line.end
        else:
            runs.append((line.content, line.end))
    return LineGroup(kind, start, end, tuple(runs))


def _hanging_label(lines: Sequence[_Line]) -> int | None:
    """Return the number of the line that names what the lines below it, which are further in, describe.

    So do manual pages with an option, and plain texts with a word that they explain.
    """
    label = -1
    while label + 2 < len(lines) and lines[label + 2].indent > lines[label + 1].indent:
        label += 1
    if label < 0 or lines[0].kind != "paragraph":
        return None
    words, described = lines[label].text, lines[label + 1 :]
    is_code = words.endswith(_CODE_ENDS) and not _PLACEHOLDER.search(words)
    is_name = len(words) <= _LONGEST_LABEL and not _ENDED.search(words) and not is_code
    is_below = all(line.indent >= described[0].indent for line in described)
    return label if is_name and is_below and _ENDED.search(described[-1].text[-20:]) else None


def _wrap_width(lines: Sequence[_Line]) -> int | None:
    """Find the width (columns) at which the lines were wrapped; None if they were not, or too few show it."""
    return _width_of([(before, line) for before, line in pairwise(lines) if line.joined], _EXPLAINED)


def _mixed_width(lines: Sequence[_Line]) -> int | None:
    """Find the width as `_wrap_width` does, by the line ends inside sentences alone, where many are to be seen."""
    pairs = [(before, line) for before, line in pairwise(lines) if line.joined and _is_inside(before, line)]
    return _width_of(pairs, _EXPLAINED_INSIDE) if len(pairs) >= _LEAST_INSIDE else None


def _is_inside(before: _Line, line: _Line) -> bool:
    """Return whether a line may go on with a sentence of the line before: it is as far in, and that ended none."""
    return line.indent == before.indent + before.content - before.start and not _ENDED.search(before.text[-20:])


def _width_of(pairs: Sequence[tuple[_Line, _Line]], least: float) -> int | None:
    if not pairs:
        return None
    width = sorted(before.width for before, _ in pairs)[(len(pairs) - 1) * 9 // 10]  # a few may be overlong
    explained = sum(_has_no_room(before, line, width) for before, line in pairs)
    if not _NARROWEST <= width <= _WIDEST or explained < least * len(pairs):
        return None
    initials = [word[1][0] for _, line in pairs if (word := _OPENING_WORD.match(line.text))]
    lower, upper = sum(map(str.islower, initials)), sum(map(str.isupper, initials))
    is_wrapped = lower >= _LOWER * (lower + upper) if lower + upper else len(pairs) >= _UNCASED_ENDS
    return width if is_wrapped else None


def _has_no_room(before: _Line, line: _Line, width: int) -> bool:
    word = _FIRST_WORD.match(line.text)
    return word is not None and before.width + 1 + len(word[0]) > width


def _is_soft_wrap(before: _Line, line: _Line, width: int | None) -> bool:
    """Return whether the line goes on with the text of the line before it.

    Rows of a table never do, nor what two lines name alike, nor a command below a comment.
    """
    if any(sign.search(before.text) and sign.search(line.text) for sign in _ROW_SIGNS):
        return False
    if bool(_PROMPT.match(before.text)) != bool(_PROMPT.match(line.text)):
        return False
    if width and before.width <= width * _OVERLONG and _has_no_room(before, line, width):
        return True
    word = _OPENING_WORD.match(line.text)
    opens_in_lower_case = word is not None and word[1] == word[1].lower() != word[1].upper()
    is_index = line.text[0].isdigit() and _FORMULA.search(before.text[-20:])
    return bool(opens_in_lower_case or is_index) and not _ENDED.search(before.text[-20:])
