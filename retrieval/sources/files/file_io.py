"""Reads files within limits; errors of the operating system become errors for users."""

from __future__ import annotations

import errno
import io
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from retrieval.core.errors import (
    SourceDenied,
    SourceEmpty,
    SourceError,
    SourceMissing,
    SourceNotText,
    SourceTooLarge,
    SourceUnsupported,
)
from retrieval.core.settings import LimitSettings
from retrieval.sources.files.compression import PACKED, is_packed, open_unpacked, unpacked_name

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_BEFORE_QUERY = re.compile(r"\.\w{1,8}(?=\?[\w.-]{1,80}=)")  # `page.html?v=1.2`: programs save pages under such names
_PACKED_KINDS = tuple(f"{kind}{ending}" for kind in (".jsonl", ".xml") for ending in PACKED)  # of two parts
_SPHINX_SOURCE = ".rst.txt"  # the copy of a source that sites made with Sphinx offer beside a page
MEGABYTE = 2**20
HEAD_BYTES = 2_000  # that tell a format without an ending
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG})
_NO_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def absolute_path(location: str) -> str:
    """Return the location as an absolute path; links in it stay, so that it is the path as given.

    Raises:
        SourceMissing: no path can be made of it.
        SourceUnsupported: its name cannot be written down in Unicode.
    """
    if not location.strip() or "\0" in location:
        raise SourceMissing("this is not the path of a file", where=repr(location), advice="Name a file or a folder.")
    with translate_os_errors(location):  # the current folder may be gone
        path = os.path.abspath(os.path.expanduser(location))  # noqa: PTH100, PTH111  strings, as given
    if printable(path) != path:
        raise SourceUnsupported(
            "the name is not valid Unicode", where=printable(path), advice="Rename it and add it again."
        )
    return path


def may_be_file(location: str) -> bool:
    """Return whether it is neither a folder nor the address of something elsewhere."""
    return not is_address(location) and not os.path.isdir(location)  # noqa: PTH112  strings, as given


def is_address(location: str) -> bool:
    """Return whether it begins as `https://` does."""
    return _ADDRESS.match(location) is not None


