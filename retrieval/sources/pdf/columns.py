"""Columns of a PDF's page: puts lines that were drawn across the columns into reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from retrieval.sources.pdf.process import Line
from retrieval.text.line_groups import CELL_BORDER

_FEWEST = 5  # lines that reach across the gap between two columns
_UPWARDS = 0.9  # of a page's steps from line to line
_SHARE = 0.4  # of a page's lines
_PROSE = 18  # characters: the cells of most tables are shorter than the lines of a column
_GRID = 4.0  # points within which the lines of a column begin


def in_reading_order(page: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with the rows of tables joined.

    Where a page has columns that are drawn as one, they come from left to right; where the lines are drawn from the
    foot of the page to its top, they are turned round.
    """
    if _is_drawn_upwards(page):
        page = page[::-1]
    gutters = _gutters(page)
    if not gutters:
        return [_row(page, at) for at in range(len(page))]
    ordered: list[Line] = []
    columns: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
    for line in page:
        shares = [_share(line, x, text) for x, text in line.parts]
        if len(shares) == 1 and line.x < gutters[0] - _GRID and line.x + _length(line) > gutters[0]:  # across them
            ordered += [*_joined(columns), line]
            columns = [[] for _ in columns]
            continue
        for share in shares:
            columns[sum(share.x >= gutter - _GRID for gutter in gutters)].append(share)
    return [*ordered, *_joined(columns)]


def _is_drawn_upwards(page: Sequence[Line]) -> bool:
    """Return whether nearly every line stands above the one that was drawn before it."""
    steps = [after.y - before.y for before, after in pairwise(page)]
    return len(steps) >= _FEWEST and sum(step > 0 for step in steps) >= _UPWARDS * len(steps)


def _joined(columns: Sequence[Sequence[Line]]) -> list[Line]:
    return [line for column in columns for line in column]


def _gutters(page: Sequence[Line]) -> list[float]:
    """Return the places where the columns behind the first begin; none if the page does not have columns."""
    counts = Counter(len(line.parts) for line in page if len(line.parts) > 1)
    count, _ = counts.most_common(1)[0] if counts else (0, 0)
    rows = [line.parts for line in page if len(line.parts) == count]
    least = max(_FEWEST, _SHARE * len(page))
    for column in range(1, count):
        begins = Counter(round(row[column][0] / _GRID) for row in rows)
        grid, _ = begins.most_common(1)[0]
        rows = [row for row in rows if abs(row[column][0] / _GRID - grid) <= 1]
        if len(rows) < least:
            return []
    is_prose = all(median(len(row[column][1]) for row in rows) >= _PROSE for column in range(count))
    return [min(row[column][0] for row in rows) for column in range(1, count)] if rows and is_prose else []


def _share(line: Line, x: float, text: str) -> Line:
    return replace(line, x=x, text=text, parts=())


def _row(page: Sequence[Line], at: int) -> Line:
    """Return the line, with bars between its cells if the line above or below has cells too."""
    line = page[at]
    near = (*page[max(0, at - 1) : at], *page[at + 1 : at + 2])
    if not _has_cells(line) or not any(map(_has_cells, near)):
        return replace(line, parts=())
    return replace(line, text=CELL_BORDER.join(text for _, text in line.parts))


def _has_cells(line: Line) -> bool:
    return len(line.parts) > 1


def _length(line: Line) -> float:
    return len(line.text) * line.size / 2
