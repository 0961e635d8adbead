"""Reads locations, for the first time or again: what they give now, and what they no longer give."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from retrieval.core.errors import FootnoteError, LocationUnknown, OutOfTime, SourceError, SourceMissing
from retrieval.core.ingestion_records import Draft, Location, Origin, Skipped, UnchangedSource
from retrieval.indexing.identifiers import now
from retrieval.indexing.loaded_items import Items, LoadedItem, LostSource
from retrieval.indexing.provenance import Provenance
from retrieval.sources import NOTHING_KNOWN, Choice, KnownOrigins, with_choice
from retrieval.sources.files.file_io import absolute_path, is_address
from retrieval.sources.local.stdin import STANDARD_INPUT

_IN_A_FEED = "#"  # in the source of an entry that stands in its feed alone
_SHOWN = 5  # locations that a message names

Remember = Callable[[Location], None]


class LoadLocation(Protocol):
    """`sources.load`, with its limits and its fetcher."""

    def __call__(self, location: str, /, *, known: KnownOrigins) -> Iterator[Draft | UnchangedSource | Skipped]:
        """See `sources.load`."""
        ...


def location_name(location: str) -> str | None:
    """Return the name by which a location is read again: a web address as it is, a path from the root.

    None for what cannot be read again.
    """
    if location == STANDARD_INPUT:
        return None
    if is_address(location):
        return location
    try:
        return absolute_path(location)
    except SourceError:
        return None


def choose_locations(names: Sequence[str], locations: Sequence[Location]) -> list[str]:
    """Return the remembered locations that are named, each once; all, if none is named.

    Raises:
        LocationUnknown: one of them is not remembered.
    """
    remembered = [location.location for location in locations]
    return list(dict.fromkeys(_find(name, remembered) for name in names)) if names else remembered


def _find(name: str, remembered: Sequence[str]) -> str:
    exact = location_name(name) or name
    if exact in remembered:
        return exact
    near = [location for location in remembered if name and name in location]
    if len(near) == 1:
        return near[0]
    what = f"{len(near)} locations go by that name" if near else "nothing was added from there"
    listed = "; ".join((near or remembered)[:_SHOWN])
    advice = f"Followed: {listed}." if listed else "Add it: footnote add LOCATION."
    raise LocationUnknown(what, where=name, advice=advice)


def read_first(locations: Iterable[str], *, load: LoadLocation, provenance: Provenance, remember: Remember) -> Items:
    """Read locations that somebody adds. One that gives an article is remembered, and read again by a refresh."""
    for location in locations:
        name, added = location_name(location), now()
        is_remembered = False
        try:
            for item in _read(location, load, provenance):
                if name and not is_remembered and not isinstance(item, Skipped):
                    remember(Location(location=name, added=added, read=None))
                    is_remembered = True
                yield LoadedItem(item=item, location=name)
        except (SourceError, OutOfTime) as error:
            yield LoadedItem(item=_skipped(error, location), location=name)
        else:
            if name and is_remembered:
                remember(Location(location=name, added=added, read=now()))


def _read(location: str, load: LoadLocation, provenance: Provenance) -> Iterator[Draft | UnchangedSource | Skipped]:
    """Yield what a location gives; an unchanged source whose articles are not stored as it gave them is read whole."""
    for item in load(location, known=provenance.known):
        if isinstance(item, UnchangedSource) and not provenance.is_current(item.source):
            yield from _read_whole(item.source, location, load)
        else:
            yield item


def _read_whole(source: str, location: str, load: LoadLocation) -> Iterator[Draft | UnchangedSource | Skipped]:
    """Yield what a source gives, changed or not: the location itself, or a file or page that it lists."""
    if source == _without_choice(location):
        address = location
    else:
        address = with_choice(source, Choice(kind="page")) if is_address(source) else source
    try:
        yield from load(address, known=NOTHING_KNOWN)
    except SourceError as error:
        yield _skipped(error, source)


def read_again(locations: Iterable[str], *, load: LoadLocation, provenance: Provenance, remember: Remember) -> Items:
    """Read remembered locations: what they give now, and which of their sources are lost."""
    for location in locations:
        reading = _Reading(location, load, provenance)
        yield from reading.items()
        if reading.is_complete:
            remember(Location(location=location, added=now(), read=now()))


class _Reading:
    """One location that is read again."""

    def __init__(self, location: str, load: LoadLocation, provenance: Provenance) -> None:
        self.is_complete = False  # it was read to its end, or is known to be gone
        self._location = location
        self._load = load
        self._provenance = provenance
        self._before = provenance.origins_from(location)
        self._sources: set[str] = set()  # that were given this time
        self._files: set[str] = set()  # that they were read from
        self._failed: set[str] = set()  # files and sources that could not be read
        self._is_missing = False  # the location itself

    def items(self) -> Items:
        """Yield all items that the location gives, and the sources that it no longer gives."""
        try:
            yield from self._current()
            for origin in self._before:
                if origin.source not in self._sources:
                    yield from self._missing(origin)
        except (SourceError, OutOfTime) as error:  # what it gives now is unknown, or there was no time for all of it
            yield self._loaded(_skipped(error, self._location))
        else:
            self.is_complete = True

    def _current(self) -> Items:
        """Return the items that the location gives now; none where it is gone.

        Raises:
            SourceError: it cannot be read.
            OutOfTime: there was no time for all of it.
        """
        try:
            yield from self._read(self._location)
        except SourceMissing as error:
            self._is_missing = True
            if not self._before:
                yield self._loaded(_skipped(error, self._location))

    def _read(self, location: str) -> Items:
        for item in _read(location, self._load, self._provenance):
            if isinstance(item, Skipped):
                self._failed.add(item.source)
            elif isinstance(item, UnchangedSource):
                origins = self._provenance.origins_at(item.source)
                self._sources |= {origin.source for origin in origins}
                self._files |= {origin.file for origin in origins}
            else:
                self._sources.add(item.source)
                self._files.add(item.origin or item.source)
            yield self._loaded(item)

    def _missing(self, origin: Origin) -> Items:
        """Return the fate of a source that the location gave before and does not give now."""
        if is_address(origin.file):
            yield from self._missing_on_the_web(origin)
        elif self._is_lost(origin.file):
            yield self._loaded(LostSource(source=origin.source))

    def _missing_on_the_web(self, origin: Origin) -> Items:
        """Like `_missing`: a page is asked for by itself, since most feeds list only the newest."""
        lost = self._loaded(LostSource(source=origin.source))
        has_failed = bool({origin.file, origin.source} & self._failed)
        is_in_a_feed = _IN_A_FEED in origin.source
        if is_in_a_feed or _without_choice(origin.file) == _without_choice(self._location):
            if self._is_missing or not (is_in_a_feed or has_failed):
                yield lost
            return
        try:
            yield from self._read(with_choice(origin.file, Choice(kind="page")))
        except SourceMissing:
            yield lost
        except SourceError as error:
            if not has_failed:
                yield self._loaded(_skipped(error, origin.source))

    def _is_lost(self, file: str) -> bool:
        """Return whether a source that a file gave is not in it any more: the file is gone, or was read without it."""
        if file in self._failed:
            return False
        return file in self._files or not os.path.lexists(file)

    def _loaded(self, item: Draft | UnchangedSource | LostSource | Skipped) -> LoadedItem:
        return LoadedItem(item=item, location=self._location)


def _without_choice(address: str) -> str:
    return address.partition("#")[0]


def _skipped(error: FootnoteError, location: str) -> Skipped:
    is_late = isinstance(error, OutOfTime)
    return Skipped(source=error.where or location, reason=f"{error.what}. {error.advice}", late=is_late)
