"""Texts of MediaWiki, and its exports in XML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO
from urllib.parse import parse_qs, quote, unquote, urlsplit

from retrieval.core.errors import SourceEmpty, SourceError
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.discourse.dates import iso_date
from retrieval.sources.base.block_text import render
from retrieval.sources.base.draft import check_length, draft, split_title, title_from_name
from retrieval.sources.base.file_loader import FileLoader, inner_source
from retrieval.sources.base.isolation import isolate
from retrieval.sources.files.compression import PACKED
from retrieval.sources.files.decoding import decode
from retrieval.sources.files.file_io import is_address, open_bounded, read_file, unpack_bounded
from retrieval.sources.mediawiki import export_reader
from retrieval.sources.mediawiki.export_reader import EXPORT_TYPE, ExportedPage, ExportReader
from retrieval.sources.mediawiki.wiki_page import Namespaces, blocks_of_page, redirect_target, shown_title

_MARKUP_SHARE = 8  # a page's markup may be so many times as long as an article
_PACKED_EXPORTS = tuple(f".xml{ending}" for ending in PACKED)
_ARTICLES = "0"  # the number of the namespace that articles are in
_CODE = frozenset({"8", "9", "10", "11", "828", "829", "2300", "2301"})  # of messages, templates, modules and gadgets
_WIKITEXT = frozenset({"", "wikitext"})

Opened = AbstractContextManager[BinaryIO]


class MediaWikiLoader(FileLoader):
    """Reads `.wiki`, `.mediawiki` and `.wikitext`, and exports: `.xml`, perhaps packed as `.gz`, `.bz2` or `.xz`.

    Each page of an export is an article: those of the namespace of articles, or where it has none, all but code.
    """

    suffixes = (".wiki", ".mediawiki", ".wikitext", *_PACKED_EXPORTS)
    vague_suffixes = (".xml",)
    beginning = export_reader.BEGINNING
    types = ("text/x-wiki", EXPORT_TYPE)

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield the article of a text, or those of an export in the order of its pages."""
        if source.lower().endswith(_PACKED_EXPORTS) or export_reader.BEGINNING.match(content):
            yield from self._export(lambda: nullcontext(unpack_bounded(content, source, self._limits)), source)
        else:
            yield self._text(decode(content, where=source, declared=charset), source)

    def _load_file(self, path: str) -> Iterator[Draft | Skipped]:
        """Yield the articles, as `extract` gives them; an export is read in pieces."""
        if path.lower().endswith((".xml", *_PACKED_EXPORTS)):
            yield from self._export(lambda: open_bounded(path, self._limits), path)
        else:
            yield from self.extract(read_file(path, self._limits), path)

    def _text(self, text: str, source: str) -> Draft:
        """Return the article of a page that is a file of its own."""
        check_length(len(text), where=source, limits=self._limits, share=_MARKUP_SHARE)
        if target := redirect_target(text):
            raise SourceEmpty(f"it only redirects to {target!r:.80}", where=source, advice="Add that page.")
        name = _address_title(source) if is_address(source) else ""
        stated = shown_title(text) or name
        title, blocks = split_title(blocks_of_page(text, stated or title_from_name(source), Namespaces()), stated)
        return draft(source=source, title=title, text=render(blocks), published=None, limits=self._limits)

    def _export(self, open_export: Callable[[], Opened], source: str) -> Iterator[Draft | Skipped]:
        """Yield the articles of an export, then the pages that were left out."""
        for is_wanted in (_is_article, _is_other_text):
            counts = _Counts()
            with open_export() as file:
                reader = ExportReader(file, source, most=_MARKUP_SHARE * self._limits.article_characters)
                yield from self._pages(reader, source, is_wanted, counts)
            if counts.wanted or not counts.others:
                break
        if not counts.wanted:
            raise SourceEmpty("there is no page with a text in it", where=source, advice="Export the articles.")
        if reason := counts.describe_others():
            yield Skipped(source=source, reason=reason, expected=True)

    def _pages(
        self,
        reader: ExportReader,
        source: str,
        is_wanted: Callable[[ExportedPage], bool],
        counts: _Counts,
    ) -> Iterator[Draft | Skipped]:
        number = 0
        taken: set[str] = set()
        try:
            for number, page in enumerate(reader.pages(), start=1):
                if page.target or redirect_target(page.text):
                    counts.redirects += 1
                elif not is_wanted(page):
                    counts.others += 1
                else:
                    counts.wanted += 1
                    yield from self._page(page, reader, inner_source(source, page.title, number, taken))
        except SourceError as error:
            if not counts.wanted:
                raise
            yield Skipped(source=source, reason=f"after page {number:,}, {error.what}. {error.advice}")

    def _page(self, page: ExportedPage, reader: ExportReader, source: str) -> Iterator[Draft | Skipped]:
        try:
            yield from isolate(self._article(page, reader, source), source)
        except SourceError as error:
            is_empty = isinstance(error, SourceEmpty)
            yield Skipped(source=source, reason=f"{error.what}. {error.advice}", expected=is_empty)

    def _article(self, page: ExportedPage, reader: ExportReader, source: str) -> Iterator[Draft]:
        """Yield the article of a page."""
        length = len(page.text) + page.is_long
        check_length(length, where=source, limits=self._limits, share=_MARKUP_SHARE)
        names = Namespaces(files=frozenset(reader.site.files), categories=frozenset(reader.site.categories))
        title, blocks = split_title(blocks_of_page(page.text, page.title, names), page.title)
        yield draft(
            source=source,
            title=title,
            text=render(blocks),
            published=iso_date(page.timestamp),
            canonical=_page_address(reader.site.base, page.title),
            limits=self._limits,
        )


class _Counts:
    """Numbers of the pages of an export that are articles, and that are not."""

    def __init__(self) -> None:
        self.wanted = self.others = self.redirects = 0

    def describe_others(self) -> str:
        """Return a sentence on the pages that are left out; empty if there are none."""
        count = self.others + self.redirects
        pages = "1 page is" if count == 1 else f"{count:,} pages are"
        return f"{pages} left out: redirects, talk, templates and others that are no articles." if count else ""


def _is_article(page: ExportedPage) -> bool:
    return page.namespace == _ARTICLES and page.model in _WIKITEXT


def _is_other_text(page: ExportedPage) -> bool:
    return page.namespace not in _CODE and page.model in _WIKITEXT


def _page_address(base: str, title: str) -> str:
    """Return the address of a page; empty where that of the main page does not tell it."""
    address = urlsplit(base)
    if address.scheme not in ("http", "https") or address.query or "/" not in address.path:
        return ""
    return f"{base.rpartition('/')[0]}/{quote(title.replace(' ', '_'), safe='/:(),!')}"


def _address_title(source: str) -> str:
    """Return the title that an address names: `/wiki/Iron_ore?action=raw`, `index.php?title=Iron_ore&action=raw`."""
    address = urlsplit(source)
    titles = parse_qs(address.query).get("title") or [unquote(address.path.rpartition("/")[2])]
    return titles[0].replace("_", " ")
