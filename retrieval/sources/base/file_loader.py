"""The base of all loaders of files: a new file format is one subclass, in `loader.py` of a folder of its own."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import TypeAlias

from retrieval.core.ingestion_records import Draft, Skipped, UnchangedSource
from retrieval.core.settings import LimitSettings
from retrieval.sources.base.document import RawDocument
from retrieval.sources.base.isolation import isolate
from retrieval.sources.files.file_io import HEAD_BYTES, absolute_path, may_be_file, read_file, read_head, suffix

Extract: TypeAlias = Callable[[RawDocument], Iterator[Draft | Skipped]]


class FileLoader(ABC):
    """A loader of the files whose names have certain endings.

    A subclass sets `suffixes` and `types`, writes `extract`, and has a line in `sources.loader_registry`.

    Args:
        limits: the largest sizes that are accepted.
        extract_part: extracts a document that is inside a file, as an attachment is inside an e-mail.
    """

    suffixes: tuple[str, ...]  # in lower case with the dot: the files of a folder that this loader reads
    types: tuple[str, ...]  # the media types that such documents are sent as
    beginning: re.Pattern[bytes] | None = None  # of files without a suffix that are of this format
    vague_suffixes: tuple[str, ...] = ()  # of this format and others: `beginning` decides
    endings: re.Pattern[str] | None = None  # likewise, where there are too many to list; from folders they are read too

    def __init__(self, limits: LimitSettings, extract_part: Extract) -> None:
        self._limits = limits
        self._extract_part = extract_part

    def accepts(self, location: str) -> bool:
        """Return whether the location is a file with one of the suffixes, or without one that begins as the format."""
        if suffix(location) in self.suffixes:
            return may_be_file(location)
        if not self._may_have(suffix(location)):
            return False
        return may_be_file(location) and self.recognizes(location, read_head(location, self._limits))

    def recognizes(self, name: str, content: bytes) -> bool:
        """Return whether content whose name does not tell its format begins as this one."""
        if self.beginning is None or not self._may_have(suffix(name)):
            return False
        return self.beginning.match(content[:HEAD_BYTES]) is not None

    def has_ending(self, ending: str) -> bool:
        """Return whether an ending is among those that are too many to list."""
        return self.endings is not None and self.endings.fullmatch(ending) is not None

    def load(self, location: str) -> Iterator[Draft | UnchangedSource | Skipped]:
        """Yield the articles in the file at a location, as `extract` gives them.

        Raises:
            SourceError: the file cannot be read, or holds no article.
        """
        path = absolute_path(location)
        yield from isolate(self._load_file(path), path)

    def _may_have(self, ending: str) -> bool:
        """Return whether files of this format may have an ending that does not tell it."""
        is_vague = ending in {"", *self.vague_suffixes} or self.has_ending(ending)
        return self.beginning is not None and is_vague

    @abstractmethod
    def extract(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """Yield the articles in the content of a file.

        Args:
            content: the whole of it, not empty.
            source: what the articles are known by, and what messages name.
            charset: the encoding that its sender states; empty for none.

        Raises:
            SourceError: it as a whole cannot be read.
        """

    def _load_file(self, path: str) -> Iterator[Draft | UnchangedSource | Skipped]:
        """Yield the articles in the file at an absolute path.

        A format whose files are read in pieces overrides this.
        """
        yield from self.extract(read_file(path, self._limits), path)


def inner_source(source: str, name: str, number: int, taken: set[str]) -> str:
    """Return the source of an article that is one of several in a file, and add it to those taken.

    Args:
        source: of the file.
        name: that the article has in it; empty for none.
        number: of the article, which tells it from others of the same name.
        taken: the sources of those before.
    """
    inner = f"{source}#{name or number}"
    inner = f"{inner} ({number})" if inner in taken else inner
    taken.add(inner)
    return inner
