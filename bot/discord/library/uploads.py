"""Files that people upload: read by the library's own loaders, under a source that is the same when they come again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from retrieval import Draft, LimitSettings, RawDocument, Skipped, SourceError, extract_document

_STEM_BYTES = 180  # more are never needed to know a file by
_ENDING_BYTES = 20
_NAMELESS = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it was uploaded."""

    name: str
    source: str  # what the library knows it by
    data: bytes


def source_of(name: str, *, library: str) -> str:
    """Return the source of an uploaded file: a file of the same name takes its place."""
    return f"discord:{library}/{_file_name(name)}"


def drafts(upload: Upload, *, limits: LimitSettings) -> Iterator[Draft | Skipped]:
    """Yield the articles in an uploaded file, or why there are none."""
    body = RawDocument(content=upload.data, name=_file_name(upload.name), source=upload.source)
    try:
        yield from extract_document(body, limits=limits)
    except SourceError as error:
        yield Skipped(source=upload.source, reason=f"{error.what}. {error.advice}")


def _file_name(name: str) -> str:
    """Return the last part of a name, without controls, and of a reasonable length."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(character for character in last if character.isprintable()).strip().lstrip(".")
    path = PurePosixPath(shown or _NAMELESS)
    ending = _cut("".join(path.suffixes[-2:]), _ENDING_BYTES)
    return _cut(path.name.removesuffix(ending), _STEM_BYTES) + ending


def _cut(text: str, most: int) -> str:
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
