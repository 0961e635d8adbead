"""Reads locations, the first time and again: what they give, and what they no longer give."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import Protocol

from retrieval.core.errors import FootnoteError, LocationUnknown, OutOfTime, SourceError, SourceMissing
from retrieval.core.ingestion_records import Draft, Known, Location, Origin, Same, Skipped
from retrieval.indexing.provenance import Found, Lost, Trail, now
from retrieval.sources import Choice, with_choice
from retrieval.sources.files.file_io import absolute_path, is_address
from retrieval.sources.local.stdin import STANDARD_INPUT

_OF_A_FEED = "#"  # in the source of an entry that stands in its feed alone
_SHOWN = 5  # locations that a message names

Follow = Callable[[Location], None]


class Load(Protocol):
    """`sources.load`, with limits and fetcher given."""

    def __call__(self, location: str, /, *, known: Callable[[str], Known | None]) -> Iterator[Draft | Same | Skipped]:
        """As `sources.load`."""
        ...


def named(location: str) -> str | None:
    """How a location is followed: an address as it is, a path from the root; None for what cannot be read again."""
    if location == STANDARD_INPUT:
        return None
    if is_address(location):
        return location
    try:
        return absolute_path(location)
    except SourceError:
        return None


def chosen(names: Sequence[str], locations: Sequence[Location]) -> list[str]:
    """The followed locations that were named, each once; all, if none is named.

    Raises:
        LocationUnknown: one of them is not followed.
    """
    followed = [one.location for one in locations]
    return list(dict.fromkeys(_followed(name, followed) for name in names)) if names else followed


def _followed(name: str, followed: Sequence[str]) -> str:
    exact = named(name) or name
    if exact in followed:
        return exact
    near = [one for one in followed if name and name in one]
    if len(near) == 1:
        return near[0]
    what = f"{len(near)} locations go by that name" if near else "nothing was added from there"
    listed = "; ".join((near or followed)[:_SHOWN])
    advice = f"Followed: {listed}." if listed else "Add it: footnote add LOCATION."
    raise LocationUnknown(what, where=name, advice=advice)


def first_time(locations: Iterable[str], *, load: Load, trail: Trail, follow: Follow) -> Iterator[Found]:
    """What is at the locations. One that gives an article is followed from then on."""
    for given in locations:
        location, added = named(given), now()
        followed = False
        try:
            for item in load(given, known=trail.known):
                if location and not followed and not isinstance(item, Skipped):
                    follow(Location(location=location, added=added, read=None))
                    followed = True
                yield Found(item=item, location=location)
        except (SourceError, OutOfTime) as error:
            yield Found(item=_skipped(error, given), location=location)
        else:
            if location and followed:
                follow(Location(location=location, added=added, read=now()))


def again(locations: Iterable[str], *, load: Load, trail: Trail, follow: Follow) -> Iterator[Found]:
    """What is at followed locations now, and which of their sources are lost."""
    for location in locations:
        whole = yield from _Reading(location, load, trail).items()
        if whole:
            follow(Location(location=location, added=now(), read=now()))


class _Reading:
    """One location, read once more."""

    def __init__(self, location: str, load: Load, trail: Trail) -> None:
        self._location = location
        self._load = load
        self._trail = trail
        self._before = trail.given_by(location)
        self._sources: set[str] = set()  # that were given this time
        self._files: set[str] = set()  # that they were read from
        self._failed: set[str] = set()  # files and sources that could not be read
        self._missing = False  # the location itself

    def items(self) -> Generator[Found, None, bool]:
        """All of it. Returns whether the location could be read, or is known to be gone."""
        try:
            return (yield from self._whole())
        except OutOfTime as error:
            yield self._found(_skipped(error, self._location))
            return False

    def _whole(self) -> Generator[Found, None, bool]:
        """As `items`.

        Raises:
            OutOfTime: there was no time for all of it.
        """
        try:
            yield from self._given(self._location)
        except SourceMissing as error:
            self._missing = True
            if not self._before:
                yield self._found(_skipped(error, self._location))
        except SourceError as error:  # nothing is known of what it holds now
            yield self._found(_skipped(error, self._location))
            return False
        for origin in self._before:
            if origin.source in self._sources:
                continue
            if is_address(origin.file):
                yield from self._asked(origin)
            elif self._is_lost(origin.file):
                yield self._found(Lost(source=origin.source))
        return True

    def _given(self, location: str) -> Iterator[Found]:
        for item in self._load(location, known=self._trail.known):
            if isinstance(item, Skipped):
                self._failed.add(item.source)
            elif isinstance(item, Same):
                its = self._trail.at(item.source)
                self._sources |= {one.source for one in its}
                self._files |= {one.file for one in its}
            else:
                self._sources.add(item.source)
                self._files.add(item.origin or item.source)
            yield self._found(item)

    def _asked(self, origin: Origin) -> Iterator[Found]:
        """What became of what the web gave and no longer lists: most feeds list the newest alone."""
        lost = self._found(Lost(source=origin.source))
        has_failed = bool({origin.file, origin.source} & self._failed)
        in_a_feed = _OF_A_FEED in origin.source
        if in_a_feed or _without_choice(origin.file) == _without_choice(self._location):
            if self._missing or not (in_a_feed or has_failed):
                yield lost
            return
        try:
            yield from self._given(with_choice(origin.file, Choice(kind="page")))
        except SourceMissing:
            yield lost
        except SourceError as error:
            if not has_failed:
                yield self._found(_skipped(error, origin.source))

    def _is_lost(self, file: str) -> bool:
        """Whether a source that a file gave is not in it any more: the file is gone, or was read without it."""
        if file in self._failed:
            return False
        return file in self._files or not os.path.lexists(file)

    def _found(self, item: Draft | Same | Lost | Skipped) -> Found:
        return Found(item=item, location=self._location)


def _without_choice(address: str) -> str:
    return address.partition("#")[0]


def _skipped(error: FootnoteError, location: str) -> Skipped:
    is_late = isinstance(error, OutOfTime)
    return Skipped(source=error.where or location, reason=f"{error.what}. {error.advice}", late=is_late)
