"""Tables of reStructuredText: the cells of grid tables and of tables as comma-separated values.

docutils reads a grid table by following its lines from corner to corner, which takes minutes for a table of a thousand
rows. Here each line is looked at once.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from docutils.parsers.rst import tableparser
from docutils.statemachine import StringList

Cell = tuple[int, int, int, StringList]  # rows and columns that it spans beside its own, its first line, its text
_CORNER = re.compile(r"(?<=[-=])\+|\+(?=[-=])")
_RULE = re.compile("[-=]+")
_MOST_COLUMNS = 200  # of a simple table; each line costs as much as there are columns
_DELIMITERS = {"tab": "\t", "space": " "}


class GridTableParser:
    """Reads a grid table in place of the parser of docutils; it knows no head, and cells that span rows stand once."""

    def parse(self, block: StringList) -> tuple[list[int], list[list[Cell]], list[list[Cell]]]:
        """Return the widths of the columns, which nobody reads, the rows of the head, always none, and the rows."""
        block.replace(tableparser.TableParser.double_width_pad_char, "")
        rows: dict[int, list[tuple[int, list[str]]]] = {}
        for row, column, lines in _cells(list(block)):
            rows.setdefault(row, []).append((column, lines))
        return [1], [], [[(0, 0, row, _block(lines)) for _, lines in sorted(rows[row])] for row in sorted(rows)]


class SimpleTableParser(tableparser.SimpleTableParser):
    """Reads a simple table as docutils does, but none with so many columns that it would take long."""

    def parse_columns(self, line: str, offset: int) -> list[tuple[int, int]]:
        """Return where each column begins and ends.

        Raises:
            TableMarkupError: they are too many.
        """
        if line.count(" -") >= _MOST_COLUMNS:
            raise tableparser.TableMarkupError(f"More than {_MOST_COLUMNS} columns.", offset=offset)
        return super().parse_columns(line, offset)  # type: ignore[no-any-return]


def comma_separated_rows(lines: Sequence[str], options: Mapping[str, str]) -> list[list[str]]:
    """Return the cells of a `csv-table`, those of its option `header` first; nothing where it is damaged."""
    dialect: dict[str, Any] = {
        "delimiter": _character(options.get("delim", ","), ","),
        "quotechar": _character(options.get("quote", '"'), '"'),
        "escapechar": _character(options.get("escape", ""), "") or None,
        "skipinitialspace": "keepspace" not in options,
    }
    try:
        return list(csv.reader([*options.get("header", "").split("\n"), *lines], **dialect))
    except (csv.Error, ValueError, TypeError):
        return [[line] for line in lines]


def _character(written: str, default: str) -> str:
    character = _DELIMITERS.get(written.strip().lower(), written.strip())
    return character if len(character) == 1 else default


def _cells(lines: Sequence[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the first line, the first column and the lines of each cell, in the order in which they end."""
    corners = sorted({match.start() for line in lines for match in _CORNER.finditer(line)})
    opened: dict[int, tuple[int, list[str]]] = {}  # cells by their first column
    for number, line in enumerate(lines):
        borders = [column for column in corners if line[column : column + 1] in ("+", "|")]
        for start, end in pairwise(borders):
            text = line[start + 1 : end]
            if not _RULE.fullmatch(text):
                opened.setdefault(start, (number, []))[1].append(text)
            elif start in opened:
                row, cell = opened.pop(start)
                yield row, start, cell
    for start, (row, cell) in opened.items():
        yield row, start, cell


def _block(lines: Sequence[str]) -> StringList:
    """Return the lines of a cell without the indentation that they share."""
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return StringList([line[indent:].rstrip() for line in lines], source="table")
