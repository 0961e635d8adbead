"""Folders: every file in them that some loader reads, in the order of their names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence

from retrieval.core.errors import SourceEmpty, SourceError, SourceUnsupported
from retrieval.core.ingestion_records import Draft, Skipped, UnchangedSource
from retrieval.core.protocols import Loader
from retrieval.sources.base.draft import is_kind_of_document
from retrieval.sources.files.file_io import absolute_path, printable, suffix, translate_os_errors
from retrieval.sources.local.fingerprint import CountCallback, FingerprintedLoader

_GENERATED_NAMES = frozenset({"__pycache__", "node_modules", "__MACOSX", "Thumbs.db", "desktop.ini"})
_PAGE_SUFFIXES = (".html", ".htm")
_PAGE_FILES = "_files"  # what browsers call the folder of a saved page's pictures and frames


class FolderLoader:
    """Reads a folder and the folders in it.

    Hidden files and folders, those that programs make for themselves, and the `_files` folder of a saved page are left
    out silently. Files of a kind that is not read from folders give one `Skipped` for each kind, at the end. A file
    that is reached twice, through links, is read once.

    Args:
        loaders: of files.
        expect: is called with the number of files.
    """

    def __init__(self, loaders: Sequence[FingerprintedLoader], expect: CountCallback) -> None:
        self._all = loaders
        self._loaders = {kind: loader for loader in loaders for kind in loader.suffixes}
        self._expect = expect

    def accepts(self, location: str) -> bool:
        """Return whether the location is a folder, or a link to a folder."""
        return os.path.isdir(location)  # noqa: PTH112  strings, as they are written

    def load(self, location: str) -> Iterator[Draft | UnchangedSource | Skipped]:
        """Yield the articles of all files, depth first, sorted by name within each folder.

        Raises:
            SourceError: the folder itself cannot be listed, or there is nothing in it to read.
        """
        root = absolute_path(location)
        unread: dict[str, list[str]] = {}
        paths = list(list_files(root))
        if not paths:
            raise SourceEmpty("there is no file in the folder", where=root, advice="Put articles into it.")
        self._expect(self._expected(paths))
        for path in paths:
            loader = None if isinstance(path, Skipped) else self._loader_of(path)
            if isinstance(path, Skipped):
                yield path
            elif loader is None:
                unread.setdefault(suffix(path), []).append(path)
            else:
                yield from _load_or_skip(loader, path)
        for kind, files in sorted(unread.items()):
            yield Skipped(source=root, reason=self._unread_reason(kind, files, root), expected=True)

    def _loader_of(self, path: str) -> FingerprintedLoader | None:
        """Return the loader of a file's ending; where that tells no format, the first that accepts how it begins."""
        ending = suffix(path)
        is_any = ending not in self._loaders and is_kind_of_document(path)
        by_beginning = (loader for loader in self._all if not ending or is_any or loader.has_ending(ending))
        named = self._loaders.get(ending) if ending else None
        return next((loader for loader in by_beginning if loader.accepts(path)), named)

    def _may_read(self, path: str) -> bool:
        """Return whether a file's name is of a kind that is read."""
        ending = suffix(path)
        return ending in self._loaders or is_kind_of_document(path) or any(x.has_ending(ending) for x in self._all)

    def _expected(self, paths: Sequence[str | Skipped]) -> int:
        """Return how many items to expect: one for each file that is read, one for each kind that is not."""
        read = [path for path in paths if isinstance(path, Skipped) or self._may_read(path)]
        unread_kinds = {suffix(path) for path in paths if isinstance(path, str) and not self._may_read(path)}
        return len(read) + len(unread_kinds)

    def _unread_reason(self, kind: str, files: Sequence[str], root: str) -> str:
        first = os.path.relpath(files[0], root)
        count = f"1 {kind} file is left out: {first}" if len(files) == 1 else f"{len(files)} {kind} files are left out"
        example = "" if len(files) == 1 else f", the first is {first}"
        return f"{count}{example}. From a folder, {', '.join(sorted(filter(None, self._loaders)))} are read."


def _load_or_skip(loader: Loader, path: str) -> Iterator[Draft | UnchangedSource | Skipped]:
    try:
        yield from loader.load(path)
    except SourceError as error:
        yield _skipped(path, error)


def _skipped(path: str, error: SourceError) -> Skipped:
    is_other = isinstance(error, SourceUnsupported)  # a file of a kind that may hold articles, and holds something else
    return Skipped(source=printable(path), reason=f"{error.what}. {error.advice}", expected=is_other)


def list_files(root: str, *, files_once: bool = True) -> Iterator[str | Skipped]:
    """List every file below a folder, and what could not be looked at; no folder is looked into twice.

    Args:
        root: the folder.
        files_once: whether a file that links lead to is listed once, by the first of its paths.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            status = _status(path)
            is_folder, identity = stat.S_ISDIR(status.st_mode), (status.st_dev, status.st_ino)
            if identity in seen and (is_folder or files_once):
                continue
            seen.add(identity)
            if is_folder:
                waiting += reversed(_children(path))
                continue
        except SourceError as error:
            if path == root:
                raise
            yield _skipped(path, error)
        else:
            yield path


def _status(path: str) -> os.stat_result:
    absolute_path(path)
    with translate_os_errors(path):
        return os.stat(path)  # noqa: PTH116  strings, as they are written


def _children(folder: str) -> list[str]:
    with translate_os_errors(folder):
        names = sorted(os.listdir(folder))  # noqa: PTH208  strings, as they are written
    stems = {os.path.splitext(name)[0] for name in names if name.lower().endswith(_PAGE_SUFFIXES)}  # noqa: PTH122
    return [os.path.join(folder, name) for name in names if not is_generated(name, stems)]  # noqa: PTH118


def is_generated(name: str, stems: set[str]) -> bool:
    """Return whether a file or folder is hidden or made by programs for themselves; `stems`: of the pages beside it."""
    if name.startswith(".") or name.endswith("~") or name in _GENERATED_NAMES:
        return True
    return name.endswith(_PAGE_FILES) and name.removesuffix(_PAGE_FILES) in stems
