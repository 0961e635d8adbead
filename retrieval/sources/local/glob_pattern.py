"""Patterns: the files whose paths match one, `notes/*.md` or `notes/**/*.pdf`, where no shell has expanded it."""

from __future__ import annotations

import fnmatch
import glob
import os
from collections.abc import Iterator, Sequence

from retrieval.core.errors import SourceError, SourceMissing, SourceUnsupported
from retrieval.core.ingestion_records import Draft, Skipped, UnchangedSource
from retrieval.core.protocols import Loader
from retrieval.sources.files.file_io import absolute_path, is_address, printable, suffix, translate_os_errors
from retrieval.sources.local.fingerprint import CountCallback
from retrieval.sources.local.folder import is_generated, list_files

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
        self._expect(sum(isinstance(path, Skipped) or not os.path.isdir(path) for path in paths))  # noqa: PTH112
        for path in paths:
            if isinstance(path, Skipped):
                yield path
            else:
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


def list_matches(pattern: str) -> Iterator[str | Skipped]:
    """List every path that matches, once; with `**` no folders, because what is in them matches as well.

    Below `**` each folder is looked into once, however many links lead to it, and what cannot be looked into is named.
    """
    first_sign = min((at for sign in _SIGNS if (at := pattern.find(sign)) >= 0), default=0)
    fixed = os.path.dirname(pattern[:first_sign])  # noqa: PTH120  strings, as they are written
    head, is_deep, tail = _split_at_any_folders(pattern)
    seen: set[tuple[int, int]] = set()
    with translate_os_errors(pattern):
        paths: list[str | Skipped] = [*sorted(glob.glob(head))]  # noqa: PTH207  strings, as they are written
    if is_deep:
        below = (path for folder in paths for path in _list_below(str(folder), tail))
        paths = [path for path in sorted(below, key=_path_of) if not _has_generated_part(_path_of(path), fixed)]
    for path in paths:
        identity = _identity(path) if isinstance(path, str) else None
        if identity is None or identity not in seen:
            seen.update({identity} if identity else ())
            yield path


def _split_at_any_folders(pattern: str) -> tuple[str, bool, list[str]]:
    """Return what stands before the first `**` that is a whole name, whether there is one, and the names from it on."""
    names = pattern.split(os.sep)  # noqa: PTH206
    if _ANY_FOLDERS not in names:
        return pattern, False, []
    at = names.index(_ANY_FOLDERS)
    return os.sep.join(names[:at]) or os.sep, True, names[at:]  # noqa: PTH118


def _list_below(folder: str, tail: Sequence[str]) -> Iterator[str | Skipped]:
    """List what is below a folder and matches the names of a pattern; nothing if it is no folder."""
    if not os.path.isdir(folder):  # noqa: PTH112
        return
    try:
        for path in list_files(folder, files_once=False):
            names = os.path.relpath(_path_of(path), folder).split(os.sep)  # noqa: PTH206
            if _fits(names, tail):
                yield path
    except SourceError as error:
        yield Skipped(source=printable(folder), reason=f"{error.what}. {error.advice}")


def _fits(names: Sequence[str], tail: Sequence[str]) -> bool:
    """Return whether the names of a path match those of a pattern, in which `**` stands for any number of names."""
    reached = _beyond_any({0}, tail)
    for name in names:
        stay = {at for at in reached if at < len(tail) and tail[at] == _ANY_FOLDERS}
        go_on = {at + 1 for at in reached - stay if at < len(tail) and fnmatch.fnmatch(name, tail[at])}
        reached = _beyond_any(stay | go_on, tail)
    return len(tail) in reached


def _beyond_any(reached: set[int], tail: Sequence[str]) -> set[int]:
    """Return the places in a pattern that are reached, and those behind a `**` at one of them."""
    beyond = set(reached)
    for at, name in enumerate(tail):
        if at in beyond and name == _ANY_FOLDERS:
            beyond.add(at + 1)
    return beyond


def _path_of(path: str | Skipped) -> str:
    return path.source if isinstance(path, Skipped) else path


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
