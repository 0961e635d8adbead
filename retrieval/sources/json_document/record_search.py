"""Finds the objects in a JSON document that are articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from retrieval.sources.json_document.record_fields import Record, read_record

_MOST_LEVELS = 8  # of objects and arrays around the articles
_SUMMARY_LEVELS = 2  # a document of settings describes them further down
_MOST_KEYS = 2_000  # of an object that is looked through: larger ones are tables of something else
_LEAST_SHARE = 0.5  # of the objects of an array that are articles, or it is of something else


def find_records(value: Any) -> list[Record]:
    """Return the articles of a document, in its order.

    They are the objects of every array of which most have a text; arrays inside of articles, such as comments, are not
    looked at. A document that is one object with a title and a text is one article. Where there are none, the objects
    of an array near the root that have a title and a description are.
    """
    records = list(_records(value, 1, _MOST_LEVELS, has_summaries=False))
    if records:
        return records
    if (record := read_record(value)) and record.title:
        return [record]
    return list(_records(value, 1, _SUMMARY_LEVELS, has_summaries=True))


def _records(value: Any, level: int, most: int, *, has_summaries: bool) -> Iterator[Record]:
    if level > most:
        return
    if isinstance(value, list):
        objects = [item for item in value if isinstance(item, Mapping)]
        records = [record for item in objects if (record := read_record(item, has_summaries=has_summaries))]
        if records and len(records) >= _LEAST_SHARE * sum(map(_is_public, objects)):
            yield from records
            return
        inside: list[Any] = [*objects, *(item for item in value if isinstance(item, list))]
    else:
        inside = list(value.values()) if isinstance(value, Mapping) and len(value) <= _MOST_KEYS else []
    for inner in inside:
        if isinstance(inner, list | Mapping):
            yield from _records(inner, level + 1, most, has_summaries=has_summaries)


def _is_public(item: Mapping[str, Any]) -> bool:
    """Return whether an object may count: drafts do not, of which an export may have many."""
    return str(item.get("status", "published")).casefold() in ("published", "publish", "public")
