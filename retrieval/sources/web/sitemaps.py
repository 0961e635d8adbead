"""Sitemaps: the pages that a site lists for robots, in one file or an index of several, plain or compressed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from retrieval.core.errors import SourceError
from retrieval.core.ingestion_records import Draft, Skipped, UnchangedSource
from retrieval.sources.base import document
from retrieval.sources.web import content_encoding, urls, xml_tree
from retrieval.sources.web.fetcher import Fetched, Fetcher, NotModified
from retrieval.sources.web.page_loader import PageReader, no_pages
from retrieval.sources.web.url_options import Choice, chosen

_ROOTS = frozenset({"urlset", "sitemapindex"})
_GZIP = b"\x1f\x8b"
_MOST_FILES = 50  # sitemaps that are read of one index; each may list 50,000 pages


@dataclass(frozen=True, slots=True, kw_only=True)
class _SitemapEntry:
    """A line of a sitemap or of an index."""

    url: str
    changed: str  # as written, ISO 8601 if it keeps to the format; empty for none
    is_sitemap: bool


def unpacked(fetched: Fetched, fetcher: Fetcher) -> bytes:
    """Return a document, decompressed if it is gzip.

    Raises:
        SourceError: what is packed is too large or damaged.
    """
    if not fetched.content.startswith(_GZIP):
        return fetched.content
    return content_encoding.gunzip(fetched.content, most=fetcher.settings.unpacked_megabytes, where=fetched.url)


def is_sitemap(content: bytes) -> bool:
    """Return whether a decompressed document is a sitemap or an index of sitemaps."""
    return xml_tree.root(content) in _ROOTS


def load(fetched: Fetched, reader: PageReader, choice: Choice) -> Iterator[Draft | Skipped | UnchangedSource]:
    """Yield the pages of a sitemap, the last changed first.

    Raises:
        SourceError: the sitemap cannot be read, or lists nothing.
    """
    skipped: list[Skipped] = []
    listed = sorted(_pages(fetched, reader, skipped), key=lambda entry: entry.changed, reverse=True)
    yield from skipped
    if not listed and not skipped:
        raise no_pages("the sitemap lists no page", fetched.url)
    addresses = chosen((entry.url for entry in listed), choice, most=reader.fetcher.settings.sitemap_pages)
    if listed and not addresses:
        raise no_pages(f"none of the {len(listed):,} pages of the sitemap fits {choice.paths!r}", fetched.url)
    reader.expect(len(skipped) + len(addresses))
    seen: set[str] = set()  # two addresses may redirect to one page
    for url in addresses:
        try:
            for item in reader.page(url):
                if isinstance(item, Skipped) or item.source not in seen:
                    seen.add(item.source)
                    yield item
        except SourceError as error:
            yield Skipped(source=url, reason=f"{error.what}. {error.advice}")


def _pages(fetched: Fetched, reader: PageReader, skipped: list[Skipped]) -> Iterator[_SitemapEntry]:
    """Yield the pages of a sitemap and of the sitemaps in it; those that cannot be read are added to `skipped`."""
    waiting = _lines(fetched, reader)
    seen = {fetched.url}
    while waiting:
        yield from (entry for entry in waiting if not entry.is_sitemap)
        further = [entry for entry in waiting if entry.is_sitemap]
        waiting = []
        for entry in sorted(further, key=lambda entry: entry.changed, reverse=True):
            if entry.url in seen:
                continue
            if len(seen) > _MOST_FILES:
                reason = f"the index lists more than {_MOST_FILES} sitemaps. Add this one by itself."
                skipped.append(Skipped(source=entry.url, reason=reason))
                return
            seen.add(entry.url)
            try:
                inner = reader.fetcher.fetch(entry.url)
                waiting += [] if isinstance(inner, NotModified) else _lines(inner, reader)
            except SourceError as error:
                skipped.append(Skipped(source=entry.url, reason=f"{error.what}. {error.advice}"))


def _lines(fetched: Fetched, reader: PageReader) -> list[_SitemapEntry]:
    content = unpacked(fetched, reader.fetcher)
    if not is_sitemap(content):
        raise no_pages("it is no sitemap", fetched.url)
    tree = xml_tree.parse(content, charset=document.charset(fetched.content_type), where=fetched.url)
    base = urls.parse(fetched.url)
    lines = []
    for element in tree.iter("{*}url", "{*}sitemap"):
        is_inner = element.tag.endswith("sitemap")
        try:
            url = str(urls.parse(_text(element, "loc"), base=base))
        except SourceError:
            continue
        lines.append(_SitemapEntry(url=url, changed=_text(element, "lastmod"), is_sitemap=is_inner))
    return lines


def _text(element: Any, name: str) -> str:
    child = element.find(f"{{*}}{name}")
    return "" if child is None else "".join(child.itertext()).strip()
