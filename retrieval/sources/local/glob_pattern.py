"""Patterns: the files whose paths one fits, `notes/*.md` or `notes/**/*.pdf`, where no shell has filled it in."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence

from retrieval.core.errors import SourceError, SourceMissing, SourceUnsupported
from retrieval.core.ingestion_records import Draft, Same, Skipped
from retrieval.core.protocols import Loader
from retrieval.sources.files.file_io import absolute, in_words, is_address, printable, suffix
from retrieval.sources.local.fingerprint import Expect
from retrieval.sources.local.folder import is_machinery

_SIGNS = "*?["
_DEEP = "**"


class Pattern:
    """Reads what fits a pattern: `*`, `?`, `[…]` in names, and `**` for any folders.

    Hidden files, and with `**` what programs make for themselves, are left out. A file that is reached twice, through
    links, is read once.

    Args:
        loaders: those of folders and files, in order of preference.
        expect: is told how many files fit.
    """

    def __init__(self, loaders: Sequence[Loader], expect: Expect) -> None:
        self._loaders = loaders
        self._expect = expect

    def accepts(self, location: str) -> bool:
        """A path with such signs in it, and nothing that has it as its name."""
        return not is_address(location) and glob.has_magic(location) and not os.path.lexists(location)

    def load(self, location: str) -> Iterator[Draft | Same | Skipped]:
        """The articles of all that fits, sorted by path.

        Raises:
            SourceMissing: nothing fits.
        """
        pattern = absolute(location)
        paths = list(_fitting(pattern))
        if not paths:
            raise SourceMissing("nothing fits the pattern", where=pattern, advice="Check its spelling.")
        self._expect(sum(not os.path.isdir(path) for path in paths))  # noqa: PTH112  strings, as given
        for path in paths:
            yield from self._loaded(path)

    def _loaded(self, path: str) -> Iterator[Draft | Same | Skipped]:
        shown = printable(path)
        loader = next((one for one in self._loaders if one.accepts(path)), None)
        try:
            absolute(path)
            if loader is None:
                raise SourceUnsupported(
                    f"{suffix(path)} files are not read", where=shown, advice="Save its text as .txt and add that."
                )
            yield from loader.load(path)
        except SourceError as error:
            expected = isinstance(error, SourceUnsupported) and loader is None
            yield Skipped(source=shown, reason=f"{error.what}. {error.advice}", expected=expected)


def _fitting(pattern: str) -> Iterator[str]:
    """Every path that fits, once; with `**` no folders, because what is in them fits as well."""
    is_deep = _DEEP in pattern
    fixed = os.path.dirname(pattern[: min((at for sign in _SIGNS if (at := pattern.find(sign)) >= 0), default=0)])  # noqa: PTH120
    seen: set[tuple[int, int]] = set()
    with in_words(pattern):
        found = sorted(set(glob.iglob(pattern, recursive=True)))  # noqa: PTH207  strings, as given
    for path in found:
        if is_deep and (os.path.isdir(path) or _is_machinery(path, fixed)):  # noqa: PTH112  strings, as given
            continue
        identity = _identity(path)
        if identity is None or identity not in seen:
            seen.update({identity} if identity else ())
            yield path


def _is_machinery(path: str, fixed: str) -> bool:
    """Whether a part of the path that the pattern left open is what programs make for themselves."""
    return any(is_machinery(name, set()) for name in path.removeprefix(fixed).split(os.sep))  # noqa: PTH206  as given


def _identity(path: str) -> tuple[int, int] | None:
    """What tells a file from others; None for one that cannot be looked at, which its loader will say."""
    try:
        status = os.stat(path)  # noqa: PTH116  strings, as given
    except OSError:
        return None
    return status.st_dev, status.st_ino
