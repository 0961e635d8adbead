"""Search by meaning: a matrix in memory for a small library, a mapped file for a large one."""

from __future__ import annotations

import logging
import sqlite3
import threading
from pathlib import Path

from retrieval.core.errors import LibraryError
from retrieval.core.records import Vector
from retrieval.core.sqlite_files.sqlite_file import SqliteFile
from retrieval.engines.sqlite.mapped_vectors import MappedVectors
from retrieval.engines.sqlite.vector_file_sync import VectorFileSync
from retrieval.engines.sqlite.vector_index import LibraryVectors
from retrieval.engines.sqlite.writer import LibraryRow

# Passages from which on a library has a mapped file. At so many the matrix takes 77 MB and about as long to multiply.
LEAST_MAPPED = 50_000

_log = logging.getLogger(__name__)


class VectorSearch:
    """Finds the nearest passages. Safe for many threads.

    Args:
        file: the library file; derived files are beside it.
        dimension: the length of each vector.
    """

    def __init__(self, file: SqliteFile, dimension: int) -> None:
        self._file = file
        self._dimension = dimension
        self._lock = threading.Lock()
        self._matrices: dict[int, LibraryVectors] = {}
        self._mapped: dict[int, MappedVectors] = {}
        self._refused: set[int] = set()  # libraries whose file could not be written: they are searched in memory

    def nearest(self, connection: sqlite3.Connection, library: LibraryRow, vector: Vector, k: int) -> list[int]:
        """Return the keys of the k passages nearest to the vector, in the state that the connection's snapshot sees."""
        if library.passages >= LEAST_MAPPED and library.number not in self._refused:
            try:
                return self._mapped_vectors(library.number).nearest(connection, library.changes, vector, k)
            except OSError as error:
                self._refuse(library.number, error)
        return self._matrix(library.number).nearest(connection, library.changes, vector, k)

    def keep_up(self, library: int, passages: int) -> None:
        """Let the derived file of a library of so many passages catch up. What fails is logged: all is stored."""
        if passages < LEAST_MAPPED:
            self._sync(library).remove()
        elif library not in self._refused:
            try:
                self._sync(library).catch_up()
            except (LibraryError, OSError, sqlite3.Error) as error:
                self._refuse(library, error)

    def _refuse(self, library: int, error: Exception) -> None:
        _log.warning(
            "%s cannot be written: %s. Until the next start the vectors are searched in memory, and take more of it. "
            "Make room on the disk, or allow writing to the folder.",
            self._path(library),
            error,
        )
        self._refused.add(library)
        with self._lock:
            self._mapped.pop(library, None)

    def _mapped_vectors(self, library: int) -> MappedVectors:
        with self._lock:
            if library not in self._mapped:
                self._matrices.pop(library, None)  # of the time when it was small
                self._mapped[library] = MappedVectors(library, self._dimension, self._sync(library))
            return self._mapped[library]

    def _matrix(self, library: int) -> LibraryVectors:
        with self._lock:
            if library not in self._matrices:
                self._matrices[library] = LibraryVectors(library, self._dimension)
            return self._matrices[library]

    def _sync(self, library: int) -> VectorFileSync:
        return VectorFileSync(
            self._path(library),
            library=library,
            dimension=self._dimension,
            newest=self._file.newest_snapshot,
            writing=self._file.writing,
        )

    def _path(self, library: int) -> Path:
        return self._file.path.with_name(f"{self._file.path.name}.vectors-{library}")
