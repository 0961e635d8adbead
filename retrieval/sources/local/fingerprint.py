"""Fingerprints of files: a file that has not been written to since it was last read is not read again."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from retrieval.core.ingestion_records import Draft, Origin, Skipped, UnchangedSource
from retrieval.sources.base.file_loader import FileLoader
from retrieval.sources.files.file_io import absolute_path

KnownOrigins: TypeAlias = Mapping[str, Origin]  # an origin of each file or address that was read before
CountCallback: TypeAlias = Callable[[int], None]  # is called before a list is read, with how many articles it may give

NOTHING_KNOWN: KnownOrigins = MappingProxyType({})  # as before the first reading: everything is read
_EXTRACTION_VERSION = 10  # raise it when loaders give another article of the same file than before
# A file can be written to twice within one tick of its clock; a younger file is not trusted to be unchanged (FAT
# counts in steps of two seconds, the coarsest in use).
_SETTLED_SECONDS = 3.0


class FingerprintedLoader:
    """A loader of files that does not read those whose fingerprint is known.

    Args:
        loader: reads the files.
        known: the stored origins by the absolute paths of their files.
    """

    def __init__(self, loader: FileLoader, known: KnownOrigins) -> None:
        self._loader = loader
        self._known = known
        self.suffixes = loader.suffixes

    def has_ending(self, ending: str) -> bool:
        """Return whether an ending is among those of the loader that are too many to list."""
        return self._loader.has_ending(ending)

    def accepts(self, location: str) -> bool:
        """Return whether the loader accepts the location."""
        return self._loader.accepts(location)

    def load(self, location: str) -> Iterator[Draft | UnchangedSource | Skipped]:
        """Yield the loader's items, each draft with the file's fingerprint as its `etag`.

        For a file that is as it was there is an `UnchangedSource` alone.

        After a part that was skipped no fingerprint is set, so that the file is read, and the part named, again.
        """
        path = absolute_path(location)
        fingerprint = _fingerprint(path)
        known = self._known.get(path) if fingerprint else None
        if known is not None and known.etag == fingerprint:
            yield UnchangedSource(source=path)
            return
        for item in self._loader.load(location):
            if isinstance(item, Draft):
                yield replace(item, origin=path, etag=fingerprint)
            else:
                fingerprint = None
                yield item


def _fingerprint(path: str) -> str | None:
    """Return the file's times and size; None where they do not show whether it was written to.

    The time of the last change of status shows what a program wrote before it set the other time back.
    """
    try:
        status = os.stat(path)  # noqa: PTH116  strings, as they are written
    except (OSError, ValueError):  # the loader says what is wrong
        return None
    if time.time() - status.st_mtime < _SETTLED_SECONDS:
        return None
    return f"{_EXTRACTION_VERSION}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_size}"
