"""Excel workbooks (`.xlsx`): reads the cells of each sheet that is shown, as texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from retrieval.sources.office.package_parts import PackageParts, relation
from retrieval.sources.spreadsheet.excel_numbers import shown_number

WORKBOOK = "xl/workbook.xml"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_YES = ("1", "true")
_MOST_COLUMNS = 16_384  # of Excel
_MOST_REPEATED = 100_000  # cells that others span, in a sheet


class ExcelWorkbook:
    """The sheets of a workbook, without those, and the rows and columns, that it hides.

    Args:
        parts: of the file.

    Raises:
        SourceError: it is no whole workbook, or over a limit.
    """

    def __init__(self, parts: PackageParts) -> None:
        self._parts = parts
        self._book = parts.root(WORKBOOK)
        self._texts = [_words(item) for item in parts.root("xl/sharedStrings.xml").iterchildren("si")]
        properties = self._book.find("workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in _YES
        styles = parts.root("xl/styles.xml")
        self._codes = {format_.get("numFmtId"): format_.get("formatCode") or "" for format_ in styles.iter("numFmt")}
        self._formats = [style.get("numFmtId") or "0" for style in styles.iterfind("cellXfs/xf")]

    def sheets(self) -> Iterator[tuple[str, list[list[str]]]]:
        """Yield the name and the rows of each sheet; a cell that spans rows stands in each of them."""
        targets = self._parts.targets(WORKBOOK)
        for sheet in self._book.iterfind("sheets/sheet"):
            target = targets.get(relation(sheet), "")
            if sheet.get("state", "visible") == "visible" and target in self._parts:
                yield sheet.get("name") or "", self._rows(self._parts.root(target))

    def _rows(self, sheet: Any) -> list[list[str]]:
        hidden = _hidden_columns(sheet)
        cells: dict[int, dict[int, str]] = {}
        shown: dict[int, bool] = {}
        number = 0
        for row in sheet.iterfind("sheetData/row"):
            number = int(row.get("r")) if (row.get("r") or "").isdecimal() else number + 1
            shown[number] = row.get("hidden") not in _YES
            cells[number] = self._cells(row)
        _repeat_merged(sheet, cells)
        rows: list[list[str]] = []
        before = 0
        for row_number in sorted(cells):
            rows += [[]] if row_number > before + 1 else []  # rows that are blank need not be in the file
            before = row_number
            if shown[row_number]:
                filled = {at: text for at, text in cells[row_number].items() if at not in hidden}
                rows.append([filled.get(at, "") for at in range(1, max(filled, default=0) + 1)])
        return rows

    def _cells(self, row: Any) -> dict[int, str]:
        """Return the texts of a row by the number of their column, from 1."""
        texts: dict[int, str] = {}
        at = 0
        for cell in row.iterchildren("c"):
            match = _REFERENCE.fullmatch(cell.get("r") or "")
            at = column_number(match[1]) if match else at + 1
            if at <= _MOST_COLUMNS and (text := self._text(cell)):
                texts[at] = text
        return texts

    def _text(self, cell: Any) -> str:
        kind, value = cell.get("t") or "n", cell.findtext("v") or ""
        match kind:
            case "s":
                return self._texts[int(value)] if value.isdecimal() and int(value) < len(self._texts) else ""
            case "inlineStr":
                inline = cell.find("is")
                return "" if inline is None else _words(inline)
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(value, value)
            case "n" if value:
                style = cell.get("s") or "0"
                is_known = style.isdecimal() and int(style) < len(self._formats)
                number = self._formats[int(style)] if is_known else "0"
                identity = int(number) if number.isdecimal() else 0
                return shown_number(value, identity, self._codes.get(number, ""), from_1904=self._from_1904)
            case "e":  # an error, `#REF!`
                return ""
            case _:
                return value


def column_number(letters: str) -> int:
    """Return the number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _words(element: Any) -> str:
    """Return the text of a string, without the readings above its characters."""
    parts = (text for text in element.iter("t") if text.getparent().tag != "rPh")
    return "".join(text.text or "" for text in parts)


def _hidden_columns(sheet: Any) -> frozenset[int]:
    hidden: set[int] = set()
    for column in sheet.iterfind("cols/col"):
        first, last = column.get("min") or "", column.get("max") or ""
        if column.get("hidden") in _YES and first.isdecimal() and last.isdecimal():
            hidden.update(range(int(first), min(int(last), _MOST_COLUMNS) + 1))
    return frozenset(hidden)


def _repeat_merged(sheet: Any, cells: dict[int, dict[int, str]]) -> None:
    """Write the text of each cell that spans rows into its column of all of them."""
    left = _MOST_REPEATED
    for merged in sheet.iterfind("mergeCells/mergeCell"):
        match = _RANGE.fullmatch(merged.get("ref") or "")
        first, last = (int(match[2]), int(match[4])) if match else (0, 0)
        text = cells.get(first, {}).get(column_number(match[1]), "") if match else ""
        left -= last - first if text else 0
        if match is None or left < 0 or not text:
            continue
        for row in range(first + 1, last + 1):
            if row in cells:
                cells[row].setdefault(column_number(match[1]), text)
