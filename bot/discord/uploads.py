"""Files that people upload: read by the library's own loaders, under a source that stays the same when they come again.

A file is written to a temporary folder of its own, because loaders read paths; nothing of that path is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from retrieval import sources
from retrieval.errors import SourceError
from retrieval.records import Draft, Skipped
from retrieval.settings import LimitSettings

_STEM_BYTES = 180  # with its ending, a name stays below what file systems take
_ENDING_BYTES = 20
_NAMELESS = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it was uploaded."""

    name: str
    source: str  # what the library knows it by
    data: bytes


def source_of(name: str, *, library: str) -> str:
    """What a library knows an uploaded file by: a file of the same name takes its place."""
    return f"discord:{library}/{_file_name(name)}"


def drafts(upload: Upload, *, limits: LimitSettings) -> Iterator[Draft | Skipped]:
    """The articles in an uploaded file, or why there are none."""
    with TemporaryDirectory(prefix="footnote-", ignore_cleanup_errors=True) as folder:
        path = Path(folder).resolve() / _file_name(upload.name)
        path.write_bytes(upload.data)
        try:
            for found in sources.load(str(path), limits=limits):
                yield replace(found, source=_known_by(found.source, str(path), upload.source))
        except SourceError as error:
            yield Skipped(source=upload.source, reason=f"{error.what}. {error.advice}")


def _known_by(source: str, path: str, instead: str) -> str:
    """The source of one article: the upload's in place of the temporary path; a web address in the file stays."""
    return instead + source.removeprefix(path) if source.startswith(path) else source


def _file_name(name: str) -> str:
    """The last part of a name, without controls, and short enough for a file system."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(one for one in last if one.isprintable()).strip().lstrip(".")
    path = PurePosixPath(shown or _NAMELESS)
    ending = _cut("".join(path.suffixes[-2:]), _ENDING_BYTES)
    return _cut(path.name.removesuffix(ending), _STEM_BYTES) + ending


def _cut(text: str, most: int) -> str:
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
