"""Drawn tables: the rows of a table that is drawn with lines of characters, `+---+` and `|`, or `┌──┐` and `│`."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LINES = "─━═╌┄│║┃┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╟╫╢╓╥╖╙╨╜╭╮╰╯"
_RULE = re.compile(rf"\s*[+|{_LINES}][-+|=:{_LINES}]*\s*")
_LEVEL = re.compile("[-=─━═╌┄]")  # one of these stands in every rule
_ROW = re.compile(r"\s*[|│║┃].*[|│║┃]\s*")
_BAR = re.compile("[|│┆┊║┃]")


def is_drawn_rule(line: str) -> bool:
    """Return whether a line is drawn between rows, or above or below them."""
    return bool(_RULE.fullmatch(line)) and bool(_LEVEL.search(line))


def drawn_rows(lines: Sequence[str]) -> list[list[str]] | None:
    """Return the cells of a table, row by row; None if the lines draw none.

    Where rules part all rows, the lines between two of them are one row, each cell with the words of its lines.

    Args:
        lines: without blank ones.
    """
    if len(lines) < 3 or not is_drawn_rule(lines[0]) or not is_drawn_rule(lines[-1]):  # noqa: PLR2004  rule, row, rule
        return None
    if not all(is_drawn_rule(line) or _ROW.fullmatch(line) for line in lines):
        return None
    stretches: list[list[list[str]]] = [[]]
    for line in lines:
        if is_drawn_rule(line):
            stretches.append([])
        else:
            stretches[-1].append([cell.strip() for cell in _BAR.split(line.strip())[1:-1]])
    stretches = [stretch for stretch in stretches if stretch]
    if len(stretches) <= 2:  # noqa: PLR2004  a head and a body, whose lines are rows
        return [row for stretch in stretches for row in stretch]
    return [_joined(stretch) for stretch in stretches]


def _joined(lines: Sequence[Sequence[str]]) -> list[str]:
    width = max(map(len, lines))
    return [" ".join(line[at] for line in lines if at < len(line) and line[at]) for at in range(width)]
