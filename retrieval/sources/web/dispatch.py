"""Loads web addresses: looks at the response, and reads it as a page, a feed, a sitemap or a file.

An address gives its page. There are three exceptions, each told by what the server sends: a feed gives the articles
that it lists; a sitemap gives its pages; and the front page of a site (nothing behind the host's name) that names a
feed gives the feed's articles, because a front page is a list of headlines. What is written behind the address (see
`choosing`) overrides all of that.
"""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.core.errors import SourceError
from retrieval.core.ingestion_records import Draft, Skipped, UnchangedSource
from retrieval.sources.local.fingerprint import CountCallback, KnownOrigins
from retrieval.sources.web import feed_entries, feeds, page_loader, sitemaps, urls
from retrieval.sources.web.failure_guard import guard
from retrieval.sources.web.fetcher import Fetched, Fetcher, NotModified
from retrieval.sources.web.page_loader import PageReader, Understand
from retrieval.sources.web.url_options import Choice, choice_of


def load(
    location: str,
    *,
    fetcher: Fetcher,
    understand: Understand,
    known: KnownOrigins,
    expect: CountCallback,
) -> Iterator[Draft | Skipped | UnchangedSource]:
    """Yield the articles at a web address.

    A feed and a sitemap list what is there at the time: that a page is no longer listed does not say that it is gone.

    Args:
        location: the address, perhaps with a choice behind it (see `choosing`).
        fetcher: what fetches.
        understand: reads documents, by their kind.
        known: what is stored of an address, so that its server is asked only for what is newer.
        expect: is told how many pages a list names.

    Raises:
        SourceError: the address as a whole cannot be read.
    """
    url, choice = str(urls.parse(location)), choice_of(location)
    reader = PageReader(fetcher=fetcher, understand=understand, known=known, expect=expect)
    with guard(url):
        yield from _articles(url, reader, choice)


def _articles(url: str, reader: PageReader, choice: Choice) -> Iterator[Draft | Skipped | UnchangedSource]:
    if choice.kind == "page":
        yield from reader.page(url)
    elif choice.kind == "sitemap":
        yield from _site_pages(url, reader, choice)
    else:
        fetched = reader.fetch(url)
        if isinstance(fetched, NotModified):
            yield UnchangedSource(source=url)
        elif choice.kind == "feed":
            yield from feeds.load(_feed(fetched, reader), reader, choice)
        else:
            yield from _by_content(fetched, url, reader, choice)


def _by_content(
    fetched: Fetched, url: str, reader: PageReader, choice: Choice
) -> Iterator[Draft | Skipped | UnchangedSource]:
    if feed_entries.is_feed(fetched.content):
        yield from feeds.load(fetched, reader, choice)
    elif _is_sitemap(fetched, reader.fetcher):
        yield from sitemaps.load(fetched, reader, choice)
    elif url not in reader.known and (feed := _front_page_feed(fetched, reader)):
        yield from feeds.load(feed, reader, choice)
    else:
        yield from reader.extract(fetched, requested=url)


def _is_sitemap(fetched: Fetched, fetcher: Fetcher) -> bool:
    try:
        return sitemaps.is_sitemap(sitemaps.unpacked(fetched, fetcher))
    except SourceError:  # some other packed file, whose loader says what is wrong with it
        return False


def _front_page_feed(fetched: Fetched, reader: PageReader) -> Fetched | None:
    """Return the feed that a front page names; None for other pages, without a feed, or if it cannot be read."""
    if not urls.parse(fetched.url).is_front_page or not page_loader.is_page(fetched):
        return None
    try:
        feed = _feed(fetched, reader)
        listed = feed_entries.entries(feed.content, url=feed.url, charset="")
    except SourceError:
        return None
    return feed if listed else None


def _feed(fetched: Fetched, reader: PageReader) -> Fetched:
    """Return the feed that was fetched, or the feed that the fetched page names.

    Raises:
        SourceError: there is none, or it cannot be fetched.
    """
    if feed_entries.is_feed(fetched.content):
        return fetched
    named = feeds.advertised(fetched) if page_loader.is_page(fetched) else None
    if named is None:
        raise page_loader.no_pages("it is no feed, and no page that names one", fetched.url)
    feed = reader.fetcher.fetch(named)
    if isinstance(feed, NotModified) or not feed_entries.is_feed(feed.content):
        raise page_loader.no_pages(f"the feed that it names is none: {named}", fetched.url)
    return feed


def _site_pages(url: str, reader: PageReader, choice: Choice) -> Iterator[Draft | Skipped | UnchangedSource]:
    """Yield the pages of the sitemap at an address; at a front page, of those that its site names, or of /sitemap.xml.

    Raises:
        SourceError: there is none.
    """
    address = urls.parse(url)
    named = [url]
    if address.is_front_page:
        named = [*reader.fetcher.sitemaps(url)] or [f"{address.origin}/sitemap.xml"]
    for sitemap in named:
        fetched = reader.fetcher.fetch(sitemap)
        if isinstance(fetched, Fetched):
            yield from sitemaps.load(fetched, reader, choice)
