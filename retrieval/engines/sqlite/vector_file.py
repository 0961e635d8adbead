"""A file beside the library with an 8-bit copy of a library's vectors, which is mapped into memory instead of read.

It is derived: SQLite has the truth, and the file is written anew when it is missing, damaged, or of another history.
Its header names the change that it has followed, and how many rows are whole. Rows are appended and are on the disk
before the header counts them, so that a process that is killed leaves rows that nobody counts. A new file has another
name until it is complete.
"""

from __future__ import annotations

import mmap
import os
import stat
import struct
import time
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from retrieval.engines.sqlite.byte_vectors import Records, record_type

_MAGIC = b"footnote vector\x01"  # the last byte is the version of the format
_HEADER = struct.Struct("<16s16sQQQQQI")  # ends with a checksum of all before it
_CHECKSUM = struct.Struct("<I")
HEADER_BYTES = 4_096
ABANDONED_SECONDS = 600.0  # an unfinished file that nobody has written to for so long was left by a killed process


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """The content of a header."""

    change: int  # the number of the library's change that the file has followed
    token: bytes  # of that change, 16 bytes
    rows: int
    last: int  # the greatest key of the rows; the least that the library may have, minus 1, while there is none


class VectorFile:
    """The derived file of one library.

    Args:
        path: of the file.
        library: the library's number.
        dimension: the length of each vector.
    """

    def __init__(self, path: Path, *, library: int, dimension: int) -> None:
        self.path = path
        self._library = library
        self._dimension = dimension
        self._record = record_type(dimension)

    def read_state(self) -> FileState | None:
        """Read the header; None where there is no file that can be used."""
        try:
            with self.path.open("rb") as file:
                return self._decode(file.read(_HEADER.size), os.fstat(file.fileno()).st_size)
        except OSError:
            return None

    def map(self) -> tuple[FileState, Records] | None:
        """Map the rows that the header counts, read only; None where there is no file that can be used."""
        try:
            with self.path.open("rb") as file:
                state = self._decode(file.read(_HEADER.size), os.fstat(file.fileno()).st_size)
                if state is None:
                    return None
                content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):
            return None
        return state, np.frombuffer(content, dtype=self._record, count=state.rows, offset=HEADER_BYTES)

    def create(self, empty: FileState, batches: Iterable[Records]) -> None:
        """Write a file in place of any other: of the change that the state of no rows names, with these rows.

        Raises:
            OSError: it could not be written, and nothing was replaced.
        """
        self._remove_abandoned()
        unfinished = self.path.with_name(f"{self.path.name}.{os.getpid()}-{time.monotonic_ns()}.new")
        try:
            with unfinished.open("xb") as file:
                unfinished.chmod(self._permissions())
                file.seek(HEADER_BYTES)
                state = empty
                for records in batches:
                    file.write(records.tobytes())
                    state = _after(state, records)
                file.truncate()
                file.seek(0)
                file.write(self._encode(state))
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self.path)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink()
            raise
        _flush_folder(self.path.parent)

    def append(self, before: FileState, records: Records, *, change: int, token: bytes) -> None:
        """Append the rows up to a change. The caller holds the library's write lock, under which it read `before`.

        Raises:
            OSError: the file could not be written, and counts the rows that it had.
        """
        with self.path.open("r+b") as file:
            if self._decode(file.read(_HEADER.size), os.fstat(file.fileno()).st_size) != before:
                return  # another process has replaced the file since
            file.seek(HEADER_BYTES + before.rows * self._record.itemsize)
            file.write(records.tobytes())
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            file.write(self._encode(_after(replace(before, change=change, token=token), records)))

    def remove(self) -> None:
        """Delete the file; processes that have mapped it keep what they see."""
        with suppress(OSError):
            self.path.unlink()

    def _encode(self, state: FileState) -> bytes:
        numbers = (self._library, self._dimension, state.change, state.rows, state.last)
        head = _HEADER.pack(_MAGIC, state.token, *numbers, 0)[: -_CHECKSUM.size]
        return head + _CHECKSUM.pack(zlib.crc32(head))

    def _decode(self, header: bytes, size: int) -> FileState | None:
        if len(header) < _HEADER.size:
            return None
        magic, token, library, dimension, change, rows, last, checksum = _HEADER.unpack(header)
        is_whole = checksum == zlib.crc32(header[: -_CHECKSUM.size])
        is_own = (magic, library, dimension) == (_MAGIC, self._library, self._dimension)
        if not is_whole or not is_own or size < HEADER_BYTES + rows * self._record.itemsize:
            return None
        return FileState(change=change, token=token, rows=rows, last=last)

    def _permissions(self) -> int:
        """Return the permissions of the library's file, which lies beside it and has its name but for the last part."""
        try:
            return stat.S_IMODE(self.path.with_suffix("").stat().st_mode)
        except OSError:
            return 0o600

    def _remove_abandoned(self) -> None:
        for unfinished in self.path.parent.glob(f"{self.path.name}.*.new"):
            with suppress(OSError):
                if time.time() - unfinished.stat().st_mtime > ABANDONED_SECONDS:
                    unfinished.unlink()


def _after(state: FileState, records: Records) -> FileState:
    """Return the state with further rows."""
    last = int(records["key"][-1]) if len(records) else state.last
    return replace(state, rows=state.rows + len(records), last=last)


def _flush_folder(folder: Path) -> None:
    """Write the folder's list of names to the disk, where the system can (Windows cannot, and need not)."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
