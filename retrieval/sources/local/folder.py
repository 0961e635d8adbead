"""Folders: every file in them that some loader reads, in the order of their names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence

from retrieval.core.errors import SourceEmpty, SourceError
from retrieval.core.ingestion_records import Draft, Same, Skipped
from retrieval.core.protocols import Loader
from retrieval.sources.base.document import FileLoader
from retrieval.sources.files.file_io import absolute, in_words, printable, suffix
from retrieval.sources.local.fingerprint import Expect

_MACHINERY = frozenset({"__pycache__", "node_modules", "__MACOSX", "Thumbs.db", "desktop.ini"})
_PAGE_SUFFIXES = (".html", ".htm")
_PAGE_FILES = "_files"  # what browsers call the folder of a saved page's pictures and frames


class Folder:
    """Reads a folder and the folders in it.

    Hidden files and folders, those that programs make for themselves, and the `_files` folder of a saved page are left
    out silently. Files of a kind that is not read from folders give one `Skipped` for each kind, at the end. A file
    that is reached twice, through links, is read once.

    Args:
        loaders: of files.
        expect: is told how many files there are.
    """

    def __init__(self, loaders: Sequence[FileLoader], expect: Expect) -> None:
        self._loaders = {kind: loader for loader in loaders for kind in loader.suffixes}
        self._expect = expect

    def accepts(self, location: str) -> bool:
        """A folder, or a link to one."""
        return os.path.isdir(location)  # noqa: PTH112  strings, as given

    def load(self, location: str) -> Iterator[Draft | Same | Skipped]:
        """The articles of all files, depth first, sorted by name within each folder.

        Raises:
            SourceError: the folder itself cannot be listed, or there is nothing in it to read.
        """
        root = absolute(location)
        others: dict[str, list[str]] = {}
        found = list(_files(root))
        if not found:
            raise SourceEmpty("there is no file in the folder", where=root, advice="Put articles into it.")
        read = [path for path in found if isinstance(path, Skipped) or suffix(path) in self._loaders]
        left_out = {suffix(path) for path in found if isinstance(path, str)} - self._loaders.keys()
        self._expect(len(read) + len(left_out))
        for path in found:
            loader = None if isinstance(path, Skipped) else self._loaders.get(suffix(path))
            if isinstance(path, Skipped):
                yield path
            elif loader is None:
                others.setdefault(suffix(path), []).append(path)
            else:
                yield from _loaded(loader, path)
        for kind, paths in sorted(others.items()):
            yield Skipped(source=root, reason=self._left_out(kind, paths, root), expected=True)

    def _left_out(self, kind: str, paths: Sequence[str], root: str) -> str:
        first = os.path.relpath(paths[0], root)
        count = f"1 {kind} file is left out: {first}" if len(paths) == 1 else f"{len(paths)} {kind} files are left out"
        example = "" if len(paths) == 1 else f", the first is {first}"
        return f"{count}{example}. From a folder, {', '.join(sorted(filter(None, self._loaders)))} are read."


def _loaded(loader: Loader, path: str) -> Iterator[Draft | Same | Skipped]:
    try:
        yield from loader.load(path)
    except SourceError as error:
        yield _skipped(path, error)


def _skipped(path: str, error: SourceError) -> Skipped:
    return Skipped(source=printable(path), reason=f"{error.what}. {error.advice}")


def _files(root: str) -> Iterator[str | Skipped]:
    """Every file below the folder, once, and what could not be looked at."""
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            status = _status(path)
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            if stat.S_ISDIR(status.st_mode):
                waiting += reversed(_entries(path))
                continue
        except SourceError as error:
            if path == root:
                raise
            yield _skipped(path, error)
        else:
            yield path


def _status(path: str) -> os.stat_result:
    absolute(path)
    with in_words(path):
        return os.stat(path)  # noqa: PTH116  strings, as given


def _entries(folder: str) -> list[str]:
    with in_words(folder):
        names = sorted(os.listdir(folder))  # noqa: PTH208  strings, as given
    stems = {os.path.splitext(name)[0] for name in names if name.lower().endswith(_PAGE_SUFFIXES)}  # noqa: PTH122
    return [os.path.join(folder, name) for name in names if not is_machinery(name, stems)]  # noqa: PTH118


def is_machinery(name: str, stems: set[str]) -> bool:
    """Whether a file or folder is hidden or made by programs for themselves; `stems`: of the pages beside it."""
    if name.startswith(".") or name.endswith("~") or name in _MACHINERY:
        return True
    return name.endswith(_PAGE_FILES) and name.removesuffix(_PAGE_FILES) in stems
