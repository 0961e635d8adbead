"""Chooses what reads a location: the loaders of files, folders and patterns, the web, or standard input."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial

from retrieval.core.errors import SourceMissing, SourceUnsupported
from retrieval.core.ingestion_records import Draft, Skipped, UnchangedSource
from retrieval.core.protocols import Loader
from retrieval.core.settings import LimitSettings
from retrieval.sources.base.isolation import isolate
from retrieval.sources.files.file_io import absolute_path, is_address, suffix
from retrieval.sources.loader_registry import extract_document, file_loaders, unread_advice
from retrieval.sources.local import stdin
from retrieval.sources.local.fingerprint import NOTHING_KNOWN, CountCallback, FingerprintedLoader, KnownOrigins
from retrieval.sources.local.folder import FolderLoader
from retrieval.sources.local.glob_pattern import PatternLoader
from retrieval.sources.local.sizes import measure as measure_files
from retrieval.sources.web import dispatch
from retrieval.sources.web.fetcher import Fetcher

_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,24}(?::\d+)?", re.IGNORECASE)
_DOMAINS = frozenset({".org"})  # endings of files that far more hosts have


def ignore_count(_: int) -> None:
    """Take no notice of how many articles are expected, where no progress is shown."""


def load(
    location: str,
    *,
    limits: LimitSettings,
    fetcher: Fetcher | None = None,
    known: KnownOrigins = NOTHING_KNOWN,
    expect: CountCallback = ignore_count,
) -> Iterator[Draft | UnchangedSource | Skipped]:
    """Yield the articles at a file, a folder or a web address, by the first loader that accepts it.

    The loader is chosen when this is called; nothing is read before the first article is asked for.

    Args:
        location: a path, `-` for standard input, or a web address (see `web.dispatch` for what it gives).
        limits: the largest sizes that are accepted.
        fetcher: fetches from the web; None: addresses are refused.
        known: an origin of each file or address that was read before; `UnchangedSource` is given for those that are
            as they were.
        expect: is called before a folder, a pattern, a feed or a sitemap is read, with its number of files or pages.

    Raises:
        SourceError: the location as a whole cannot be read; some kinds of it only while iterating.
    """
    if is_address(location):
        if fetcher is None:
            raise SourceUnsupported(
                "nothing is fetched from the web here",
                where=location,
                advice="Save the page as .html and add that file.",
            )
        read = partial(extract_document, limits=limits)
        pages = dispatch.load(location, fetcher=fetcher, understand=read, known=known, expect=expect)
        return isolate(pages, location)
    if location == stdin.STANDARD_INPUT:
        return read_standard_input(limits=limits)
    path = absolute_path(location)
    if _looks_like_host(location, limits) and not os.path.lexists(path):
        raise SourceMissing(
            "nothing is there",
            where=path,
            advice=f"Check the spelling of the path, or of a page write https://{location}.",
        )
    for loader in loaders(limits, known, expect):
        if loader.accepts(path):
            return loader.load(path)
    raise SourceUnsupported(
        f"{suffix(path)} files are not read",
        where=path,
        advice=unread_advice(path),
    )


def measure(location: str, *, limits: LimitSettings) -> int | None:
    """Add up the bytes of the files at a location; None for the web, standard input, and what cannot be looked at."""
    return measure_files(location, {kind for loader in file_loaders(limits) for kind in loader.suffixes})


def load_articles(location: str, *, limits: LimitSettings) -> Iterator[Draft | Skipped]:
    """Like `load`, where nothing is known of the location, so that nothing in it is unchanged."""
    return (item for item in load(location, limits=limits) if not isinstance(item, UnchangedSource))


def loaders(
    limits: LimitSettings, known: KnownOrigins = NOTHING_KNOWN, expect: CountCallback = ignore_count
) -> tuple[Loader, ...]:
    """Return every loader of what is on this machine, in order of preference.

    The last accepts any file that may be text.
    """
    files = tuple(FingerprintedLoader(loader, known) for loader in file_loaders(limits))
    folder = FolderLoader(files, expect)
    return (folder, PatternLoader((folder, *files), expect), *files)


def read_standard_input(*, limits: LimitSettings, title: str = "") -> Iterator[Draft | Skipped]:
    """Yield the article on standard input, under a title if there is one.

    Raises:
        SourceError: there is nothing on it, or too much, or it cannot be read.
    """
    return stdin.read_standard_input(partial(extract_document, limits=limits), limits=limits, title=title)


def _looks_like_host(location: str, limits: LimitSettings) -> bool:
    """Return whether it looks like a web address without its scheme, `example.com/news`, and not like a file's name."""
    host = location.partition("/")[0]
    endings = {ending for loader in file_loaders(limits) for ending in loader.suffixes} - _DOMAINS
    is_file_name = suffix(host) in endings
    return _HOST.fullmatch(host) is not None and not is_file_name
