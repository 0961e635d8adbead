"""Feed entries: what RSS, Atom and JSON feeds say about each article, the newest first.

feedparser reads RSS and Atom in all their versions. It gets XML that lxml has made well formed, so that its own parser
for broken feeds, whose time grows with the square of their size, never runs.
"""

from __future__ import annotations

import html
import io
import json
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from retrieval.core.errors import SourceNotText, SourceTooLarge
from retrieval.discourse.dates import iso_date
from retrieval.sources.web import xml_tree
from retrieval.sources.web.feed_dates import plain_date

_ROOTS = frozenset({"rss", "feed", "rdf"})
_JSON_VERSION = b"https://jsonfeed.org/version/"
_FORMATTING = re.compile(r"<(b|i|em|strong|sub|sup|u|span|font)\b[^<>]*>([^<>]*)</\1>", re.IGNORECASE)  # in titles
_JSON_DATES = ("date_published", "date_modified")
_JSON_HEAD = 5_000  # bytes in which a JSON feed names its version
_LONG_ELEMENTS = frozenset({"description", "encoded", "content", "summary", "body", "div"})
_SHORT = 10_000  # characters of any other element: of titles, dates and links
_MOST_ENTRIES = 2_000  # that are looked at: a tenth of a second in feedparser
_ENTRIES = frozenset({"item", "entry"})
_DATES = frozenset({"pubdate", "published", "updated", "date", "modified", "issued", "created"})
_MOST_ELEMENTS = 100_000
_MOST_ATTRIBUTES = 100  # of one element; feedparser's time grows with their square
_NO_DATE = ""
_ADVICE = "Tell whoever publishes it; its pages can be added one by one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article as its feed describes it. Every text may be empty."""

    link: str  # as written
    id: str  # the feed's own name for it
    title: str
    published: str | None  # ISO 8601
    updated: str  # ISO 8601 in UTC, for order; empty where there is no date
    author: str
    content: str  # HTML


def is_feed(content: bytes) -> bool:
    """Return whether a document is a feed, by how it begins."""
    return xml_tree.root(content) in _ROOTS or _is_json_feed(content)


def entries(content: bytes, *, url: str, charset: str) -> list[Entry]:
    """Return the entries of a feed, the newest first; those without a date last, in the feed's order.

    Args:
        content: the feed.
        url: its address, which relative links start from.
        charset: the encoding that its sender states; empty for none.

    Raises:
        SourceError: it cannot be read, or is too large.
    """
    listed = _json(content, url) if _is_json_feed(content) else _xml(content, url, charset)
    return sorted(listed, key=lambda entry: entry.updated, reverse=True)[:_MOST_ENTRIES]


def _is_json_feed(content: bytes) -> bool:
    head = content[:_JSON_HEAD].replace(b"\\/", b"/")
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and _JSON_VERSION in head


def _xml(content: bytes, url: str, charset: str) -> list[Entry]:
    import feedparser  # noqa: PLC0415  heavy

    tree = xml_tree.parse(content, charset=charset, where=url)
    _limit(tree, url)
    _rewrite_dates(tree)
    parsed = feedparser.parse(
        io.BytesIO(xml_tree.serialize(tree)),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
        sanitize_html=False,  # the markup is read by trafilatura, which keeps nothing but text
        resolve_relative_uris=False,
    )
    return [_entry(entry) for entry in parsed.entries]


def _limit(tree: Any, url: str) -> None:
    """Cut a feed to a size that feedparser reads in little time.

    Raises:
        SourceTooLarge: it has too many elements.
    """
    from lxml import etree  # noqa: PLC0415  heavy

    surplus: list[Any] = []
    entries_left = _MOST_ENTRIES
    for number, element in enumerate(tree.iter(etree.Element)):
        if number > _MOST_ELEMENTS or len(element.attrib) > _MOST_ATTRIBUTES or len(element.nsmap) > _MOST_ATTRIBUTES:
            raise SourceTooLarge("the feed has too many elements", where=url, advice=_ADVICE)
        name = xml_tree.local_name(element).lower()
        entries_left -= name in _ENTRIES
        if name in _ENTRIES and entries_left < 0:
            surplus.append(element)
        if element.text and name not in _LONG_ELEMENTS:
            element.text = element.text[:_SHORT]
    for element in surplus:
        element.getparent().remove(element)


def _rewrite_dates(tree: Any) -> None:
    from lxml import etree  # noqa: PLC0415  heavy

    for element in tree.iter(etree.Element):
        if element.text and xml_tree.local_name(element).lower() in _DATES:
            element.text = plain_date(element.text)


def _entry(entry: Any) -> Entry:
    contents = [str(content.get("value") or "") for content in entry.get("content") or ()]
    # `dict.get`, because feedparser's own `get` gives one date in place of the other.
    published, changed = (_iso(dict.get(entry, f"{name}_parsed")) for name in ("published", "updated"))
    stated = iso_date(str(dict.get(entry, "published") or dict.get(entry, "updated") or ""))
    return Entry(
        link=str(entry.get("link") or ""),
        id=str(entry.get("id") or ""),
        title=_FORMATTING.sub(r"\2", str(entry.get("title") or "")),
        published=published or changed or stated,
        updated=changed or published or _utc(stated or ""),
        author=", ".join(_persons(entry)) or str(entry.get("author") or ""),
        content=max([*contents, str(entry.get("summary") or "")], key=len),
    )


def _persons(entry: Any) -> list[str]:
    """Return the names of the authors, where the feed names several."""
    names = [str(author.get("name") or "") for author in entry.get("authors") or ()]
    return list(dict.fromkeys(filter(None, names))) if len(names) > 1 else []


def _iso(parsed: time.struct_time | None) -> str | None:
    if parsed is None:
        return None
    try:
        return datetime(*parsed[:6], tzinfo=UTC).isoformat(timespec="seconds")
    except ValueError:  # a year of 0
        return None


def _json(content: bytes, url: str) -> list[Entry]:
    try:
        feed = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SourceNotText("its JSON cannot be read", where=url, advice=_ADVICE) from error
    items = feed.get("items") if isinstance(feed, dict) else None
    return [_json_entry(item, feed) for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _json_entry(item: Mapping[str, Any], feed: Mapping[str, Any]) -> Entry:
    item = {**item, **{key: str(item[key]) for key in _JSON_DATES if isinstance(item.get(key), int | float)}}
    published = _first(item, ("date_published", "date_modified"))
    return Entry(
        link=_first(item, ("url", "external_url")),
        id=_first(item, ("id",)),
        title=_first(item, ("title",)),
        published=iso_date(plain_date(published[:_SHORT])),
        updated=_utc(plain_date(_first(item, ("date_modified", "date_published"))[:_SHORT])),
        author=", ".join(_names(item) or _names(feed)),
        content=_first(item, ("content_html",)) or _paragraphs(_first(item, ("content_text", "summary"))),
    )


def _names(item: Mapping[str, Any]) -> list[str]:
    authors = item.get("authors")
    listed = authors if isinstance(authors, list) and authors else [item.get("author")]
    return [author["name"] for author in listed if isinstance(author, dict) and isinstance(author.get("name"), str)]


def _first(item: Mapping[str, Any], keys: Iterable[str]) -> str:
    return next((value for key in keys if isinstance(value := item.get(key), str) and value.strip()), "")


def _utc(written: str) -> str:
    try:
        moment = datetime.fromisoformat(written.strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return _NO_DATE


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n"))
