"""OpenDocument spreadsheets (`.ods`): reads the cells of each sheet as the file says that they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from retrieval.sources.odt.odt_styles import read_number

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE_NAME = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}name"
_GROUPS = ("table-row-group", "table-rows", "table-header-rows")
_COLUMN_GROUPS = ("table-column-group", "table-columns", "table-header-columns")
_MOST_REPEATED = 100  # copies of a cell or a row with text; programs repeat blank ones to the end of a sheet
_MOST_COLUMNS = 16_384
_HIDDEN = ("collapse", "filter")
_BLANKS = {"s": " ", "tab": " ", "line-break": " "}
_UNSEEN = frozenset({"annotation", "shapes"})


def opendocument_sheets(root: Any) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the name and the rows of each sheet that is shown; a cell that spans rows stands in each of them.

    Args:
        root: of `content.xml`, whose elements have tags without a namespace.
    """
    hidden = {
        style.get(_STYLE_NAME)
        for style in root.iterfind("automatic-styles/style")
        if any(part.get(f"{_TABLE}display") == "false" for part in style.iterchildren("table-properties"))
    }
    for sheet in root.iterfind("body/spreadsheet/table"):
        if sheet.get(f"{_TABLE}style-name") not in hidden:
            yield sheet.get(f"{_TABLE}name") or "", list(_SheetRows(sheet))


class _SheetRows:
    """The rows of a sheet, without those, and the columns, that it hides."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        shown = (column.get(f"{_TABLE}visibility") not in _HIDDEN for column in _columns(sheet))
        self._hidden = frozenset(at for at, is_shown in zip(range(_MOST_COLUMNS), shown, strict=False) if not is_shown)
        self._above: dict[int, tuple[str, int]] = {}  # by column: the text of a cell, and the rows that it still spans

    def __iter__(self) -> Iterator[list[str]]:
        return self._rows(self._sheet)

    def _rows(self, parent: Any) -> Iterator[list[str]]:
        for element in parent:
            if element.tag in _GROUPS:
                yield from self._rows(element)
            elif element.tag == "table-row":
                cells = self._cells(element)
                repeated = min(read_number(element.get(f"{_TABLE}number-rows-repeated"), 1), _MOST_REPEATED)
                if element.get(f"{_TABLE}visibility") not in _HIDDEN:
                    yield from [cells] * (repeated if cells else 1)

    def _cells(self, row: Any) -> list[str]:
        """Return the texts of a row's cells up to the last that has one."""
        texts: dict[int, str] = {}
        at = 0
        for cell in row:
            repeated = read_number(cell.get(f"{_TABLE}number-columns-repeated"), 1)
            text = _text(cell) if cell.tag == "table-cell" else self._spanning(at)
            spanned = read_number(cell.get(f"{_TABLE}number-rows-spanned"), 1) - 1
            if text and cell.tag == "table-cell" and spanned:
                self._above[at] = (text, spanned)
            texts.update(dict.fromkeys(range(at, at + min(repeated, _MOST_REPEATED)), text) if text else {})
            at += repeated
        shown = {at: text for at, text in texts.items() if at < _MOST_COLUMNS and at not in self._hidden}
        return [shown.get(at, "") for at in range(max(shown, default=-1) + 1)]

    def _spanning(self, at: int) -> str:
        text, left = self._above.pop(at, ("", 0))
        if left > 1:
            self._above[at] = (text, left - 1)
        return text


def _columns(parent: Any) -> Iterator[Any]:
    """Yield the element of each column, one that is repeated so many times."""
    for element in parent:
        if element.tag in _COLUMN_GROUPS:
            yield from _columns(element)
        elif element.tag == "table-column":
            repeated = read_number(element.get(f"{_TABLE}number-columns-repeated"), 1)
            yield from [element] * min(repeated, _MOST_COLUMNS)


def _text(cell: Any) -> str:
    return " ".join(filter(None, (_words(line).strip() for line in cell.iterchildren("p"))))


def _words(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        shown = "" if child.tag in _UNSEEN else _BLANKS.get(child.tag) or _words(child)
        parts += [shown, child.tail or ""]
    return "".join(parts)
