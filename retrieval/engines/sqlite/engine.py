"""The default engine: one SQLite file with the articles, a full-text index for each library, and the vectors."""

from __future__ import annotations

import sqlite3
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
from retrieval.core.sqlite_files.sqlite_file import SqliteFile
from retrieval.engines.prepared_article import Analyse, is_storable, prepare_article
from retrieval.engines.sqlite import article_queries, fts_index, term_update, writer
from retrieval.engines.sqlite.compatibility import Identity, clear_if_empty
from retrieval.engines.sqlite.library_schema import LIBRARY_FORMAT
from retrieval.engines.sqlite.source_registry import SqliteSourceRegistry
from retrieval.engines.sqlite.vector_search import VectorSearch
from retrieval.engines.sqlite.writer import LibraryRow


class SqliteEngine:
    """An `Engine` in one file, which several processes may use at once.

    Args:
        path: of the file; it is created, with its folder, if it does not exist.
        model: name of the model that makes the vectors.
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
        self._where = str(path)
        self._file = SqliteFile(path, LIBRARY_FORMAT)
        self._vectors = VectorSearch(self._file, dimension)
        try:
            term_update.update_terms(self._file, analyse=analyse, analyser=analyser, older=older_analysers)
        except BaseException:
            self._file.close()
            raise

    @property
    def source_registry(self) -> SqliteSourceRegistry:
        """The registry of the articles' sources, in the same file."""
        return SqliteSourceRegistry(self._file)

    def snapshot(self) -> AbstractContextManager[None]:
        """See `Engine.snapshot`. What this thread itself stores inside the block is seen after it."""
        return self._snapshot()

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        with self._file.snapshot():
            yield

    def put(self, article: Article, passages: Sequence[Passage], vectors: Sequence[PassageVectors]) -> None:
        """See `Engine.put`.

        Raises:
            LibraryError: nothing was stored, and what was stored before stays.
            ValueError: passages, vectors and article do not belong together.
        """
        rows = prepare_article(article, passages, vectors, dimension=self._identity.dimension, analyse=self._analyse)
        with self._file.writing() as connection:
            self._identity.claim(connection, self._where)
            library_row = writer.find_or_create_library(connection, article.library)
            writer.delete_article(connection, library_row, article.id)
            writer.insert_article(connection, library_row, rows)
        self._vectors.keep_up(library_row.number, library_row.passages)

    def remove(self, library: str, article_id: str) -> bool:
        """See `Engine.remove`."""
        with self._file.writing() as connection:
            library_row = writer.find_library(connection, library)
            removed = library_row is not None and writer.delete_article(connection, library_row, article_id)
            clear_if_empty(connection)
        if removed and library_row:
            self._vectors.keep_up(library_row.number, library_row.passages)
        return removed

    def mark_gone(self, library: str, article_id: str, gone: str | None) -> bool:
        """See `Engine.mark_gone`."""
        with self._file.writing() as connection:
            library_row = writer.find_library(connection, library)
            if library_row is None or not is_storable(article_id):
                return False
            values = (gone, library_row.number, article_id)
            return connection.execute("UPDATE articles SET gone = ? WHERE library = ? AND id = ?", values).rowcount > 0

    def libraries(self) -> tuple[str, ...]:
        """See `Engine.libraries`."""
        with self._file.reading() as connection:
            return article_queries.libraries(connection)

    def article(self, library: str, article_id: str) -> Article | None:
        """See `Engine.article`."""
        with self._file.reading() as connection:
            return article_queries.article(connection, library, article_id)

    def card(self, library: str, article_id: str) -> ArticleCard | None:
        """See `Engine.card`."""
        with self._file.reading() as connection:
            return article_queries.card(connection, library, article_id)

    def articles(self, library: str) -> list[ArticleCard]:
        """See `Engine.articles`."""
        with self._file.reading() as connection:
            return article_queries.cards(connection, library)

    def passages(self, library: str, article_id: str) -> list[StoredPassage]:
        """See `Engine.passages`."""
        with self._file.reading() as connection:
            return article_queries.passages(connection, library, article_id)

    def languages(self, library: str) -> tuple[str, ...]:
        """See `Engine.languages`."""
        with self._file.reading() as connection:
            return article_queries.languages(connection, library)

    def lexical(self, library: str, terms: Sequence[str], k: int) -> list[int]:
        """See `Engine.lexical`. In a large library, only passages with one of the rarer terms are candidates."""
        with self._searching(library) as (connection, library_row):
            if library_row is None:
                return []
            return fts_index.best_keys(connection, library_row.number, self._count(connection, library_row, terms), k)

    def dense(self, library: str, vector: Vector, k: int) -> list[int]:
        """Like `Engine.dense`: exact, in a large library among the nearest by 8-bit vectors.

        Raises:
            ModelMismatch: another model made the stored vectors.
            ValueError: the vector does not have the engine's dimension.
        """
        if vector.shape != (self._identity.dimension,):
            raise ValueError(f"a vector of shape {vector.shape} where {self._identity.dimension} numbers are expected")
        with self._searching(library) as (connection, library_row):
            return self._vectors.nearest(connection, library_row, vector, k) if library_row else []

    def postings(self, library: str, keys: Sequence[int]) -> list[Posting]:
        """See `Engine.postings`."""
        with self._searching(library) as (connection, library_row):
            return article_queries.postings(connection, library_row, keys)

    def fetch(self, library: str, keys: Sequence[int]) -> list[StoredPassage]:
        """See `Engine.fetch`."""
        with self._file.reading() as connection:
            return article_queries.stored_passages(connection, library, keys)

    def statistics(self, library: str, terms: Sequence[str]) -> Statistics:
        """See `Engine.statistics`."""
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
        """See `Engine.close`."""
        self._file.close()

    @contextmanager
    def _searching(self, library: str) -> Iterator[tuple[sqlite3.Connection, LibraryRow | None]]:
        """Lend a snapshot whose vectors and terms may be compared: they are of this engine's model and analyser."""
        with self._file.reading() as connection:
            self._identity.check(connection, self._where)
            yield connection, writer.find_library(connection, library)

    def _count(self, connection: sqlite3.Connection, library_row: LibraryRow, terms: Sequence[str]) -> dict[str, int]:
        return self._frequencies.of(connection, library_row.number, library_row.changes, terms)
