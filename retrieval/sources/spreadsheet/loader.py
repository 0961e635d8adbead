"""Spreadsheets: each sheet that is shown as tables, a line for each row, under the name of the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.core.errors import SourceDamaged
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.block_text import DocumentBlock, heading, render
from retrieval.sources.base.draft import check_length, draft
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.files.archive import Archive
from retrieval.sources.files.decoding import decode
from retrieval.sources.office.package_parts import FileProperties, PackageParts
from retrieval.sources.spreadsheet.excel_workbook import WORKBOOK, ExcelWorkbook
from retrieval.sources.spreadsheet.opendocument_sheets import opendocument_sheets
from retrieval.sources.spreadsheet.separated_values import read_rows
from retrieval.sources.spreadsheet.sheet_blocks import sheet_blocks

_KIND = "spreadsheet"
_ZIPPED = b"PK\x03\x04"
_CONTENT = "content.xml"
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")

Sheets = Sequence[tuple[str, Sequence[Sequence[str]]]]  # the name and the rows of each


class SpreadsheetLoader(FileLoader):
    """Reads `.csv`, `.tsv`, `.xlsx`, `.xlsm` and `.ods`: the rows of tables, with the values that cells show.

    Hidden sheets, rows and columns are left out, and so are formulas, remarks and charts.
    """

    suffixes = (".csv", ".tsv", ".xlsx", ".xlsm", ".ods")
    types = (
        "text/csv",
        "text/tab-separated-values",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel.sheet.macroenabled.12",
        "application/vnd.oasis.opendocument.spreadsheet",
    )

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield the one article of the file."""
        stated = FileProperties(title="", author="", created=None)
        if content.startswith(_ZIPPED) or source.lower().endswith((".xlsx", ".xlsm", ".ods")):
            archive = Archive(content, source, kind=_KIND, limits=self._limits)
            parts = PackageParts(archive, source, kind=_KIND)
            sheets = _read_sheets(parts, source)
            stated = parts.properties()
        else:
            text = _LINE_ENDS.sub("\n", decode(content, where=source, declared=charset))
            check_length(len(text), where=source, limits=self._limits, share=2)
            sheets = [("", read_rows(text, separator="\t" if source.lower().endswith(".tsv") else ""))]
        yield draft(
            source=source,
            title=stated.title,
            text=render(_blocks(sheets)),
            published=stated.created,
            author=stated.author,
            limits=self._limits,
        )


def _blocks(sheets: Sheets) -> Iterator[DocumentBlock]:
    """Yield the blocks of all sheets, each under its name where there are several with text."""
    filled = [(name, blocks) for name, rows in sheets if (blocks := list(sheet_blocks(rows)))]
    for name, blocks in filled:
        if len(filled) > 1:
            yield heading(1, name)
        yield from blocks


def _read_sheets(parts: PackageParts, source: str) -> Sheets:
    if WORKBOOK in parts:
        return list(ExcelWorkbook(parts).sheets())
    parts.check_open()
    if _CONTENT in parts:
        return list(opendocument_sheets(parts.root(_CONTENT)))
    raise SourceDamaged(f"it is not a whole {_KIND}", where=source, advice="Save or download it again.")
