"""Tables of plain text without lines: cells between tabs, or in columns that blanks make even."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from retrieval.text.line_groups import CELL_BORDER

_TABS = re.compile("\t+")
_GAP = re.compile(r"\S {2,}\S")
_LIST_MARK = re.compile(r"\s*(?:[-*•‣–+o]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|\S+:)\s*")
_CODE_END = (";", "{", "}", "\\", ",")
_NO_ROW = "#>|/"  # begin headings, definitions, quotes, and rows that have bars already
_RULE = re.compile(r"[-=_ ]+|\|?[-:| ]*-[-:| ]*")
_LEAST_ROWS = 3  # of a table with two columns between tabs, or with columns of blanks
_LEAST_COLUMNS = 3  # of blanks: two are names and what they mean
_LEAST_BAND = 2  # blanks that all rows have between two columns
_LONGEST_ROW = 300  # characters
_LONGEST_CELL = 120


def mark_tables(text: str) -> str:
    """Return a text with bars between the cells of its tables, and a blank line before and behind each.

    Indented lines, which may be code, and lists stay as they are.
    """
    if "\t" not in text and "  " not in text:
        return text
    lines = text.split("\n")
    kinds = map(_kind, lines)
    marked: list[str] = []
    for kind, run in groupby(zip(kinds, lines, strict=True), lambda pair: pair[0]):
        stretch = [line for _, line in run]
        rows = list(_rows(kind, stretch)) if kind else []
        marked += ["", *rows, ""] if rows else stretch
    return "\n".join(marked)


def bar_rows(lines: Sequence[str]) -> list[list[str]] | None:
    """Return the cells of lines of which each has a bar between cells; None of others, and of a line alone.

    Args:
        lines: without blank ones.
    """
    if len(lines) == 1 or not all(CELL_BORDER in line or _RULE.fullmatch(line.strip()) for line in lines):
        return None
    rows = [line.strip().strip("|").split(CELL_BORDER) for line in lines if not _RULE.fullmatch(line.strip())]
    return [[cell.strip() for cell in row] for row in rows]


def _kind(line: str) -> str:
    """Return what parts the cells of a line that may be a row; the number of cells between tabs belongs to it."""
    if len(line) > _LONGEST_ROW or not line.strip() or line[0].isspace() or line[0] in _NO_ROW:
        return ""
    cells = _TABS.split(line.strip())
    if len(cells) > 1:
        is_row = not _LIST_MARK.fullmatch(cells[0]) and max(map(len, cells)) <= _LONGEST_CELL
        return f"tabs {len(cells)}" if is_row and not line.rstrip().endswith(_CODE_END) else ""
    return "blanks" if _GAP.search(line) and CELL_BORDER not in line else ""


def _rows(kind: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield the rows of a table; nothing where the lines are no table."""
    if kind != "blanks":
        if len(lines) >= _LEAST_ROWS or (len(lines) > 1 and kind != "tabs 2"):
            yield from (CELL_BORDER.join(_TABS.split(line.strip())) for line in lines)
        return
    starts = _column_starts(lines)
    if len(lines) < _LEAST_ROWS or len(starts) < _LEAST_COLUMNS:
        return
    for line in lines:
        cells = [line[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)]
        if not all(_RULE.fullmatch(cell) for cell in cells if cell):
            yield CELL_BORDER.join(cells)


def _column_starts(lines: Sequence[str]) -> list[int]:
    """Return where columns begin: behind each band of blanks that all lines have."""
    width = max(map(len, lines))
    is_blank = [True] * width
    for line in lines:
        for at, character in enumerate(line):
            is_blank[at] = is_blank[at] and character == " "
    starts, band = [0], 0
    for at in range(width):
        starts += [at] if not is_blank[at] and band >= _LEAST_BAND else []
        band = band + 1 if is_blank[at] else 0
    return starts
