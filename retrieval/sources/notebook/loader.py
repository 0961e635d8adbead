"""Notebooks of Jupyter: their text as Markdown, with code and what it printed as blocks of code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from retrieval.core.errors import SourceDamaged
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.document import RawDocument
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.json_document.json_tree import parse_json

_LONGEST_OUTPUT = 5_000  # characters of what a cell printed; more is a log
_FENCE = re.compile(r"`{3,}")
_NO_OUTPUT = re.compile(r"<[\w. ]+(?: at 0x[0-9a-f]+| object.*| size .*)?>", re.IGNORECASE)  # of an object: no words


class NotebookLoader(FileLoader):
    """Reads `.ipynb`: the cells of text, code, and the words that it printed; pictures and errors are left out."""

    suffixes = (".ipynb",)
    types = ("application/x-ipynb+json",)

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:  # noqa: ARG002  it is UTF-8
        """Yield the notebook's article."""
        text = "\n\n".join(
            part for cell in _cells(parse_json(content, source)) for part in _parts(cell) if part.strip()
        )
        if not text:
            raise SourceDamaged("there are no cells in the notebook", where=source, advice="Save or download it again.")
        yield from self._extract_part(
            RawDocument(content=text.encode("utf-8", "replace"), name="notebook.md", source=source)
        )


def _cells(notebook: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the cells of a notebook in order; older ones have them in worksheets."""
    if not isinstance(notebook, Mapping):
        return
    sheets = notebook.get("worksheets")
    for sheet in (notebook, *(sheets if isinstance(sheets, list) else ())):
        cells = sheet.get("cells") if isinstance(sheet, Mapping) else None
        yield from (cell for cell in (cells if isinstance(cells, list) else ()) if isinstance(cell, Mapping))


def _parts(cell: Mapping[str, Any]) -> Iterator[str]:
    """Yield the Markdown of a cell."""
    words = _text(cell.get("source") or cell.get("input"))
    match cell.get("cell_type"):
        case "markdown":
            yield words
        case "heading":
            level = cell.get("level")
            yield f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 1)} {words}"  # noqa: PLR2004
        case "code":
            yield _fenced(words)
            outputs = cell.get("outputs")
            for output in outputs if isinstance(outputs, list) else ():
                yield _fenced(_printed(output)) if isinstance(output, Mapping) else ""


def _printed(output: Mapping[str, Any]) -> str:
    """Return the words that a cell printed, or that its value is shown as; empty for a picture or an error."""
    if output.get("output_type") == "stream" and output.get("name", "stdout") != "stderr":
        words = _text(output.get("text"))
    else:
        data = output.get("data")
        words = _text(data.get("text/plain")) if isinstance(data, Mapping) else ""
    return "" if len(words) > _LONGEST_OUTPUT or _NO_OUTPUT.fullmatch(words.strip()) else words


def _text(value: Any) -> str:
    """Return a text that may be a list of lines."""
    lines = value if isinstance(value, list) else [value]
    return "".join(line for line in lines if isinstance(line, str))


def _fenced(words: str) -> str:
    """Return a block of code, between marks that do not stand in it."""
    if not words.strip():
        return ""
    mark = "`" * max((len(run) + 1 for run in _FENCE.findall(words)), default=3)
    return f"{mark}\n{words.rstrip()}\n{mark}"
