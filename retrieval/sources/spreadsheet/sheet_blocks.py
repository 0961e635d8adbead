"""The blocks of a sheet: tables whose first row is repeated, so that each passage has the names of the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval.sources.base.block_text import DocumentBlock, list_item, paragraph, table
from retrieval.text.normalize import one_line

# Passages have at most 160 words (`text/passages.py`), and their lines of a table stay together.
_MOST_WORDS = 110
_HEAD_WORDS = 50  # of names that are repeated; longer ones would be most of each part
_LONG_CELL = 250  # characters, from which a cell is a text of its own; a row of a table is read as one sentence


def sheet_blocks(rows: Sequence[Sequence[str]]) -> Iterator[DocumentBlock]:
    """Yield the blocks of a sheet's rows: a table for each run of rows, a paragraph for a line above, among or below.

    Args:
        rows: the texts of their cells, of any number; a row without text ends a table.
    """
    run: list[list[str]] = []
    for row in (*rows, ()):
        cells = [one_line(cell) for cell in row]
        if any(cells):
            run.append(cells)
        elif run:
            yield from _run_blocks(run)
            run = []


def _run_blocks(run: Sequence[list[str]]) -> Iterator[DocumentBlock]:
    """Yield the blocks of rows that no blank row parts, without the columns that are blank in all of them."""
    width = max(map(len, run))
    used = [at for at in range(width) if any(at < len(row) and row[at] for row in run)]
    rows = [[row[at] if at < len(row) else "" for at in used] for row in run]
    if len(used) == 1:
        yield from _column(rows)
        return
    while rows and sum(map(bool, rows[0])) == 1:  # a title or a remark above the names of the columns
        yield paragraph("".join(rows.pop(0)))
    if rows:
        yield from _parted_tables(rows)


def _column(rows: Sequence[Sequence[str]]) -> Iterator[DocumentBlock]:
    """Yield the items of a list that has its name above it; lines of text as paragraphs."""
    is_list = len(rows) > 2 and all(len(row[0]) < _LONG_CELL for row in rows)  # noqa: PLR2004  a name and two items
    for number, row in enumerate(rows):
        yield list_item("-", row[0]) if is_list and number else paragraph(row[0])


def _parted_tables(rows: Sequence[Sequence[str]]) -> Iterator[DocumentBlock]:
    """Yield the table in parts that fit into a passage, each with the first row at its head if that has only names."""
    is_head = all(rows[0]) and not any(map(_has_digit, rows[0])) and _words(rows[0]) <= _HEAD_WORDS
    head = rows[0] if is_head else None
    part, words = [rows[0]], _words(rows[0])
    for row in rows[1:]:
        if head and len(part) > 1 and words + _words(row) > _MOST_WORDS:
            yield table(part)
            part, words = [head], _words(head)
        part.append(row)
        words += _words(row)
    yield table(part)


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))


def _words(row: Sequence[str]) -> int:
    return sum(len(cell.split()) for cell in row)
