"""Rich Text Format: paragraphs, headings, lists, tables and notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from retrieval.core.errors import SourceDamaged
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.discourse.bylines import meant_author
from retrieval.discourse.dates import iso_date
from retrieval.sources.base.block_text import DocumentBlock, heading, list_item, paragraph, render, table
from retrieval.sources.base.document_title import meant_title
from retrieval.sources.base.draft import draft, split_title
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.rtf.rtf_reader import RtfParagraph, RtfReader

_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
_NUMBERED = re.compile(r"\(?(\d{1,3})[.)]")
_LARGER = 1.15  # times the usual size, from which on a short line is a heading
_HEADING_CHARACTERS = 120
_SENTENCE_END = (".", ",", ";", ":")


class RtfLoader(FileLoader):
    """Reads `.rtf`, and `.doc` files that are RTF inside: without headers, comments, hidden and deleted text."""

    suffixes = (".rtf",)
    vague_suffixes = (".doc", ".dot")
    beginning = _BEGINNING
    types = ("application/rtf", "text/rtf", "application/x-rtf", "text/richtext")

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:  # noqa: ARG002  it says itself
        """Yield the document's article."""
        if not _BEGINNING.match(content):
            raise SourceDamaged("it is not a whole RTF document", where=source, advice="Save or download it again.")
        reader = RtfReader(content)
        paragraphs = list(reader.paragraphs())
        if not reader.is_whole:
            raise SourceDamaged("it is not a whole RTF document", where=source, advice="Save or download it again.")
        title, blocks = split_title(list(_blocks(paragraphs)), meant_title(reader.properties.get("title")))
        yield draft(
            source=source,
            title=title,
            text=render(blocks),
            published=iso_date(reader.created),
            author=meant_author(reader.properties.get("author")),
            limits=self._limits,
        )


def _blocks(paragraphs: Sequence[RtfParagraph]) -> Iterator[DocumentBlock]:
    """Yield the blocks of a document; rows that follow each other are a table."""
    sizes = Counter[int]()
    for item in paragraphs:
        sizes[item.size] += len(item.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0
    rows: list[Sequence[str]] = []
    for item in paragraphs:
        if item.cells:
            rows.append(item.cells[:-1] if not item.cells[-1].strip() else item.cells)
            continue
        if rows:
            yield table(rows)
            rows = []
        yield _block(item, usual)
    if rows:
        yield table(rows)


def _block(item: RtfParagraph, usual: int) -> DocumentBlock:
    text = "\n".join(line.strip() for line in item.text.split("\v"))
    if item.marker:
        number = _NUMBERED.fullmatch(item.marker)
        return list_item(f"{number[1]}." if number else "-", text)
    if item.level:
        return heading(item.level, text)
    is_short = len(text) <= _HEADING_CHARACTERS and not text.rstrip().endswith(_SENTENCE_END)
    if is_short and item.size > _LARGER * usual:
        return heading(1, text)
    return heading(2, text) if is_short and item.is_bold else paragraph(text)
