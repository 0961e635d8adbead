"""Paragraphs of a PDF, put together from lines by their places on the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

from retrieval.sources.base.block_text import DocumentBlock, heading, list_item, paragraph
from retrieval.sources.base.dehyphenation import join_broken, vocabulary
from retrieval.sources.pdf.process import Line
from retrieval.text.line_groups import CELL_BORDER

_LARGER = 1.12  # times the size of the text, from which on a line is a heading
_HEADING_CHARACTERS = 200
_BOLD_CHARACTERS = 120  # of a heading that is only bold
_HEADING_LINES = 5
_NEAR = 20  # lines before a line, which show where those of its paragraph begin
_DEEPEST = 4
_WIDER = 1.18  # times the usual distance of lines: a paragraph ends
_INDENT = 0.8  # of the size
_SHORT, _SHORTER = 0.75, 0.6  # of the usual length of a line: it ended before the margin, with or without a full stop
_FEW = 3  # distances, of which too little can be told
_LEADING = 1.35  # of the size: from line to line where nothing can be told
_ROW_SIZES = 3.5  # times the size, from row to row of a table
_STEP = 0.5  # points that distances and sizes are told apart by
_ENDS = (".", "!", "?", ":", "。", "！", "？", "．", "؟", "…")
_CLOSERS = "\"'”’»›)]）」』"
# With the places that fonts of signs (Symbol, Wingdings) have for their own in Unicode: word processors write them so.
_BULLET = re.compile(r"([•▪◦‣●○■□–—*\uf020-\uf0ff-]|\d{1,3}[.)]|\([a-z0-9]{1,3}\)|\[\d{1,3}\]) +(?=\S)")
_ROUND = "•▪◦‣●○■□" + "".join(map(chr, range(0xF020, 0xF100)))
_NUMBERED = re.compile(r"\d{1,3}[.)]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The lines of one block."""

    block: DocumentBlock
    begins: tuple[tuple[int, int], ...]  # each page that it has a line on, and where in the block's text the first is


def stretches(pages: Sequence[Sequence[Line]]) -> list[Stretch]:
    """Return the headings, paragraphs and list items of all pages, in order."""
    lines = [line for page in pages for line in page]
    known = vocabulary(line.text for line in lines)
    type_area = _TypeArea(lines)
    return [_stretch(group, type_area, known) for group in _groups(lines, type_area)]


class _TypeArea:
    """The usual measures of a document: the size of its text, the distance and the length of its lines.

    Args:
        lines: all of them; the usual distance is told page by page, where a page has enough of them.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[_rounded(line.size)] += len(line.text)
        self.size = max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0.0
        larger = {size for size in sizes if size > _LARGER * self.size}
        self._levels = {size: min(level, _DEEPEST) for level, size in enumerate(sorted(larger, reverse=True), start=1)}
        body = [line for line in lines if self.level(line) == 0]
        lengths: dict[int, list[int]] = {}
        for line in body:
            lengths.setdefault(line.page, []).append(len(line.text))
        self._lengths = {page: median(counts) for page, counts in lengths.items()}
        self._distances: dict[int, Counter[float]] = {}
        for before, line in pairwise(body):
            if before.page == line.page and 0 < before.y - line.y < 3 * self.size:
                self._distances.setdefault(line.page, Counter())[_rounded(before.y - line.y)] += 1

    def level(self, line: Line) -> int:
        """Return the level of a heading of the line's size; 0 if it is no heading."""
        match = _BULLET.match(line.text)
        is_text = len(line.text) > _HEADING_CHARACTERS or (match and not _NUMBERED.fullmatch(match[1]))
        return 0 if is_text else self._levels.get(_rounded(line.size), 0)

    def length(self, page: int) -> float:
        """Return the characters of a usual line on the page."""
        return self._lengths.get(page, 0)

    def distance(self, page: int) -> float:
        """Return the most usual distance between two lines of a paragraph on the page."""
        counted = self._distances.get(page, Counter())
        if sum(counted.values()) < _FEW:
            counted = sum(self._distances.values(), Counter[float]())
        usual = max(counted, key=lambda distance: (counted[distance], -distance), default=_LEADING * self.size)
        return usual if sum(counted.values()) >= _FEW else min(usual, _LEADING * self.size)


