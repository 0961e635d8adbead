"""OpenDocument texts: the headings, paragraphs, lists, tables and notes of an `.odt`, as LibreOffice writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from retrieval.core.errors import SourceDamaged, SourceLocked
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.discourse.bylines import meant_author
from retrieval.discourse.dates import iso_date
from retrieval.sources.base.block_text import render
from retrieval.sources.base.document_title import meant_title
from retrieval.sources.base.draft import draft, split_title
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.files.archive import Archive
from retrieval.sources.html.markup import parse_xhtml
from retrieval.sources.odt.odt_body import OdtBody
from retrieval.sources.odt.odt_styles import OdtStyles

_KIND = "OpenDocument text"
_CONTENT, _STYLES, _METADATA, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
_END = re.compile(r"</(?:[\w.-]+:)?document-content\s*>\s*\Z")  # which content that was cut off lacks
_END_CHARACTERS = 300  # in which it stands
_PATH = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path"
_LOCKED = frozenset({_CONTENT, "encrypted-package"})  # with a password each part is encrypted, or one that holds them


class OdtLoader(FileLoader):
    """Reads `.odt`: its words with headings, lists, tables (one line a row) and notes, without headers and comments.

    Text that was marked as deleted is left out, and so is hidden and struck-out text; text that was marked as inserted
    is kept.
    """

    suffixes = (".odt",)
    types = ("application/vnd.oasis.opendocument.text",)

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:  # noqa: ARG002  it says itself
        """Yield the document's article."""
        archive = Archive(content, source, kind=_KIND, limits=self._limits)
        _check_open(archive, source)
        markup = archive.markup(_CONTENT)
        root = parse_xhtml(markup, source)
        text = root.find("body/text")
        if text is None or not _END.search(markup[-_END_CHARACTERS:]):  # a spreadsheet with another name, too
            raise SourceDamaged(f"it is not a whole {_KIND}", where=source, advice="Save or download it again.")
        styles = _part(archive, _STYLES, source)
        body = OdtBody(text, OdtStyles([root] if styles is None else [styles, root]))
        blocks = body.blocks()
        metadata = _part(archive, _METADATA, source)
        title, blocks_below = split_title(blocks, body.title or meant_title(_stated(metadata, "title")))
        yield draft(
            source=source,
            title=title,
            text=render(blocks_below),
            published=iso_date(_stated(metadata, "creation-date", "date").partition("T")[0]),
            author=meant_author(_stated(metadata, "initial-creator", "creator")),
            limits=self._limits,
        )


def _check_open(archive: Archive, source: str) -> None:
    """Refuse a document whose text is encrypted."""
    manifest = _part(archive, _MANIFEST, source)
    entries = () if manifest is None else manifest.iter("file-entry")
    if any(entry.get(_PATH) in _LOCKED and entry.find("encryption-data") is not None for entry in entries):
        raise SourceLocked("it is locked with a password", where=source, advice="Save it without one and add that.")


def _part(archive: Archive, name: str, source: str) -> Any:
    """Return the root element of a part that a document may lack; None where it does."""
    return parse_xhtml(archive.markup(name), source) if name in archive else None


def _stated(metadata: Any, *names: str) -> str:
    """Return the value of the first property that is stated; an empty string for none."""
    found = () if metadata is None else (metadata.findtext(f"meta/{name}") for name in names)
    return next((value.strip() for value in found if value and value.strip()), "")
