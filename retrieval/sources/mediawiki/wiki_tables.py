"""Tables in wikitext: reads their lines into rows of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_OPENING = re.compile(r"[ \t:*#;]{0,50}\{\|")
_ROWSPAN = re.compile(r"rowspan\s{0,9}=\s{0,9}[\"']?\s{0,9}(\d{1,3})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|\bnavbox\b|\bnavigation\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\s*(?:[\w:-]+\s*=|nowrap\b|$)")
_MOST_LEVELS = 8  # of tables in tables; what is deeper is text of its cell
_MOST_REPEATED = 60  # characters of a cell that is written into each row that it spans
_MOST_ROWS = 30  # into which it is written


@dataclass(slots=True, kw_only=True)
class WikiCell:
    """A cell: its lines, and the tables in it."""

    lines: list[str] = field(default_factory=list)
    tables: list[WikiTable] = field(default_factory=list)
    is_header: bool = False
    rows: int = 1  # that it spans


@dataclass(slots=True, kw_only=True)
class WikiTable:
    """A table as it is written."""

    attributes: str = ""
    caption: WikiCell | None = None
    rows: list[list[WikiCell]] = field(default_factory=list)
    rest: str = ""  # what stands behind its end on the same line

    @property
    def cells(self) -> list[WikiCell]:
        """Every cell, row by row."""
        return [cell for row in self.rows for cell in row]

    @property
    def is_hidden(self) -> bool:
        """Return whether a reader does not see it, or it only leads to other pages."""
        return _HIDDEN.search(self.attributes) is not None

    def full_rows(self) -> list[list[WikiCell]]:
        """Return the rows, with a short cell that spans several in each of them."""
        spanning: dict[int, tuple[WikiCell, int]] = {}
        rows: list[list[WikiCell]] = []
        for row in self.rows:
            waiting = iter(row)
            full: list[WikiCell] = []
            while True:
                cell, left = spanning.pop(len(full), (None, 0))
                if cell is None and (cell := next(waiting, None)) is not None:
                    size = sum(map(len, cell.lines))
                    left = min(cell.rows, _MOST_ROWS) if size <= _MOST_REPEATED else 1
                if cell is None:
                    break
                if left > 1:
                    spanning[len(full)] = (cell, left - 1)
                full.append(cell)
            rows.append(full)
        return rows


def is_table(line: str) -> bool:
    """Return whether a table begins on the line."""
    return _OPENING.match(line) is not None


def read_table(opening: str, lines: Iterator[str], level: int = 1) -> WikiTable:
    """Read a table up to its end, or to the end of the lines.

    Args:
        opening: the line on which it begins.
        lines: those below it, of which as many are taken as it has.
        level: how many tables it stands in, itself included.
    """
    table = WikiTable(attributes=opening.partition("{|")[2], rows=[[]])
    cell = WikiCell()  # what stands before the first cell is not shown
    for line in lines:
        words = line.strip()
        if words.startswith("|}"):
            table.rest = words[2:]
            break
        if level < _MOST_LEVELS and is_table(line):
            inner = read_table(line, lines, level + 1)
            cell.tables.append(inner)
            cell.lines.append(inner.rest)
            inner.rest = ""
        elif words.startswith("|-"):
            table.rows.append([])
            cell = WikiCell()
        elif words.startswith("|+"):
            table.caption = cell = _cell(words[2:], is_header=False)
        elif words[:1] in ("|", "!"):
            cells = list(_cells(words))
            table.rows[-1] += cells
            cell = cells[-1]
        else:
            cell.lines.append(line)
    table.rows = [row for row in table.rows if row]
    return table


def _cells(line: str) -> Iterator[WikiCell]:
    """Yield the cells that a line begins."""
    is_header = line.startswith("!")
    text = line[1:].replace("!!", "||") if is_header else line[1:]
    for content in text.split("||"):
        yield _cell(content, is_header=is_header)


def _cell(content: str, *, is_header: bool) -> WikiCell:
    attributes, bar, words = content.partition("|")
    if not bar or not _ATTRIBUTE.match(attributes):
        return WikiCell(lines=[content], is_header=is_header)
    span = _ROWSPAN.search(attributes)
    rows = int(span[1]) if span else 1
    return WikiCell(lines=[words], is_header=is_header, rows=rows)
