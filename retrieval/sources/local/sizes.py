"""The bytes of a location on this machine, for callers that show how far its reading has got."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Collection, Iterable

from retrieval.core.errors import SourceError
from retrieval.core.ingestion_records import Skipped
from retrieval.sources.files.file_io import absolute_path, is_address, suffix
from retrieval.sources.local.folder import list_files
from retrieval.sources.local.glob_pattern import list_matches
from retrieval.sources.local.stdin import STANDARD_INPUT


def measure(location: str, kinds: Collection[str]) -> int | None:
    """Add up the bytes of the files that a location names: a file, a folder or a pattern.

    Args:
        location: as it is given to be read.
        kinds: endings of the files that are read from a folder: `.md`.

    Returns:
        The bytes, of packed files as they are packed; None for what is not on this machine, or cannot be looked at.
    """
    if is_address(location) or location == STANDARD_INPUT:
        return None
    try:
        path = absolute_path(location)
        if os.path.isdir(path):  # noqa: PTH112  strings, as they are written
            return _total((file for file in list_files(path) if not isinstance(file, Skipped)), kinds)
        if glob.has_magic(location) and not os.path.lexists(path):
            matches = [match for match in list_matches(path) if isinstance(match, str)]
            folders = [match for match in matches if os.path.isdir(match)]  # noqa: PTH112
            inside = (file for folder in folders for file in list_files(folder) if not isinstance(file, Skipped))
            return _total(matches, None) + _total(inside, kinds)
    except SourceError:
        return None
    return file_size(path)


def file_size(path: str) -> int | None:
    """Look up the bytes of a file; None where there is none, or it cannot be looked at."""
    try:
        status = os.stat(path)  # noqa: PTH116  strings, as they are written
    except (OSError, ValueError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _total(paths: Iterable[str], kinds: Collection[str] | None) -> int:
    return sum(file_size(path) or 0 for path in paths if kinds is None or suffix(path) in kinds)
