"""Pieces of a reStructuredText document: stretches of lines that are parsed one after another.

docutils copies the rest of its input for every list and every comment. In pieces of a few hundred lines that costs
little; of a whole document of a megabyte it would cost minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_LINES = 300  # from which a piece ends at the next paragraph that begins at the margin
_MOST_LINES = 3_000  # at which it ends even inside a table or between lines that no blank line parts
_TABLE_TOP = re.compile("=+(?: +=+)+ *")
_BORDER = re.compile("=[ =]*")
_CONTINUATIONS = ("#", "--", "—")  # of a list that numbers itself, and of a quotation
_BORDERS = 2  # below the top of a simple table: under its head, and at its end


def split_pieces(lines: Sequence[str], length: int = _LINES) -> Iterator[tuple[int, int]]:
    """Yield the first line and the line behind the last one of each piece, in order.

    A piece ends before a line at the margin that a blank line stands above, and not inside of a table.

    Args:
        lines: of the document, or of the content of an item.
        length: of a piece at least, in lines.
    """
    start, borders = 0, -1  # of the table that is open; -1 where none is
    for number, line in enumerate(lines):
        is_below_blank = number > 0 and not lines[number - 1].strip()
        if line[:1].strip() and _may_begin(line, number - start, length, is_parted=is_below_blank and borders < 0):
            yield start, number
            start, borders = number, -1
        borders = _borders(lines, number, borders)
    if start < len(lines):
        yield start, len(lines)


def _may_begin(line: str, before: int, length: int, *, is_parted: bool) -> bool:
    """Return whether a piece may begin with a line at the margin, of which so many lines stand before it."""
    return before >= _MOST_LINES or (before >= length and is_parted and not line.startswith(_CONTINUATIONS))


def _borders(lines: Sequence[str], number: int, borders: int) -> int:
    """Return how many borders of the open table stand above the next line; -1 where no table is open there."""
    if borders < 0:
        return 0 if _TABLE_TOP.fullmatch(lines[number]) else -1
    if not _BORDER.fullmatch(lines[number]):
        return borders
    is_last = number + 1 == len(lines) or not lines[number + 1].strip()
    return -1 if is_last or borders + 1 == _BORDERS else borders + 1
