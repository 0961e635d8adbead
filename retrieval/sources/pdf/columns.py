"""Columns of a PDF's page: puts lines that were drawn across the columns into reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from retrieval.sources.pdf.process import Line

_FEWEST = 5  # lines that reach across the gap between two columns
_SHARE = 0.4  # of a page's lines
_PROSE = 18  # characters: the cells of most tables are shorter than the lines of a column
_GRID = 4.0  # points within which the lines of a column begin


def in_reading_order(page: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with the rows of tables joined.

    Where a page has two columns that are drawn as one, the left comes before the right.
    """
    gutter = _gutter(page)
    if gutter is None:
        return [_row(page, at) for at in range(len(page))]
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in page:
        shares = [_share(line, x, text) for x, text in line.parts]
        spans = len(shares) == 1 and line.x < gutter - _GRID and line.x + _length(line) > gutter
        if spans:
            ordered += [*left, *right, line]
            left, right = [], []
            continue
        for share in shares:
            (left if share.x < gutter - _GRID else right).append(share)
    return [*ordered, *left, *right]


def _gutter(page: Sequence[Line]) -> float | None:
    """Return the place where the right column begins; None if the page does not have two columns."""
    pairs = [line.parts for line in page if len(line.parts) == 2]  # noqa: PLR2004  columns
    if len(pairs) < max(_FEWEST, _SHARE * len(page)):
        return None
    begins = Counter(round(right[0] / _GRID) for _, right in pairs)
    grid, _ = begins.most_common(1)[0]
    aligned = [pair for pair in pairs if abs(pair[1][0] / _GRID - grid) <= 1]
    if len(aligned) < max(_FEWEST, _SHARE * len(page)):
        return None
    is_prose = all(median(len(pair[side][1]) for pair in aligned) >= _PROSE for side in (0, 1))
    return min(pair[1][0] for pair in aligned) if is_prose else None


def _share(line: Line, x: float, text: str) -> Line:
    return replace(line, x=x, text=text, parts=())


def _row(page: Sequence[Line], at: int) -> Line:
    """Return the line, with bars between its cells if the line above or below has cells too."""
    line = page[at]
    near = (*page[max(0, at - 1) : at], *page[at + 1 : at + 2])
    if not _has_cells(line) or not any(map(_has_cells, near)):
        return replace(line, parts=())
    return replace(line, text=" | ".join(text for _, text in line.parts))


def _has_cells(line: Line) -> bool:
    return len(line.parts) > 1


def _length(line: Line) -> float:
    return len(line.text) * line.size / 2