def _groups(lines: Sequence[Line], area: _TypeArea) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and _ends(group, line, area):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _ends(group: Sequence[Line], line: Line, area: _TypeArea) -> bool:
    """Return whether a block ends before a line."""
    last = group[-1]
    if area.level(last) or area.level(line):
        is_one = area.level(last) == area.level(line) and last.page == line.page
        return not (is_one and 0 < last.y - line.y < 2 * line.size)
    if last.is_bold != line.is_bold and _is_bold_heading(group if last.is_bold else [line]):
        return True
    is_beside = last.page == line.page and abs(last.y - line.y) <= line.size / 2  # a cell, or a word set apart
    if CELL_BORDER in line.text or (CELL_BORDER in last.text and not is_beside):
        return is_beside or not _continues_table(last, line)
    if last.page != line.page or line.y > last.y + line.size / 2:
        return _is_ended(last.text) or _is_item(line, last)
    if is_beside:
        return False
    is_apart = last.y - line.y > _WIDER * area.distance(line.page)
    return is_apart or _is_item(line, last) or _is_indented(group, line) or _is_short(last, line, area)


def _continues_table(last: Line, line: Line) -> bool:
    """Return whether both lines are rows, and one stands below the other or on the next page."""
    if CELL_BORDER not in last.text or CELL_BORDER not in line.text:
        return False
    return last.page != line.page or 0 < last.y - line.y <= _ROW_SIZES * line.size


def _is_bold_heading(group: Sequence[Line]) -> bool:
    if len(group) > _HEADING_LINES:
        return False
    text = " ".join(line.text for line in group)
    if CELL_BORDER in text:
        return False
    return len(text) <= _BOLD_CHARACTERS and all(line.is_bold for line in group) and not text.endswith((".", ",", ";"))


def _is_ended(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(_ENDS)


def _is_item(line: Line, last: Line) -> bool:
    match = _BULLET.match(line.text)
    if not match:
        return False
    return match[1] in _ROUND or _is_ended(last.text) or bool(_BULLET.match(last.text))


def _is_indented(group: Sequence[Line], line: Line) -> bool:
    """Return whether the line begins further in or further out than the block; the block's first line may differ."""
    first = group[0]
    step = _INDENT * line.size
    if len(group) == 1:
        return line.x > first.x + step and not _BULLET.match(first.text)
    left = min(other.x for other in group[-_NEAR:] if other.page == group[-1].page and other is not first)
    return abs(line.x - left) > step and not _is_centred(group, line)


def _is_centred(group: Sequence[Line], line: Line) -> bool:
    last = group[-1]
    return abs((last.x + len(last.text) * last.size / 4) - (line.x + len(line.text) * line.size / 4)) < line.size / 2


def _is_short(last: Line, line: Line, area: _TypeArea) -> bool:
    first_word = line.text.partition(" ")[0]
    share = _SHORT if _is_ended(last.text) else _SHORTER
    return len(last.text) + len(first_word) < share * area.length(last.page)


def _stretch(group: Sequence[Line], area: _TypeArea, known: frozenset[str]) -> Stretch:
    if len(group) > 1 and all(CELL_BORDER in line.text for line in group):
        text = "\n".join(line.text for line in group)
        starts = [0, *accumulate(len(line.text) + 1 for line in group[:-1])]
    else:
        text, starts = join_broken([line.text for line in group], known)
    block, marker = _block(text, group, area)
    begins: dict[int, int] = {}
    for line, start in zip(group, starts, strict=True):
        begins.setdefault(line.page, min(max(0, start - marker), len(block.text)))
    return Stretch(block=block, begins=tuple(begins.items()))


def _block(text: str, group: Sequence[Line], area: _TypeArea) -> tuple[DocumentBlock, int]:
    """Return the block, and the length of its list marker in the text."""
    if level := area.level(group[0]):
        return heading(level, text), 0
    if any(line.size >= area.size for line in group) and _is_bold_heading(group):
        return heading(_DEEPEST, text), 0
    match = _BULLET.match(text)
    if match and not match[1].startswith(("(", "[")):
        marker = match[1].replace(")", ".") if _NUMBERED.fullmatch(match[1]) else "-"
        return list_item(marker, text[match.end() :]), match.end()
    return paragraph(text), 0


def _rounded(length: float) -> float:
    return round(length / _STEP) * _STEP
