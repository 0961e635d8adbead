"""What the loaders of single files have in common; what a file says, each kind understands in its own way."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources.files.file_io import absolute, may_be_file, read, suffix


class FileKind(ABC):
    """A loader of the files whose names have certain endings (see `bodies.FileLoader`).

    Args:
        limits: what is refused as too large.
    """

    suffixes: tuple[str, ...]
    types: tuple[str, ...]

    def __init__(self, limits: LimitSettings) -> None:
        self._limits = limits

    def accepts(self, location: str) -> bool:
        """A file by its kind."""
        return suffix(location) in self.suffixes and may_be_file(location)

    def load(self, location: str) -> Iterator[Draft | Skipped]:
        """The articles in the file, as `understand` gives them.

        Raises:
            SourceError: the file cannot be read, or holds no article.
        """
        path = absolute(location)
        yield from self.understand(read(path, self._limits), path)

    @abstractmethod
    def understand(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """The articles in a file's content (see `bodies.FileLoader`)."""
