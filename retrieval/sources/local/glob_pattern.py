"""Patterns: the files whose paths match one, `notes/*.md` or `notes/**/*.pdf`, where no shell has expanded it."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence

from retrieval.core.errors import SourceError, SourceMissing, SourceUnsupported
from retrieval.core.ingestion_records import Draft, Skipped, UnchangedSource
from retrieval.core.protocols import Loader
from retrieval.sources.files.file_io import absolute_path, is_address, printable, suffix, translate_os_errors
from retrieval.sources.local.fingerprint import CountCallback
from retrieval.sources.local.folder import is_generated

_SIGNS = "*?["
_ANY_FOLDERS = "**"


class PatternLoader:
    """Reads the files that match a pattern: `*`, `?`, `[…]` in names, and `**` for any folders.

    Hidden files, and with `**` what programs make for themselves, are left out. A file that is reached twice, through
    links, is read once.

    Args:
        loaders: those of folders and files, in order of preference.
        expect: is called with the number of files that match.
    """

    def __init__(self, loaders: Sequence[Loader], expect: CountCallback) -> None:
        self._loaders = loaders
        self._expect = expect

    def accepts(self, location: str) -> bool:
        """Return whether the location is a path with such signs in it, and not the name of a file that is there."""
        return not is_address(location) and glob.has_magic(location) and not os.path.lexists(location)

    def load(self, location: str) -> Iterator[Draft | UnchangedSource | Skipped]:
        """Yield the articles of all files that match, sorted by path.

        Raises:
            SourceMissing: no file matches.
        """
        pattern = absolute_path(location)
        paths = list(list_matches(pattern))
        if not paths:
            raise SourceMissing("nothing fits the pattern", where=pattern, advice="Check its spelling.")
        self._expect(sum(not os.path.isdir(path) for path in paths))  # noqa: PTH112  strings, as they are written
        for path in paths:
            yield from self._load_or_skip(path)

    def _load_or_skip(self, path: str) -> Iterator[Draft | UnchangedSource | Skipped]:
        shown = printable(path)
        loader = next((loader for loader in self._loaders if loader.accepts(path)), None)
        try:
            absolute_path(path)
            if loader is None:
                raise SourceUnsupported(
                    f"{suffix(path)} files are not read", where=shown, advice="Save its text as .txt and add that."
                )
            yield from loader.load(path)
        except SourceError as error:
            is_expected = isinstance(error, SourceUnsupported) and loader is None
            yield Skipped(source=shown, reason=f"{error.what}. {error.advice}", expected=is_expected)


def list_matches(pattern: str) -> Iterator[str]:
    """List every path that matches, once; with `**` no folders, because what is in them matches as well."""
    is_deep = _ANY_FOLDERS in pattern
    first_sign = min((at for sign in _SIGNS if (at := pattern.find(sign)) >= 0), default=0)
    fixed = os.path.dirname(pattern[:first_sign])  # noqa: PTH120  strings, as they are written
    seen: set[tuple[int, int]] = set()
    with translate_os_errors(pattern):
        paths = sorted(set(glob.iglob(pattern, recursive=True)))  # noqa: PTH207  strings, as they are written
    for path in paths:
        if is_deep and (os.path.isdir(path) or _has_generated_part(path, fixed)):  # noqa: PTH112
            continue
        identity = _identity(path)
        if identity is None or identity not in seen:
            seen.update({identity} if identity else ())
            yield path


def _has_generated_part(path: str, fixed: str) -> bool:
    """Return whether a part of the path that the pattern left open is what programs make for themselves."""
    return any(is_generated(name, set()) for name in path.removeprefix(fixed).split(os.sep))  # noqa: PTH206


def _identity(path: str) -> tuple[int, int] | None:
    """Return the device and number of a file; None for one that cannot be looked at, whose loader says why."""
    try:
        status = os.stat(path)  # noqa: PTH116  strings, as they are written
    except OSError:
        return None
    return status.st_dev, status.st_ino
