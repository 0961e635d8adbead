"""Margins of a PDF's pages: removes running heads, page numbers and tables of contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from retrieval.sources.pdf.process import Line

_EDGE = 2  # lines at the top and at the bottom of a page that may belong to its margins
_FEWEST = 3  # pages on which a line stands again that is taken for a running one; of two pages, on both
_SHARE = 0.3  # of the pages; left and right pages may have running heads of their own
_DIGITS = re.compile(r"\d+")
_OUTER_NUMBER = re.compile(r"^(\d{1,5})\b|\b(\d{1,5})$")
_LONGEST = 100  # characters of a running head
_ENTRY = 300  # characters of an entry in a table of contents
_SHORT = 60  # characters, up to which a line that differs in its numbers alone is taken for the same
_NUMBER = re.compile(
    r"\W*(?:page|seite|página|pág\.?|p\.|s\.)?\s*(?:\d{1,5}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de|sur)\s*\d{1,5})?\W*",
    re.IGNORECASE,
)
_LEADERS = re.compile(r".*?(?:[.·…_]\s?){4,}\s*(?:\d{1,5}|[ivxlc]{1,7})?")


def without_margins(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of each page, in their order, without running heads, page numbers and tables of contents."""
    few = len(pages) < _FEWEST
    edges = [_edges(page, most=1 if few else _EDGE) for page in pages]
    least = max(min(_FEWEST, len(pages)), _SHARE * len(pages), 2)
    forms = Counter(form for edge in edges for form in {_form(line, few=few) for line in edge})
    shifts = Counter(shift for edge in edges for shift in {shift for line in edge for shift in _shifts(line)})
    counted = {shift for shift, count in shifts.items() if count >= least}
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        running = {
            id(line)
            for line in edge
            if forms[_form(line, few=few)] >= least
            or counted & _shifts(line)
            or (len(pages) > 1 and _NUMBER.fullmatch(line.text))
        }
        kept.append([line for line in page if id(line) not in running and not _is_contents(line.text)])
    return kept


def _is_contents(text: str) -> bool:
    return len(text) <= _ENTRY and bool(_LEADERS.fullmatch(text))


def _edges(page: Sequence[Line], *, most: int) -> list[Line]:
    """Return the highest and the lowest lines of the page, as long as lines between them are left."""
    heights = sorted({line.y for line in page})
    deep = min(most, len(heights) // 2)
    outer = {*heights[:deep], *heights[len(heights) - deep :]}
    return [line for line in page if line.y in outer]


def _shifts(line: Line) -> set[int]:
    """Return the differences between the line's first or last number and the page's: equal on all numbered pages."""
    if len(line.text) > _LONGEST:
        return set()
    return {int(match[1] or match[2]) - line.page for match in _OUTER_NUMBER.finditer(line.text)}


def _form(line: Line, *, few: bool) -> str:
    """Return the features that running heads have in common; in short documents also their exact place."""
    text = _DIGITS.sub("#", line.text.casefold()) if len(line.text) <= _SHORT else line.text.casefold()
    return f"{text} {line.x} {line.y}" if few else text
