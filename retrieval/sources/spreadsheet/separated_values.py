"""Tables saved as text: reads the cells between commas, semicolons, tabs or bars, with the quotes of RFC 4180."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import multimode

_SEPARATORS = (",", ";", "\t", "|")
_UNIT = "\x1f"  # the separator of ASCII, where there is one column
_SAMPLE_CHARACTERS = 20_000  # by which the separator is recognised
_SAMPLE_ROWS = 50
_STATED = re.compile(r"sep=([,;|\t])\n")  # which Excel writes and reads above a table
# A quoted cell, in which a quote stands twice, or any other; what is behind a closing quote belongs to the cell.
_CELL = '"(?:[^"]|"")*+(?:"|\\Z)[^{0}\\n]*+|[^{0}\\n]*+'
_QUOTED = re.compile('"((?:[^"]|"")*+)(?:"|\\Z)(.*)', re.DOTALL)


def read_rows(text: str, *, separator: str = "") -> list[list[str]]:
    r"""Return the cells of each row; time grows with the text.

    Args:
        text: with `\n` line ends.
        separator: between cells; empty: the one by which most rows have one number of cells.
    """
    if stated := _STATED.match(text):
        return list(_rows(text[stated.end() :], stated[1]))
    return list(_rows(text, separator or _likeliest(text[:_SAMPLE_CHARACTERS])))


def _likeliest(sample: str) -> str:
    best = max(_SEPARATORS, key=lambda separator: _evenness(sample, separator))
    return best if any(_evenness(sample, best)) else _UNIT


def _evenness(sample: str, separator: str) -> tuple[int, int]:
    """Return how many rows have the usual number of cells, and that number; nothing where that is a cell a row."""
    widths = [len(row) for row, _ in zip(_rows(sample, separator), range(_SAMPLE_ROWS), strict=False) if any(row)]
    usual = max(multimode(widths), default=0)
    return (widths.count(usual), usual) if usual > 1 else (0, 0)


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    cell = re.compile(_CELL.format(re.escape(separator)))
    row: list[str] = []
    position = 0
    while position < len(text):
        match = cell.match(text, position)
        if match is None:  # an expression that matches the empty string always does
            return
        row.append(_unquoted(match[0]))
        position = match.end()
        if text[position : position + 1] != separator:
            yield row
            row = []
        position += 1
    if row or text.endswith(separator):
        yield [*row, ""] if text.endswith(separator) else row


def _unquoted(cell: str) -> str:
    match = _QUOTED.fullmatch(cell)
    return match[1].replace('""', '"') + match[2] if match else cell
