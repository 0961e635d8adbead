"""Bodies: a document whose bytes are here already, read by the loader of its kind wherever it came from.

Web pages come so from servers, uploads from chats, and attachments from e-mails.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.core.errors import SourceEmpty, SourceTooLarge, SourceUnsupported
from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.protocols import Loader
from retrieval.core.settings import LimitSettings
from retrieval.sources.files.file_io import MEGABYTE, suffix

_VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/zip", "text/plain"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A document that was fetched, uploaded or attached."""

    content: bytes
    name: str  # a file's, or the last part of an address; its ending tells the kind where `content_type` does not
    source: str  # what the articles are known by, and what messages name
    content_type: str = ""  # as in a Content-Type header, with or without its parameters


class FileLoader(Loader, Protocol):
    """A loader of one kind of file."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The kinds, in lower case with the dot, that it takes from a folder without being asked for them."""
        ...

    @property
    def types(self) -> tuple[str, ...]:
        """The media types that documents of its kinds are sent as."""
        ...

    def understand(self, content: bytes, source: str, *, charset: str = "") -> Iterator[Draft | Skipped]:
        """The articles in a file's content.

        Args:
            content: the whole of it, not empty.
            source: what the articles are known by, and what messages name.
            charset: the encoding that its sender states; empty for none.

        Raises:
            SourceError: it as a whole cannot be read.
        """
        ...


def drafts(body: Body, loaders: Sequence[FileLoader], limits: LimitSettings) -> Iterator[Draft | Skipped]:
    """The articles in a body, by the first of the loaders that reads its kind.

    Raises:
        SourceError: it as a whole cannot be read.
    """
    if not body.content:
        raise SourceEmpty("the file is empty", where=body.source, advice="Put text into it, or leave it out.")
    if len(body.content) > limits.file_megabytes * MEGABYTE:
        raise SourceTooLarge(
            f"it holds more than {limits.file_megabytes} MB",
            where=body.source,
            advice="Split it, or raise limits.file_megabytes in the configuration.",
        )
    loader = fitting(body, loaders)
    if loader is None:
        kind = media_type(body.content_type) or suffix(body.name)
        raise SourceUnsupported(
            f"{kind} is not read", where=body.source, advice="Save the text as .txt, .md or .html and add that file."
        )
    yield from loader.understand(body.content, body.source, charset=charset(body.content_type))


def fitting(body: Body, loaders: Sequence[FileLoader]) -> FileLoader | None:
    """The first loader for the media type; where that says little, for the ending of the name; None for none.

    A server that sends everything as `text/plain` is not believed where the name has a kind of its own.
    """
    kind = media_type(body.content_type)
    named = next((one for one in loaders if suffix(body.name) in one.suffixes and suffix(body.name)), None)
    typed = next((one for one in loaders if kind in one.types), None)
    if kind in _VAGUE:
        # A name below a file that is no folder, so that nothing of the kind can be there to be looked at.
        place = os.path.join(os.devnull, body.name)  # noqa: PTH118  strings, as given
        return named or typed or next((one for one in loaders if one.accepts(place)), None)
    return typed or named


def media_type(content_type: str) -> str:
    """The type without its parameters: `text/html; charset=utf-8` gives "text/html"."""
    return content_type.partition(";")[0].strip().lower()


def charset(content_type: str) -> str:
    """The encoding that a Content-Type names; empty for none."""
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return ""
