"""Printed pages: joins the pages of a text that form feeds part, without running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—\[(. ]*(?:(?:page|p\.|seite|página)? ?\d{1,4}(?: ?(?:of|/|von|de|sur) ?\d{1,4})?|[ivxlc]{1,7})[-–—\]). ]*"
    r"|.{0,120}\[page \d+\]",
    re.IGNORECASE,
)
_LEAST_PAGES = 3  # of which most begin or end alike, where that is a running head
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


def join_pages(text: str) -> str:
    """Return a text without the marks of its pages: over them a sentence goes on, and all else has a blank line.

    Args:
        text: with a form feed between pages; without one it is returned as it is.
    """
    if "\f" not in text:
        return text
    pages = [page.split("\n") for page in text.split("\f")]
    heads, feet = (_running([_edge(page, step) for page in pages], len(pages)) for step in (1, -1))
    whole: list[str] = []
    for number, page in enumerate(pages):
        lines = _without_edge(page, 1, heads) if number else page
        lines = _trimmed(_without_edge(lines, -1, feet))
        if whole and lines:
            is_parted = len(page) > 1 and not page[0].strip() and page[1] == lines[0]  # by a mark on a line of its own
            is_inside = not _SENTENCE_END.search(whole[-1].rstrip()) and lines[0].lstrip()[:1].islower()
            goes_on = is_inside and not is_parted
            whole += [] if goes_on else [""]
        whole += lines
    return "\n".join(whole)


def _edge(page: Sequence[str], step: int) -> str:
    """Return the first line of a page that is not blank, or with a step of -1 the last, with signs for its numbers."""
    return _NUMBER.sub("#", next((line.strip() for line in page[::step] if line.strip()), ""))


def _running(edges: Sequence[str], pages: int) -> frozenset[str]:
    counts = Counter(edge for edge in edges if edge)
    return frozenset(edge for edge, count in counts.items() if count >= _LEAST_PAGES and 2 * count >= pages)


def _without_edge(page: Sequence[str], step: int, running: frozenset[str]) -> list[str]:
    """Return a page without its first or last line, if that is a running head or the number of the page."""
    at = next((at for at in range(len(page))[::step] if page[at].strip()), None)
    if at is None or not (_edge(page, step) in running or _PAGE_NUMBER.fullmatch(page[at].strip()[:200])):
        return list(page)
    return [*page[:at], *page[at + 1 :]]


def _trimmed(page: Sequence[str]) -> list[str]:
    """Return a page without the blank lines at its ends."""
    filled = [at for at, line in enumerate(page) if line.strip()]
    return list(page[filled[0] : filled[-1] + 1]) if filled else []
