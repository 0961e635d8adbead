"""Tables of tbl(1): the cells of each row, without the lines that say how they look."""

from __future__ import annotations

import re

from retrieval.sources.roff.roff_source import RoffLine

_SEPARATOR = re.compile(r"\btab\s*\((.)\)")
_RULE = re.compile(r"[_=\s]+|\\\^")
_LONGEST_LAYOUT = 30  # lines above the rows that say how these look; in a longer one the first row is missing


class TableLines:
    """Collects the lines between `.TS` and `.TE`."""

    def __init__(self) -> None:
        self._separator = "\t"
        self._layout = 0  # lines of it that were read; -1 behind its end
        self._rows: list[list[list[str]]] = []  # the words of each cell, by lines
        self._is_open = False  # inside a cell of several lines, `T{` to `T}`

    def add(self, line: RoffLine) -> None:
        """Add a line: of the layout, which ends with a full stop, or of the rows."""
        if self._layout >= 0 and not line.request:
            self._read_layout(line.text.strip())
        elif line.request == "T&":
            self._layout = 0
        elif line.request:
            self._continue(" ".join(line.arguments))
        elif self._is_open and not line.text.startswith("T}"):
            self._continue(line.text)
        elif self._is_open:
            self._is_open = False
            self._add_cells(line.text[2:].split(self._separator)[1:])
        elif not _RULE.fullmatch(line.text):
            self._rows.append([])
            self._add_cells(line.text.split(self._separator))

    def rows(self) -> list[list[str]]:
        """Return the cells of each row."""
        return [[" ".join(cell) for cell in row] for row in self._rows]

    def _read_layout(self, text: str) -> None:
        if text.endswith(";"):
            match = _SEPARATOR.search(text)
            self._separator = match[1] if match else "\t"
        self._layout = -1 if text.endswith(".") or self._layout > _LONGEST_LAYOUT else self._layout + 1

    def _add_cells(self, cells: list[str]) -> None:
        """Add cells to the last row; one that only opens has its text in the lines below."""
        if self._rows:
            self._is_open = bool(cells) and cells[-1].strip() == "T{"
            self._rows[-1] += [[cell] for cell in ([*cells[:-1], ""] if self._is_open else cells)]

    def _continue(self, text: str) -> None:
        """Add words to the open cell."""
        if self._is_open and self._rows:
            self._rows[-1][-1].append(text)
