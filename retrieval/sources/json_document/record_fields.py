"""Fields of a JSON object that is an article: its title, text, date, author and address, by their names."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from retrieval.discourse.dates import iso_date
from retrieval.text.normalize import one_line

# The names are those of JSON Lines in Footnote, of WordPress, Ghost, JSON Feed, Strapi, Contentful and Zendesk, and
# those that people write by hand. Compared without case and underscores; the first that has a value counts.
_TEXTS = "text contenthtml html content contenttext bodyhtml body bodytext plaintext markdown fulltext article answer"
_TEXTS += " selftext"
_SUMMARIES = "description summary excerpt abstract lead intro"
_TITLES = "title headline name question subject heading displayname"
_DATES = (
    "published datepublished publishedat publicationdate pubdate date dategmt createdat datecreated created timestamp"
)
_DATES += " updatedat datemodified modified updated lastmodified"
_AUTHORS = "author authors authorname byline creator writer"
_ADDRESSES = "url link permalink canonical canonicalurl htmlurl weburl externalurl href"
_IDS = "id guid uuid slug key"
_STATE_NAMES = "draft private trash pending future scheduled inherit autodraft archived deleted unpublished"
_STATES = frozenset(_STATE_NAMES.split())
_WRAPPERS = ("attributes", "fields", "node", "_source", "properties")  # in which some exports put the fields
_INNER = ("rendered", "html", "text", "value", "raw", "plain", "content", "name", "displayName", "en-US", "en", "#text")
_NAMES = {
    key: tuple(names.split())
    for key, names in {
        "text": _TEXTS, "summary": _SUMMARIES, "title": _TITLES, "date": _DATES, "author": _AUTHORS, "url": _ADDRESSES,
        "id": _IDS, "status": "status state visibility",
    }.items()
}  # fmt: skip
_ELEMENT = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|a|strong|em|b|i|table|blockquote|span|img|figure)\b[^<>]*>", re.IGNORECASE
)
_TEXT_NAMES = frozenset(f"{_TEXTS} {_SUMMARIES}".split())
_NAME_CHARACTERS = 40  # that are compared
_LEAST_WORDS = 3  # of a text; less is a label
_LEAST_SECONDS = 10**8  # a larger number is a date, in seconds or milliseconds
_MILLISECONDS = 10**11
_MOST_PARTS = 10_000  # of a text that is a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An article as a JSON object states it. Every text may be empty."""

    title: str
    text: str
    is_html: bool
    id: str
    url: str
    published: str | None  # ISO 8601
    author: str


def read_record(value: Any, *, has_summaries: bool = False) -> Record | None:
    """Return the article that an object is; None for one without a text, and for one that is not published.

    Args:
        value: of the document.
        has_summaries: whether a description below a title is a text, too.
    """
    if not isinstance(value, Mapping):
        return None
    if not (_wrapped(value) or any(_plain(name) in _TEXT_NAMES for name in value)):
        return None
    fields = _fields(value)
    title = _first(fields, "title")
    text = _first(fields, "text") or (_first(fields, "summary") if has_summaries and title else "")
    if len(text.split(None, _LEAST_WORDS)) < _LEAST_WORDS:
        return None
    status = _first(fields, "status").replace("-", "").replace("_", "").casefold()
    if status in _STATES:
        return None
    return Record(
        title=one_line(html.unescape(_ELEMENT.sub("", title))),
        text=text,
        is_html=_ELEMENT.search(text) is not None,
        id=one_line(_first(fields, "id")),
        url=_first(fields, "url").strip(),
        published=_date(fields),
        author=", ".join(dict.fromkeys(_authors(fields))),
    )


def read_moment(value: Any) -> str | None:
    """Return a date as ISO 8601: of a text, or of seconds or milliseconds since 1970."""
    if isinstance(value, str) and re.fullmatch(r"\d{9,13}(?:\.\d+)?", value.strip()):
        value = float(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= _LEAST_SECONDS:
        seconds = value / 1_000 if value >= _MILLISECONDS else value
        try:
            return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
        except (ValueError, OverflowError, OSError):
            return None
    return iso_date(value[:100]) if isinstance(value, str) else None


def _fields(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields by their plain names, with those of an object that wraps them."""
    return {_plain(name): field for name, field in [*_wrapped(value).items(), *value.items()]}


def _wrapped(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the object in which the fields of another are; empty for none."""
    return next((value[name] for name in _WRAPPERS if isinstance(value.get(name), Mapping)), {})


@lru_cache(maxsize=10_000)
def _plain(name: str) -> str:
    """Return a name as names are compared."""
    return name[:_NAME_CHARACTERS].replace("_", "").replace("-", "").casefold()


def _first(fields: Mapping[str, Any], key: str) -> str:
    return next((words for name in _NAMES[key] if (words := read_words(fields.get(name))).strip()), "")


def read_words(value: Any) -> str:
    """Return the text of a field: a string, a number, an object around a text, or a list of paragraphs."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return next((inner for name in _INNER if isinstance(inner := value.get(name), str)), "")
    if isinstance(value, list):
        parts = (read_words(part) for part in value[:_MOST_PARTS] if not isinstance(part, list))
        return "\n\n".join(part for part in parts if part)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _date(fields: Mapping[str, Any]) -> str | None:
    return next((day for name in _NAMES["date"] if (day := read_moment(fields.get(name)))), None)


def _authors(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the authors; a number is no name."""
    for name in _NAMES["author"]:
        value = fields.get(name)
        names = [
            read_words(part) for part in (value if isinstance(value, list) else [value]) if not isinstance(part, int)
        ]
        if any(names):
            yield from filter(None, map(one_line, names))
            return
