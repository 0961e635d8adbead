"""Feeds: the articles that a feed lists, each read from its own page, or from the feed where the page cannot be."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from retrieval.core.errors import SourceError, SourceUnreachable
from retrieval.core.ingestion_records import Draft, Skipped, UnchangedSource
from retrieval.sources.base import document
from retrieval.sources.base.document import RawDocument
from retrieval.sources.files.decoding import decode
from retrieval.sources.html.loader import declared_encoding
from retrieval.sources.web import feed_entries, urls
from retrieval.sources.web.failure_guard import guard
from retrieval.sources.web.feed_entries import Entry
from retrieval.sources.web.fetcher import Fetched
from retrieval.sources.web.page_loader import PageReader, no_pages
from retrieval.sources.web.url_options import Choice, chosen

_Item = TypeVar("_Item", bound=Draft | UnchangedSource | Skipped)
_LEAST_CONTENT = 500  # characters of an entry's own text that make it an article and no teaser
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_TAG = re.compile(r"<[^<>]*>")
# The tags that are markup in a title; any other is a word of it, since a title may be about `<video>`.
_FORMATTING = re.compile(
    r"</?(?:a|abbr|b|bdi|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|p|q|s|small|span|strong|su[bp]|u|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
_LINK = re.compile(r"<link\b[^<>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_HEAD = 500_000  # characters of a page in which it names its feed
_COMMENTS = "comments"
_OWN = "#"  # in the source of an entry that has no page, as in no address that is fetched


def load(fetched: Fetched, reader: PageReader, choice: Choice) -> Iterator[Draft | Skipped | UnchangedSource]:
    """Yield the articles of a feed, the newest first.

    Raises:
        SourceError: the feed cannot be read, or lists nothing.
    """
    listed = feed_entries.entries(fetched.content, url=fetched.url, charset=document.charset(fetched.content_type))
    if not listed:
        raise no_pages("the feed lists no article", fetched.url)
    entries: dict[str, Entry] = {}
    for number, entry in enumerate(listed):
        entries.setdefault(_source(entry, fetched.url, number), entry)
    seen: set[str] = set()  # two links may redirect to one page
    sources = chosen(entries, choice, most=reader.fetcher.settings.feed_articles)
    reader.expect(len(sources))
    for source in sources:
        for item in _articles(source, entries[source], reader):
            if isinstance(item, Skipped) or item.source not in seen:
                seen.add(item.source)
                yield item


def advertised(fetched: Fetched) -> str | None:
    """Return the address of the feed that a page's `<head>` names; None without one."""
    page = decode(fetched.content, where=fetched.url, declared=declared_encoding(fetched.content))[:_HEAD]
    for tag in _LINK.findall(page):
        attributes = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag)}
        is_feed = (
            "alternate" in attributes.get("rel", "").lower().split() and attributes.get("type", "").lower() in _TYPES
        )
        about = f"{attributes.get('title', '')} {attributes.get('href', '')}".lower()
        if is_feed and attributes.get("href") and _COMMENTS not in about:
            return str(urls.parse(attributes["href"], base=urls.parse(fetched.url)))
    return None


def _source(entry: Entry, feed: str, number: int) -> str:
    if entry.link:
        with suppress(SourceError):
            return str(urls.parse(entry.link, base=urls.parse(feed)))
    return f"{feed}{_OWN}{entry.id or number}"


def _articles(source: str, entry: Entry, reader: PageReader) -> Iterator[Draft | Skipped | UnchangedSource]:
    """Yield the article on an entry's page, else the entry's own content if it is long enough, else the reason."""
    try:
        if _OWN in source:
            yield from _own(source, entry, reader)
        else:
            yield from [complete(item, entry) for item in reader.page(source)]
    except SourceError as error:
        is_passing = isinstance(error, SourceUnreachable) and source in reader.known
        if is_passing or _OWN in source or len(_TAG.sub("", entry.content).strip()) < _LEAST_CONTENT:
            yield Skipped(source=source, reason=f"{error.what}. {error.advice}")
        else:
            yield from _own_or_why(source, entry, reader)


def _own_or_why(source: str, entry: Entry, reader: PageReader) -> Iterator[Draft | Skipped]:
    try:
        yield from _own(source, entry, reader)
    except SourceError as error:
        yield Skipped(source=source, reason=f"{error.what}. {error.advice}")


def _own(source: str, entry: Entry, reader: PageReader) -> list[Draft | Skipped]:
    """Return the article that the entry itself contains.

    Raises:
        SourceError: it holds none.
    """
    body = as_page(entry, source)
    origin = source.partition(_OWN)[0]
    with guard(source):
        drafts = list(reader.understand(body))
    return [complete(replace(item, origin=origin) if isinstance(item, Draft) else item, entry) for item in drafts]


def as_page(entry: Entry, source: str) -> RawDocument:
    """Return what an entry itself contains as a page of HTML, known by a source."""
    title = html.escape(html.unescape(_FORMATTING.sub("", entry.title)).strip())
    page = (
        f'<html><head><meta charset="utf-8"><title>{title}</title><meta property="og:title" content="{title}"></head>'
        f"<body><article>{entry.content}</article></body></html>"
    )
    return RawDocument(content=page.encode("utf-8", "replace"), name="", source=source, content_type="text/html")


def complete(item: _Item, entry: Entry) -> _Item:
    """Return a draft, completed with what only its feed states; any other item unchanged."""
    if not isinstance(item, Draft):
        return item
    return replace(item, published=item.published or entry.published, author=item.author or entry.author or None)
