"""Files of feeds: the articles that the feed itself contains; no page is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from retrieval.core.errors import SourceEmpty, SourceError
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.sources.base.file_loader import FileLoader, place_inside
from retrieval.sources.base.isolation import isolate
from retrieval.sources.files.file_io import may_be_file, read_head, suffix
from retrieval.sources.web import feed_entries
from retrieval.sources.web.feed_entries import Entry
from retrieval.sources.web.feeds import as_page, complete

_XML = ".xml"  # the ending of feeds and of much else: the content decides


class FeedLoader(FileLoader):
    """Reads feeds in RSS and Atom: every entry whose text is in the feed is an article."""

    suffixes = (".rss", ".atom")
    types = ("application/rss+xml", "application/atom+xml")  # a feed that is fetched is read by `web.feeds`

    def accepts(self, location: str) -> bool:
        """Return whether the location is a file with an ending of feeds, or one of XML that is a feed."""
        if suffix(location) == _XML:
            return may_be_file(location) and feed_entries.is_feed(read_head(location, self._limits))
        return super().accepts(location)

    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield the articles, the newest first."""
        try:
            listed = feed_entries.entries(content, url="", charset=charset)  # a file is no base of relative addresses
        except SourceError as error:
            raise type(error)(error.what, where=source, advice=error.advice) from error
        if not listed:
            raise SourceEmpty("the feed lists no article", where=source, advice="Save the feed again.")
        places: set[str] = set()
        for number, entry in enumerate(listed, start=1):
            place = place_inside(source, entry.id or entry.link, number, places)
            try:
                yield from isolate(self._written(entry, place), place)
            except SourceError as error:
                yield Skipped(source=place, reason=f"{error.what}. {error.advice}")

    def _written(self, entry: Entry, source: str) -> Iterator[Draft | Skipped]:
        """Yield the article that the entry contains, with the address that it names as its own."""
        for item in self._extract_part(as_page(entry, source)):
            if isinstance(item, Draft) and entry.link.startswith(("http://", "https://")):
                item = replace(item, canonical=entry.link)  # noqa: PLW2901  the same item, completed
            yield complete(item, entry)
