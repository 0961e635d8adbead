"""The default engine: one SQLite file with the articles, a full-text index for each library, and the vectors."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from retrieval.core.records import (
    Article,
    ArticleCard,
    Passage,
    PassageVectors,
    Posting,
    Statistics,
    StoredPassage,
    Vector,
)
from retrieval.core.sqlite_file import SqliteFile
from retrieval.engines.sqlite import fts_index, row_codec, term_update, writer
from retrieval.engines.sqlite.compatibility import Identity, clear_if_empty
from retrieval.engines.sqlite.library_schema import KEY_BITS, LIBRARY_FORMAT
from retrieval.engines.sqlite.source_registry import SqliteSourceRegistry
from retrieval.engines.sqlite.vector_index import LibraryVectors
from retrieval.engines.sqlite.writer import Analyse, LibraryRow

_POSTINGS = f"""SELECT {row_codec.POSTING} FROM json_each(?) AS requested
    CROSS JOIN passages ON passages.key = requested.value JOIN vectors ON vectors.key = passages.key"""
_JOINED = """JOIN articles ON articles.number = passages.article JOIN vectors ON vectors.key = passages.key
    JOIN sentence_vectors ON sentence_vectors.key = passages.key"""
_BY_KEYS = f"""SELECT {row_codec.STORED} FROM json_each(?) AS requested
    CROSS JOIN passages ON passages.key = requested.value {_JOINED}"""
_BY_ARTICLE = f"""SELECT {row_codec.STORED} FROM passages {_JOINED}
    WHERE articles.library = ? AND articles.id = ?"""


class SqliteEngine:
    """An `Engine` in one file, which several processes may use at once.

    Args:
        path: of the file; it is created, with its folder, if it does not exist.
        model: name of what makes the vectors.
        dimension: the length of each vector.
        analyse: the terms of a text in a language: case-folded, none empty, without spaces inside.
        analyser: name of the version of `analyse`.
        older_analysers: versions whose terms are replaced when such a file is opened; nothing else of it changes.

    Raises:
        LibraryError: the file cannot be opened, or is not a library that this Footnote can use.
    """

    def __init__(
        self,
        path: Path,
        *,
        model: str,
        dimension: int,
        analyse: Analyse,
        analyser: str,
        older_analysers: Collection[str] = (),
    ) -> None:
        self._identity = Identity(model=model, dimension=dimension, analyser=analyser)
        self._analyse = analyse
        self._frequencies = fts_index.Frequencies()
        self._vectors: dict[int, LibraryVectors] = {}
        self._vectors_lock = threading.Lock()
        self._where = str(path)
        self._file = SqliteFile(path, LIBRARY_FORMAT)
        try:
            term_update.update_terms(self._file, analyse=analyse, analyser=analyser, older=older_analysers)
        except BaseException:
            self._file.close()
            raise

    @property
    def source_registry(self) -> SqliteSourceRegistry:
        """Where the articles come from, kept in the same file."""
        return SqliteSourceRegistry(self._file)

    def snapshot(self) -> AbstractContextManager[None]:
        """As `Engine.snapshot`. What this thread itself stores inside the block is seen after it."""
        return self._snapshot()

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        with self._file.snapshot():
            yield

    def put(self, article: Article, passages: Sequence[Passage], vectors: Sequence[PassageVectors]) -> None:
        """As `Engine.put`.

        Raises:
            LibraryError: nothing was stored, and what was stored before stays.
            ValueError: passages, vectors and article do not belong together.
        """
        rows = writer.article_rows(
            article, passages, vectors, dimension=self._identity.dimension, analyse=self._analyse
        )
        with self._file.writing() as connection:
            self._identity.claim(connection, self._where)
            library_row = writer.find_or_create_library(connection, article.library)
            writer.delete_article(connection, library_row, article.id)
            writer.insert_article(connection, library_row, rows)

    def remove(self, library: str, article_id: str) -> bool:
        """As `Engine.remove`."""
        with self._file.writing() as connection:
            library_row = writer.find_library(connection, library)
            removed = library_row is not None and writer.delete_article(connection, library_row, article_id)
            clear_if_empty(connection)
            return removed

    def mark_gone(self, library: str, article_id: str, gone: str | None) -> bool:
        """As `Engine.mark_gone`."""
        with self._file.writing() as connection:
            library_row = writer.find_library(connection, library)
            if library_row is None or not row_codec.is_text(article_id):
                return False
            values = (gone, library_row.number, article_id)
            return connection.execute("UPDATE articles SET gone = ? WHERE library = ? AND id = ?", values).rowcount > 0

    def libraries(self) -> tuple[str, ...]:
        """As `Engine.libraries`."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT name FROM libraries WHERE id IN (SELECT library FROM articles)")
            return tuple(sorted(name for (name,) in rows))

    def article(self, library: str, article_id: str) -> Article | None:
        """As `Engine.article`."""
        with self._file.reading() as connection:
            library_row = writer.find_library(connection, library)
            if library_row is None or not row_codec.is_text(article_id):
                return None
            row = connection.execute(
                f"SELECT {row_codec.ARTICLE}, text FROM articles JOIN texts USING (number)"
                " WHERE library = ? AND id = ?",
                (library_row.number, article_id),
            ).fetchone()
            return row_codec.article(library, article_id, row) if row else None

    def card(self, library: str, article_id: str) -> ArticleCard | None:
        """As `Engine.card`."""
        with self._file.reading() as connection:
            library_row = writer.find_library(connection, library)
            if library_row is None or not row_codec.is_text(article_id):
                return None
            rows = connection.execute(
                f"SELECT {row_codec.CARD} FROM articles WHERE library = ? AND id = ?", (library_row.number, article_id)
            ).fetchall()
            return next(iter(row_codec.records(row_codec.card, rows)), None)

    def articles(self, library: str) -> list[ArticleCard]:
        """As `Engine.articles`."""
        with self._file.reading() as connection:
            library_row = writer.find_library(connection, library)
            if library_row is None:
                return []
            rows = connection.execute(f"SELECT {row_codec.CARD} FROM articles WHERE library = ?", (library_row.number,))
            return sorted(row_codec.records(row_codec.card, rows), key=lambda card: (card.title.casefold(), card.id))

    def passages(self, library: str, article_id: str) -> list[StoredPassage]:
        """As `Engine.passages`."""
        with self._file.reading() as connection:
            library_row = writer.find_library(connection, library)
            if library_row is None or not row_codec.is_text(article_id):
                return []
            rows = connection.execute(_BY_ARTICLE, (library_row.number, article_id))
            return sorted(row_codec.records(row_codec.stored_passage, rows), key=lambda stored: stored.passage.start)

    def languages(self, library: str) -> tuple[str, ...]:
        """As `Engine.languages`."""
        with self._file.reading() as connection:
            library_row = writer.find_library(connection, library)
            if library_row is None:
                return ()
            rows = connection.execute("SELECT language FROM languages WHERE library = ?", (library_row.number,))
            return tuple(sorted(language for (language,) in rows))

    def lexical(self, library: str, terms: Sequence[str], k: int) -> list[int]:
        """As `Engine.lexical`. In a large library, only passages that contain one of the rarer terms are candidates."""
        with self._searching(library) as (connection, library_row):
            if library_row is None:
                return []
            return fts_index.best_keys(connection, library_row.number, self._count(connection, library_row, terms), k)

    def dense(self, library: str, vector: Vector, k: int) -> list[int]:
        """As `Engine.dense`: exact.

        Raises:
            ModelMismatch: another model made the stored vectors.
            ValueError: the vector does not have the engine's dimension.
        """
        if vector.shape != (self._identity.dimension,):
            raise ValueError(f"a vector of shape {vector.shape} where {self._identity.dimension} numbers are expected")
        with self._searching(library) as (connection, library_row):
            if library_row is None:
                return []
            view = self._matrix(library_row.number).view(connection, library_row.changes)
        return view.nearest(vector, k)

    def postings(self, library: str, keys: Sequence[int]) -> list[Posting]:
        """As `Engine.postings`."""
        with self._searching(library) as (connection, library_row):
            rows = connection.execute(_POSTINGS, (_own_keys(library_row, keys),))
            return sorted(row_codec.records(row_codec.posting, rows), key=lambda posting: posting.passage_id)

    def fetch(self, library: str, keys: Sequence[int]) -> list[StoredPassage]:
        """As `Engine.fetch`."""
        with self._file.reading() as connection:
            rows = connection.execute(_BY_KEYS, (_own_keys(writer.find_library(connection, library), keys),))
            return sorted(row_codec.records(row_codec.stored_passage, rows), key=lambda stored: stored.passage.id)

    def statistics(self, library: str, terms: Sequence[str]) -> Statistics:
        """As `Engine.statistics`."""
        with self._searching(library) as (connection, library_row):
            if library_row is None:
                return Statistics(
                    passages=0,
                    sentences=0,
                    average_length=0.0,
                    average_sentence=0.0,
                    frequencies=dict.fromkeys(terms, 0),
                )
            return Statistics(
                passages=library_row.passages,
                sentences=library_row.sentences,
                average_length=library_row.terms / max(1, library_row.passages),
                average_sentence=library_row.sentence_terms / max(1, library_row.sentences),
                frequencies=self._count(connection, library_row, terms),
            )

    def close(self) -> None:
        """As `Engine.close`."""
        self._file.close()

    @contextmanager
    def _searching(self, library: str) -> Iterator[tuple[sqlite3.Connection, LibraryRow | None]]:
        """Lend a snapshot whose vectors and terms may be compared: they are of this engine's model and analyser."""
        with self._file.reading() as connection:
            self._identity.check(connection, self._where)
            yield connection, writer.find_library(connection, library)

    def _count(self, connection: sqlite3.Connection, library_row: LibraryRow, terms: Sequence[str]) -> dict[str, int]:
        return self._frequencies.of(connection, library_row.number, library_row.changes, terms)

    def _matrix(self, number: int) -> LibraryVectors:
        with self._vectors_lock:
            if number not in self._vectors:
                self._vectors[number] = LibraryVectors(number, self._identity.dimension)
            return self._vectors[number]


def _own_keys(library_row: LibraryRow | None, keys: Sequence[int]) -> str:
    """The keys that may belong to the library, each once, as a JSON array."""
    number = library_row.number if library_row else -1
    return json.dumps(list(dict.fromkeys(int(key) for key in keys if key >> KEY_BITS == number)))
