"""Stamps of files: a file that has not been written to since it was last read is not read again."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from retrieval.core.ingestion_records import Draft, Known, Same, Skipped
from retrieval.sources.base.document import FileLoader
from retrieval.sources.files.file_io import absolute

KnownOf: TypeAlias = Callable[[str], Known | None]
Expect: TypeAlias = Callable[[int], None]  # is told before a list is read how many more articles it may give

_READING = 1  # the version of what loaders understand: raise it when they give another article of the same file
# A file can be written to twice within one tick of its clock; what is younger than this is not trusted (FAT counts
# in steps of two seconds, the coarsest in use).
_SETTLED_SECONDS = 3.0


class Stamped:
    """A loader of files that passes over those whose stamp is known.

    Args:
        loader: reads the files.
        known: what was stored of a file, by its absolute path.
    """

    def __init__(self, loader: FileLoader, known: KnownOf) -> None:
        self._loader = loader
        self._known = known
        self.suffixes = loader.suffixes
        self.types = loader.types

    def accepts(self, location: str) -> bool:
        """As the loader."""
        return self._loader.accepts(location)

    def load(self, location: str) -> Iterator[Draft | Same | Skipped]:
        """What the loader gives, each draft with the file's stamp as its `etag`; `Same` for a file that is known.

        After a part that was skipped no stamp is given, so that the file is read, and complained of, again.
        """
        path = absolute(location)
        stamp = _stamp(path)
        known = self._known(path) if stamp else None
        if known is not None and known.etag == stamp:
            yield Same(source=path)
            return
        for item in self._loader.load(location):
            if isinstance(item, Draft):
                yield replace(item, origin=path, etag=stamp)
            else:
                stamp = None
                yield item

    def understand(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """As the loader."""
        return self._loader.understand(content, source, charset=charset)


def _stamp(path: str) -> str | None:
    """The file's times and size; None where they cannot tell whether it was written to.

    The time of the last change of status catches what a program wrote before it set the other time back.
    """
    try:
        status = os.stat(path)  # noqa: PTH116  strings, as given
    except (OSError, ValueError):  # the loader says what is wrong
        return None
    if time.time() - status.st_mtime < _SETTLED_SECONDS:
        return None
    return f"{_READING}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_size}"
