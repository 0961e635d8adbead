"""Word documents: the headings, paragraphs, lists, tables and footnotes of a `.docx`, by python-docx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from retrieval.core.errors import SourceError
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.discourse.bylines import meant_author
from retrieval.sources.base.block_text import DocumentBlock, heading, paragraph, render
from retrieval.sources.base.document import RawDocument
from retrieval.sources.base.document_title import meant_title
from retrieval.sources.base.draft import draft, split_title
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.files.archive import Archive
from retrieval.sources.word.body import WordBody
from retrieval.sources.word.package import DOCUMENT_KIND, damage, open_document

_OTHER = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\\rtf|<!doctype html|<html)", re.IGNORECASE)


class WordLoader(FileLoader):
    """Reads `.docx`: its words with headings, lists, tables (one line a row) and notes, without headers and comments.

    Text that was marked as deleted is left out, and so is hidden and struck-out text; text that was marked as inserted
    is kept. Strict, macro and template files are read as well, and RTF and HTML under such a name.
    """

    suffixes = (".docx", ".docm", ".dotx", ".dotm")
    types = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        "application/vnd.ms-word.document.macroenabled.12",
        "application/vnd.ms-word.template.macroenabled.12",
    )

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:  # noqa: ARG002  it says itself
        """Yield the document's article."""
        if _OTHER.match(content):  # renamed, or saved so by a program that only says that it writes Word documents
            yield from self._extract_part(RawDocument(content=content, name="document", source=source))
            return
        archive = Archive(content, source, kind=DOCUMENT_KIND, limits=self._limits)
        document = open_document(archive, source)
        try:
            body = WordBody(document, partial(self._chunk, archive, source))
            blocks = body.blocks()
        except Exception as error:  # a stranger's file in a stranger's code: whatever it raises, the others go on
            raise damage(source) from error
        properties = document.core_properties
        title, blocks_below = split_title(blocks, body.title or meant_title(_property(properties, "title")))
        created = _property(properties, "created")
        yield draft(
            source=source,
            title=title,
            text=render(blocks_below),
            published=created.date().isoformat() if isinstance(created, datetime) else None,
            author=meant_author(_property(properties, "author")),
            limits=self._limits,
        )

    def _chunk(self, archive: Archive, source: str, name: str) -> Iterator[DocumentBlock]:
        """Yield the blocks of a document in another format that is inside this one; none if it cannot be read."""
        with suppress(SourceError):
            chunk = RawDocument(content=archive.read(name), name=name, source=source)
            for item in self._extract_part(chunk) if not name.endswith(self.suffixes) else ():
                for part in item.text.split("\n\n") if isinstance(item, Draft) else ():
                    marks, _, words = part.partition(" ")
                    yield heading(len(marks), words) if marks and not marks.strip("#") else paragraph(part)


def _property(properties: Any, name: str) -> Any:
    with suppress(Exception):  # the value is no date
        return getattr(properties, name)
    return None
