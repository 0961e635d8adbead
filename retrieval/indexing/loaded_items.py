"""The items that loading gives the indexer: drafts, and other news of a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from retrieval.core.ingestion_records import Draft, Skipped, UnchangedSource


@dataclass(frozen=True, slots=True, kw_only=True)
class LostSource:
    """A source that is no longer there."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedItem:
    """An item that a location gave."""

    item: Draft | UnchangedSource | LostSource | Skipped
    location: str | None  # the name by which a refresh reads it again; None where it cannot be read again


Items: TypeAlias = Iterator[LoadedItem]


def without_location(drafts: Iterable[Draft | Skipped]) -> Items:
    """Wrap drafts that come from no location."""
    return (LoadedItem(item=draft, location=None) for draft in drafts)
