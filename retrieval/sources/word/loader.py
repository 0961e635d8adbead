"""Word documents: the headings, paragraphs, lists, tables and footnotes of a `.docx`, by python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from retrieval.core.errors import SourceDamaged, SourceUnsafe
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.block_text import render
from retrieval.sources.base.draft import draft, split_title
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.base.metadata import meant_author, meant_title
from retrieval.sources.files.archive import Archive
from retrieval.sources.word.body import WordBody

_KIND = "Word document"
_MARKUP = (".xml", ".rels")
_DECLARES = "<!DOCTYPE"  # which such documents never have, and which may define entities that grow without end


class WordLoader(FileLoader):
    """Reads `.docx`: its words with headings, lists, tables (one line a row) and notes, without headers and comments.

    Text that was marked as deleted is left out, text that was marked as inserted is taken in.
    """

    suffixes = (".docx",)
    types = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:  # noqa: ARG002  it says itself
        """The one article of the document."""
        document = _opened(Archive(content, source, kind=_KIND, limits=self._limits), source)
        try:
            body = WordBody(document)
            blocks = body.blocks()
        except Exception as error:  # a stranger's file in a stranger's code: whatever it raises, the others go on
            raise _damage(source) from error
        stated = document.core_properties
        title, kept = split_title(blocks, body.title or meant_title(_told(stated, "title")))
        created = _told(stated, "created")
        yield draft(
            source=source,
            title=title,
            text=render(kept),
            published=created.date().isoformat() if isinstance(created, datetime) else None,
            author=meant_author(_told(stated, "author")),
            limits=self._limits,
        )


def _opened(archive: Archive, source: str) -> Any:
    """The document, made of nothing but the markup in the archive.

    python-docx unpacks an archive without bounds, and all of it. So it is given another one, of parts that were
    unpacked within bounds, with nothing in the place of pictures.
    """
    import docx  # noqa: PLC0415  heavy

    checked = io.BytesIO()
    with zipfile.ZipFile(checked, "w") as file:
        for name in archive.names:
            text = archive.markup(name) if name.lower().endswith(_MARKUP) else ""
            if _DECLARES in text:
                raise SourceUnsafe(
                    "its markup declares entities, as no word processor writes them",
                    where=source,
                    advice="Save its text as .txt and add that.",
                )
            file.writestr(zipfile.ZipInfo(name), text)
    try:
        return docx.Document(checked)
    except Exception as error:  # as above
        raise _damage(source) from error


def _told(properties: Any, name: str) -> Any:
    with suppress(Exception):  # a date that is none
        return getattr(properties, name)
    return None


def _damage(source: str) -> SourceDamaged:
    return SourceDamaged(f"it is not a whole {_KIND}", where=source, advice="Save or download it again.")
