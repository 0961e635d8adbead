"""Tables of AsciiDoc: the cells of each row, `| one | two`, of a table of comma-separated values too."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

_SPECIFIER = r"(?:\d{1,3}(?:\.\d{1,3})?[*+])?(?:[<^>](?:\.[<^>])?)?[aehlmsdv]?"
_CELL = re.compile(rf"(?:^|(?<=\s)|(?<=\|)){_SPECIFIER}(?<!\\)\|")
_COLUMNS = re.compile(r"cols=\"?([^\"\]]*)\"?")
_REPEATED = re.compile(r"(\d{1,2})\*")
_MOST_COLUMNS = 60


def table_rows(lines: Sequence[str], options: str, separator: str) -> list[list[str]]:
    """Return the cells of each row.

    Args:
        lines: between those that begin and end the table.
        options: the attributes of the table, which may say how many columns it has.
        separator: the first character of the line that begins it: `,` for comma-separated values.
    """
    if separator in ",:":
        return _separated_rows([line for line in lines if line.strip()], separator)
    parts = [_CELL.split(line.strip()) for line in lines]
    columns = _column_count(options) or _first_width(parts)
    cells: list[list[str]] = []
    for part in parts:
        if cells and part[0].strip():
            cells[-1].append(part[0].strip())
        cells += [[cell.strip()] for cell in part[1:]]
    flat = [" ".join(filter(None, cell)) for cell in cells]
    return [flat[at : at + columns] for at in range(0, len(flat), columns)]


def _separated_rows(lines: Sequence[str], separator: str) -> list[list[str]]:
    """Return the cells of rows of separated values; of a table with an immense value each line is a cell."""
    try:
        return [row for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:  # of more than 131,072 characters
        return [[line] for line in lines]


def _column_count(options: str) -> int:
    """Return how many columns a table states; 0 where it states none."""
    match = _COLUMNS.search(options)
    if match is None:
        return 0
    repeated = _REPEATED.match(match[1].strip())
    count = int(repeated[1]) if repeated else len(re.split("[,;]", match[1]))
    return min(count, _MOST_COLUMNS)


def _first_width(parts: Sequence[Sequence[str]]) -> int:
    """Return the number of cells of the first line that has any."""
    return next((len(part) - 1 for part in parts if len(part) > 1), 1)
