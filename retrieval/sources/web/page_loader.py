"""Pages: reads the document at one address with the loader for files of its type."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias
from urllib.parse import unquote

from retrieval.core.errors import SourceUnsupported
from retrieval.core.ingestion_records import Draft, Skipped, UnchangedSource
from retrieval.sources.base import document
from retrieval.sources.base.document import RawDocument
from retrieval.sources.local.fingerprint import CountCallback, KnownOrigins
from retrieval.sources.mediawiki.export_reader import EXPORT_TYPE
from retrieval.sources.web import urls, xml_tree
from retrieval.sources.web.failure_guard import guard
from retrieval.sources.web.fetcher import Fetched, Fetcher, NotModified

Understand: TypeAlias = Callable[
    [RawDocument], Iterator[Draft | Skipped]
]  # `sources.extract_document`, with its limits

_MARKS = {b"%PDF-": "application/pdf"}  # bytes that tell more than what servers say
_ROOTS = {"html": "text/html", "mediawiki": EXPORT_TYPE}  # elements that tell more, too
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_VAGUE = frozenset({"", "text/plain", "application/octet-stream", "application/xml", "text/xml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReader:
    """The parts that every web loader needs: the fetcher, the loaders of documents, and the stored state."""

    fetcher: Fetcher
    understand: Understand
    known: KnownOrigins
    expect: CountCallback

    def fetch(self, url: str) -> Fetched | NotModified:
        """Fetch an address, unless it is unchanged since it was stored.

        Raises:
            SourceError: it cannot be fetched.
        """
        known = self.known.get(url)
        if known is None:
            return self.fetcher.fetch(url)
        return self.fetcher.fetch(url, etag=known.etag, modified=known.modified)

    def page(self, url: str) -> Iterator[Draft | Skipped | UnchangedSource]:
        """Yield the articles at an address.

        Raises:
            SourceError: it cannot be fetched, or holds none.
        """
        url = str(urls.parse(url))
        fetched = self.fetch(url)
        if isinstance(fetched, NotModified):
            yield UnchangedSource(source=url)
        else:
            with guard(url):
                yield from self.extract(fetched, requested=url)

    def extract(self, fetched: Fetched, *, requested: str) -> Iterator[Draft | Skipped]:
        """Yield the articles in a fetched document.

        Their source is the address at the end of the redirects: what two addresses lead to is one article.

        Raises:
            SourceError: there is none.
        """
        source = fetched.url
        name = posixpath.basename(unquote(urls.parse(source).path))
        body = RawDocument(content=fetched.content, name=name, source=source, content_type=content_type(fetched))
        for item in self.understand(body):
            if isinstance(item, Draft):
                yield replace(item, origin=requested, etag=fetched.etag, modified=fetched.modified)
            else:
                yield item


def content_type(fetched: Fetched) -> str:
    """Return the media type with its parameters; recognised from the content where the server's is vague."""
    for mark, kind in _MARKS.items():
        if fetched.content.startswith(mark):
            return kind
    stated = document.media_type(fetched.content_type)
    if stated in _VAGUE and (rooted := _ROOTS.get(xml_tree.root(fetched.content))):
        charset = document.charset(fetched.content_type)
        return f"{rooted}; charset={charset}" if charset else rooted
    return fetched.content_type


def is_page(fetched: Fetched) -> bool:
    """Return whether the response is a web page."""
    return document.media_type(content_type(fetched)) in _HTML


def no_pages(what: str, where: str) -> SourceUnsupported:
    """Return the error for a list without any page to read."""
    return SourceUnsupported(what, where=where, advice="Add the addresses of its pages.")
