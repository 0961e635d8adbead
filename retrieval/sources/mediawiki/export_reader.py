"""Exports of MediaWiki in XML: reads their pages one after the other, with a bounded part of the file in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from retrieval.core.errors import SourceDamaged, SourceUnsafe

# Declarations and comments may stand before the root.
BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?(?>\s+|<\?.{0,2000}?\?>|<!--.{0,9000}?-->)*+<mediawiki[\s>]", re.DOTALL)
EXPORT_TYPE = "application/x-mediawiki-export+xml"  # no server says so: the root of a document tells it
_CHUNK = 2**16  # bytes
_ADVICE = "Export the pages again, with Special:Export or dumpBackup.php."
_FIELDS = frozenset({"title", "ns", "timestamp", "text", "model", "format", "base", "namespace"})
_MOST_CHARACTERS = 2_000  # of any field but the text
_FILE_KEY, _CATEGORY_KEY = "6", "14"


@dataclass(slots=True, kw_only=True)
class ExportedPage:
    """A page as its newest revision in the export has it."""

    title: str = ""
    namespace: str = "0"
    timestamp: str = ""
    text: str = ""
    model: str = "wikitext"
    target: str = ""  # of a redirect
    is_long: bool = False  # longer than was asked for; the text is cut off


@dataclass(slots=True, kw_only=True)
class SiteInformation:
    """The facts that an export states of its wiki."""

    base: str = ""  # the address of the main page
    files: set[str] = field(default_factory=set)  # names of the namespace of files, in lower case
    categories: set[str] = field(default_factory=set)


class ExportReader:
    """Reads the pages of an export.

    Args:
        file: the export, unpacked.
        where: for messages.
        most: characters of a page that are kept.
    """

    def __init__(self, file: BinaryIO, where: str, *, most: int) -> None:
        self.site = SiteInformation()
        self._file = file
        self._where = where
        self._target = _PageCollector(self.site, where, most)

    def pages(self) -> Iterator[ExportedPage]:
        """Yield the pages in the order of the file.

        Raises:
            SourceDamaged: it is no XML, cut off, or no export; perhaps after the first pages.
            SourceUnsafe: it declares a document type.
        """
        from lxml import etree  # noqa: PLC0415  heavy

        parser = etree.XMLParser(
            target=self._target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            while chunk := self._file.read(_CHUNK):
                parser.feed(chunk)
                yield from self._target.take_pages()
            parser.close()
        except (etree.XMLSyntaxError, ValueError) as error:
            yield from self._target.take_pages()
            reason = "its XML is damaged or cut off" if self._target.is_export else "it is no export of MediaWiki"
            raise SourceDamaged(reason, where=self._where, advice=_ADVICE) from error
        yield from self._target.take_pages()


class _PageCollector:
    """Takes the events of the parser, and keeps what belongs to the page that is open."""

    def __init__(self, site: SiteInformation, where: str, most: int) -> None:
        self._site = site
        self._where = where
        self._most = most
        self._pages: list[ExportedPage] = []
        self._page: ExportedPage | None = None
        self._revision: dict[str, str] = {}
        self._field = ""  # the element whose words are collected
        self._key = ""  # of a namespace
        self._words: list[str] = []
        self._room = 0
        self._is_long = False
        self.is_export = False

    def take_pages(self) -> list[ExportedPage]:
        """Return the pages that ended since the last call."""
        pages, self._pages = self._pages, []
        return pages

    def doctype(self, *_: Any) -> None:
        """Refuse a document type: an export has none, and it may declare entities."""
        raise SourceUnsafe("its XML declares a document type, which is not read", where=self._where, advice=_ADVICE)

    def start(self, tag: str, attributes: Any) -> None:
        """Begin an element."""
        name = tag.rpartition("}")[2]
        if not self.is_export:
            if name != "mediawiki":
                raise SourceDamaged("it is no export of MediaWiki", where=self._where, advice=_ADVICE)
            self.is_export = True
        if name == "page":
            self._page = ExportedPage()
        elif name == "revision":
            self._revision = {}
            self._is_long = False
        elif name == "redirect" and self._page is not None:
            self._page.target = str(attributes.get("title") or "?")[:_MOST_CHARACTERS]
        if name in _FIELDS:
            self._field, self._key, self._words = name, str(attributes.get("key") or ""), []
            self._room = self._most if name == "text" else _MOST_CHARACTERS

    def data(self, words: str) -> None:
        """Collect words."""
        if not self._field:
            return
        if len(words) > self._room:
            self._is_long = self._is_long or self._field == "text"
            words = words[: self._room]
        self._room -= len(words)
        self._words.append(words)

    def end(self, tag: str) -> None:
        """End an element."""
        name = tag.rpartition("}")[2]
        if name == self._field:
            self._set(name, "".join(self._words))
            self._field, self._words = "", []
        elif name == "revision":
            self._end_revision()
        elif name == "page" and self._page is not None:
            self._pages.append(self._page)
            self._page = None

    def close(self) -> None:
        """End the document."""

    def _set(self, name: str, value: str) -> None:
        if name == "base":
            self._site.base = value.strip()
        elif name == "namespace":
            names = {_FILE_KEY: self._site.files, _CATEGORY_KEY: self._site.categories}.get(self._key)
            if names is not None:
                names.add(value.strip().casefold())
        elif self._page is None:
            return
        elif name == "title":
            self._page.title = value.strip()
        elif name == "ns":
            self._page.namespace = value.strip()
        else:
            self._revision.setdefault(name, value)  # the first: later ones are of a revision's other slots

    def _end_revision(self) -> None:
        """Keep a revision if it is not older than the one before."""
        timestamp = self._revision.get("timestamp", "")
        if self._page is not None and timestamp >= self._page.timestamp:
            self._page.timestamp = timestamp
            self._page.text = self._revision.get("text", "")
            self._page.model = self._revision.get("model", "wikitext").strip()
            self._page.is_long = self._is_long
        self._revision = {}
