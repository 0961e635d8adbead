"""Files of feeds: the articles that the feed itself contains; no page is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from retrieval.core.errors import SourceEmpty, SourceError
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.file_loader import FileLoader, inner_source
from retrieval.sources.base.isolation import isolate
from retrieval.sources.web import feed_entries
from retrieval.sources.web.feed_entries import Entry
from retrieval.sources.web.feeds import as_page, complete

# Declarations, comments and a document type may stand before the root.
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s+|<\?.{0,2000}?\?>|<!--.{0,9000}?-->|<!DOCTYPE[^>]{0,2000}>)*+"
    rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]",
    re.DOTALL,
)


class FeedLoader(FileLoader):
    """Reads feeds in RSS and Atom: every entry whose text is in the feed is an article."""

    suffixes = (".rss", ".atom")
    vague_suffixes = (".xml",)
    beginning = _ROOT
    types = ("application/rss+xml", "application/atom+xml")  # a feed that is fetched is read by `web.feeds`

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield the articles, the newest first."""
        try:
            listed = feed_entries.entries(content, url="", charset=charset)  # a file is no base of relative addresses
        except SourceError as error:
            raise type(error)(error.what, where=source, advice=error.advice) from error
        if not listed:
            raise SourceEmpty("the feed lists no article", where=source, advice="Save the feed again.")
        taken: set[str] = set()
        for number, entry in enumerate(listed, start=1):
            inner = inner_source(source, entry.id or entry.link, number, taken)
            try:
                yield from isolate(self._written(entry, inner), inner)
            except SourceError as error:
                yield Skipped(source=inner, reason=f"{error.what}. {error.advice}")

    def _written(self, entry: Entry, source: str) -> Iterator[Draft | Skipped]:
        """Yield the article that the entry contains, with the address that it names as its own."""
        for item in self._extract_part(as_page(entry, source)):
            if isinstance(item, Draft) and entry.link.startswith(("http://", "https://")):
                item = replace(item, canonical=entry.link)  # noqa: PLW2901  the same item, completed
            yield complete(item, entry)
