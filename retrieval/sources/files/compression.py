"""Compressed files (gzip, bzip2, xz): decompresses them while they are read, never further than requested."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from retrieval.core.errors import SourceNotText

PACKED = (".gz", ".bz2", ".xz")
_XZ_MEMORY = 128 * 2**20  # bytes; the strongest setting of xz needs 65 MiB, and a file may ask for gigabytes
_CHUNK = 2**16


def unpacked_name(name: str) -> str:
    """Return the name of the file inside a packed file, `README` of `README.gz`; the name itself of any other file."""
    stem, ending = os.path.splitext(name)  # noqa: PTH122  strings, as given
    return stem if ending.lower() in PACKED else name


def is_packed(content: bytes, name: str) -> bool:
    """Return whether a content is packed as its name says: servers unpack some files that they send."""
    return any(name.lower().endswith(ending) and content.startswith(mark) for ending, mark in _MARKS.items())


def open_unpacked(file: BinaryIO, name: str) -> BinaryIO:
    """Return the content of a file: unpacked if its name says that it is packed, else as it is.

    Reading it raises SourceNotText where the packed data is damaged or cut short.
    """
    ending = next((ending for ending in PACKED if name.lower().endswith(ending)), None)
    return file if ending is None else io.BufferedReader(_Unpacked(_OPENERS[ending](file), ending, name))


class _Unpacked(io.RawIOBase):
    """A packed stream whose damage is told in words for users."""

    def __init__(self, stream: Any, ending: str, name: str) -> None:
        self._stream = stream
        self._ending = ending
        self._name = name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            content = self._stream.read(len(buffer))
        except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
            raise self._damage() from error
        except OSError as error:
            if error.errno is None:  # bzip2's way of saying so
                raise self._damage() from error
            raise
        buffer[: len(content)] = content
        return len(content)

    def _damage(self) -> SourceNotText:
        return SourceNotText(
            f"the {_NAMES[self._ending]} data is damaged or cut short",
            where=self._name,
            advice="Pack or download the file again.",
        )


class _Xz:
    """A file as `lzma.LZMAFile` reads it, with a bound on the memory that it may ask for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = self._fresh()

    def read(self, most: int) -> bytes:
        while True:
            packed = b""
            if self._decoder.eof:
                packed = (self._decoder.unused_data or self._file.read(_CHUNK)).lstrip(b"\0")  # padding of streams
                if not packed:
                    return b""
                self._decoder = self._fresh()
            elif self._decoder.needs_input:
                packed = self._file.read(_CHUNK)
                if not packed:
                    raise EOFError
            if content := self._decoder.decompress(packed, most):
                return content

    @staticmethod
    def _fresh() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)


_MARKS = {".gz": b"\x1f\x8b", ".bz2": b"BZh", ".xz": b"\xfd7zXZ\0"}  # what such files begin with
_NAMES = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz"}
_OPENERS: dict[str, Callable[[BinaryIO], Any]] = {
    ".gz": lambda file: gzip.GzipFile(fileobj=file),
    ".bz2": lambda file: bz2.BZ2File(cast("Any", file)),
    ".xz": _Xz,
}
