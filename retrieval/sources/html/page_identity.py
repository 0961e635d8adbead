"""Page identity: tells whether a record in a page's scripts is about this page or about another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from retrieval.sources.files.file_io import is_address
from retrieval.sources.html.page_title import meta_contents
from retrieval.text.normalize import one_line

_WORD = re.compile(r"\w+")
_SHARED_WORDS = 0.6  # of the shorter title: a headline and the title of its page differ in a few words
_LEAST_WORDS = 2  # that two titles share, if they have so many
_MOST_TITLES = 20  # of a page, so that its many records are compared in bounded time


@dataclass(frozen=True, slots=True, kw_only=True)
class PageIdentity:
    """The address and the titles of a page."""

    address: str  # empty if it is unknown
    titles: tuple[frozenset[str], ...]  # the words of each

    @classmethod
    def of(cls, tree: Any, source: str) -> PageIdentity:
        """Return the identity of a page: what it calls itself, else where it comes from."""
        links = (link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").split())
        stated = (*links, *meta_contents(tree, ("og:url",)), source if is_address(source) else "")
        names = ("".join(element.itertext()) for element in tree.iter("title", "h1"))
        titles = (*meta_contents(tree, ("og:title",)), *names)
        return cls(
            address=next((address for address in stated if _compared(address)), ""),
            titles=tuple(words for title in titles[:_MOST_TITLES] if (words := _title_words(title))),
        )

    def includes(self, record: dict[str, Any], title: str) -> bool | None:
        """Return whether a record is about this page; None where it does not say so."""
        addresses = {_compared(urljoin(self.address, address)) for address in _addresses(record)} - {""}
        if _compared(self.address) in addresses or any(_is_same(_title_words(title), own) for own in self.titles):
            return True
        return False if addresses and self.address else None


def _addresses(record: dict[str, Any]) -> Iterator[str]:
    """Yield the addresses that a record gives as its own; without a path they are the site's."""
    page = record.get("mainEntityOfPage")
    for stated in (record.get("url"), page.get("@id") if isinstance(page, dict) else page):
        if isinstance(stated, str) and _path(stated):
            yield stated


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.strip("/")
    except ValueError:
        return ""


def _compared(address: str) -> str:
    """Return the parts of an address that tell pages apart; empty where it is no web address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = parts.netloc.casefold().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}" if host else ""


def _title_words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(one_line(title).casefold()))


def _is_same(title: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two titles share most of their words."""
    shared, shorter = len(title & other), min(len(title), len(other))
    return shared >= max(_SHARED_WORDS * shorter, min(_LEAST_WORDS, max(len(title), len(other))))