def printable(path: str) -> str:
    """Return the path, with escapes for what is not Unicode."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def suffix(path: str) -> str:
    """Return the file's suffix in lower case: `.md`, `.jsonl.gz`, or nothing; of `view.html?page=2` it is `.html`.

    Of `index.rst.txt` it is `.rst`. Of a packed file it is that of its content, but for the kinds that are
    unpacked while they are read.
    """
    name = os.path.basename(path).lower()  # noqa: PTH119  strings, as given
    if kind := next((kind for kind in _PACKED_KINDS if name.endswith(kind)), ""):
        return kind
    name = unpacked_name(name)
    if name.endswith(_SPHINX_SOURCE):
        return ".rst"
    page = _BEFORE_QUERY.search(name)
    return page[0] if page else os.path.splitext(name)[1].partition("?")[0]  # noqa: PTH122


@contextmanager
def translate_os_errors(path: str) -> Iterator[None]:
    """Raise the errors of the operating system inside the block as errors for users."""
    try:
        yield
    except PermissionError as error:
        raise SourceDenied(
            "there is no permission to read it", where=path, advice="Change its permissions, or copy it elsewhere."
        ) from error
    except OSError as error:
        if error.errno in _GONE and os.path.islink(path):  # noqa: PTH114  strings, as they are written
            target = printable(os.readlink(path))  # noqa: PTH115
            raise SourceMissing(
                f"it is a link to {target}, which leads nowhere",
                where=path,
                advice="Correct the link, or name the file itself.",
            ) from error
        if error.errno in _GONE:
            raise SourceMissing("nothing is there", where=path, advice="Check the spelling of the path.") from error
        reason = (error.strerror or str(error)).lower()
        raise SourceDenied(f"it cannot be read: {reason}", where=path, advice="Check the disk it is on.") from error


def read_file(path: str, limits: LimitSettings) -> bytes:
    """Return the whole content of a regular file, unpacked if it is packed; the limit is on both sizes.

    Raises:
        SourceError: it is missing, denied, empty, too large, or no regular file, or the packed data is damaged.
    """
    with translate_os_errors(path), _regular(path, limits) as file:
        return _whole(open_unpacked(file, path), path, limits)


def unpack(content: bytes, name: str, source: str, limits: LimitSettings) -> bytes:
    """Return the content of a document, unpacked if it is packed as its name says; JSON Lines stay packed.

    Raises:
        SourceError: it unpacks to nothing, or to more than a file may hold, or the packed data is damaged.
    """
    if name.lower().endswith(_PACKED_KINDS) or not is_packed(content, name):
        return content
    try:
        return _whole(open_unpacked(io.BytesIO(content), name), source, limits)
    except SourceNotText as error:
        raise SourceNotText(error.what, where=source, advice=error.advice) from error


def read_head(path: str, limits: LimitSettings) -> bytes:
    """Return the first bytes of a regular file, at most `HEAD_BYTES`; none where it cannot be read."""
    try:
        with translate_os_errors(path), _regular(path, limits) as file:
            return open_unpacked(file, path).read(HEAD_BYTES)
    except SourceError:
        return b""


def read_lines(path: str, limits: LimitSettings) -> Iterator[bytes]:
    """Yield the lines of a regular file, unpacked if it is packed; the limit is on both sizes.

    Raises:
        SourceError: as for `read`, or the packed data is damaged. It may come after the first lines.
    """
    with translate_os_errors(path), _regular(path, limits) as file:
        yield from _lines(open_unpacked(file, path), path, limits)


def unpack_lines(content: bytes, source: str, limits: LimitSettings) -> Iterator[bytes]:
    """Yield the lines of a file's content, as `lines` gives them.

    Raises:
        SourceError: it unpacks to more than a file may hold, or the packed data is damaged.
    """
    yield from _lines(open_unpacked(io.BytesIO(content), source), source, limits)


@contextmanager
def open_bounded(path: str, limits: LimitSettings) -> Iterator[BinaryIO]:
    """Open a regular file to be read in pieces, unpacked if it is packed; the limit is on both sizes.

    Raises:
        SourceError: as for `read_file`, also while it is read; or the packed data is damaged.
    """
    with translate_os_errors(path), _regular(path, limits) as file:
        yield unpack_bounded(file, path, limits)


def unpack_bounded(content: bytes | BinaryIO, source: str, limits: LimitSettings) -> BinaryIO:
    """Return the content of a file to be read in pieces, unpacked if its name says that it is packed.

    Reading it raises a SourceError where it unpacks to more than a file may hold, or is damaged.
    """
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    return io.BufferedReader(_BoundedFile(open_unpacked(file, source), source, limits))


class _BoundedFile(io.RawIOBase):
    """A stream that may hold no more than a file."""

    def __init__(self, stream: BinaryIO, source: str, limits: LimitSettings) -> None:
        self._stream = stream
        self._source = source
        self._limits = limits
        self._left = _budget(limits)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self._stream.read(len(buffer))
        self._left -= len(content)
        if self._left < 0:
            raise _too_large(self._source, self._limits)
        buffer[: len(content)] = content
        return len(content)


def _whole(content: BinaryIO, path: str, limits: LimitSettings) -> bytes:
    read = content.read(_budget(limits) + 1)
    if len(read) > _budget(limits):
        raise _too_large(path, limits)
    if not read:
        raise SourceEmpty("the file is empty", where=path, advice="Put text into it, or leave it out.")
    return read


def _lines(content: BinaryIO, path: str, limits: LimitSettings) -> Iterator[bytes]:
    left = _budget(limits)
    while line := content.readline(left + 1):
        left -= len(line)
        if left < 0:
            raise _too_large(path, limits)
        yield line


def _regular(path: str, limits: LimitSettings) -> BinaryIO:
    # Looked at before it is opened, because opening a device can do something, and again after, because it may change.
    _check(os.stat(path), path, limits)  # noqa: PTH116  strings, as given
    descriptor = os.open(path, os.O_RDONLY | _NO_WAITING)
    try:
        _check(os.fstat(descriptor), path, limits)
    except BaseException:
        os.close(descriptor)
        raise
    return os.fdopen(descriptor, "rb")


def _check(status: os.stat_result, path: str, limits: LimitSettings) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise SourceUnsupported(
            "it is neither a file nor a folder", where=path, advice="Save its content to a file and add that."
        )
    if status.st_size > _budget(limits):
        raise _too_large(path, limits)


def _budget(limits: LimitSettings) -> int:
    return limits.file_megabytes * MEGABYTE


def _too_large(path: str, limits: LimitSettings) -> SourceTooLarge:
    return SourceTooLarge(
        f"it holds more than {limits.file_megabytes} MB",
        where=path,
        advice="Split it, or raise limits.file_megabytes in the configuration.",
    )
