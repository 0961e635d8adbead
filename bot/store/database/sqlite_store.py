"""Keeps the ledger in one SQLite file, and its locks as locked files beside it."""

from __future__ import annotations

import hashlib
import os
from contextlib import AbstractContextManager
from pathlib import Path

from bot.store.database.store_protocol import Connection, Lock
from bot.store.database.store_schema import LEDGER_FORMAT
from bot.store.store_errors import LedgerDenied
from retrieval import SqliteFile

_FILES = 64  # for all locks of one kind: a lock of a library waits for another library's one time in 64


class SqliteStore:
    """A ledger's file, for several threads and processes of one machine.

    Args:
        path: of the file; it is created if it does not exist, readable for its owner alone.

    Raises:
        LedgerError: the file cannot be used; the message says what to do.
    """

    def __init__(self, path: Path) -> None:
        self._file = SqliteFile(path, LEDGER_FORMAT)

    @property
    def where(self) -> str:
        """The file's path."""
        return str(self._file.path)

    def reading(self) -> AbstractContextManager[Connection]:
        """Lend a snapshot."""
        return self._file.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """Lend a transaction; all of them take turns."""
        return self._file.writing()

    def rewrite(self) -> bool:
        """Overwrite the bytes of what was deleted; False where another process holds the file or the disk is full."""
        return self._file.rewrite()

    def lock(self, name: str) -> Lock | None:
        """Take a lock by its name: its first word is the kind, of which the others share some files."""
        kind, _, rest = name.partition(" ")
        number = int.from_bytes(hashlib.blake2b(rest.encode(), digest_size=2).digest()) % _FILES
        ending = f"{kind}-{number}" if rest else kind
        path = self._file.path
        return _lock_file(path.with_name(f"{path.name}.locks") / ending)

    def close(self) -> None:
        """Release the file. A second call does nothing."""
        self._file.close()


class FileLock:
    """A locked file. The system unlocks it when the process ends.

    Args:
        descriptor: of the file, which is locked.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def is_held(self) -> bool:
        """Return whether it was not released."""
        return self._descriptor is not None

    def release(self) -> None:
        """Unlock the file."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)


def _lock_file(path: Path) -> FileLock | None:
    """Lock a file; None where another holder has locked it."""
    import fcntl  # noqa: PLC0415  Windows has no such module, and runs no bot

    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        what, advice = f"a lock cannot be made ({error.strerror})", "Check the permissions of that folder."
        raise LedgerDenied(what, where=str(path.parent), advice=advice) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise
    return FileLock(descriptor)
