"""The default engine: one SQLite file holds the articles, a word index for each library, and the vectors."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
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
from retrieval.engines.sqlite import fts_index, row_codec, writer
from retrieval.engines.sqlite.compatibility import Identity, forget_if_empty
from retrieval.engines.sqlite.library_schema import KEY_BITS, LIBRARY_FORMAT
from retrieval.engines.sqlite.source_registry import Origins
from retrieval.engines.sqlite.vector_index import LibraryVectors
from retrieval.engines.sqlite.writer import Analyse, Shelf

_POSTINGS = f"""SELECT {row_codec.POSTING} FROM json_each(?) AS asked
    CROSS JOIN passages ON passages.key = asked.value JOIN vectors ON vectors.key = passages.key"""
_WHOLE = """JOIN articles ON articles.number = passages.article JOIN vectors ON vectors.key = passages.key
    JOIN sentence_vectors ON sentence_vectors.key = passages.key"""
_FETCHED = f"""SELECT {row_codec.STORED} FROM json_each(?) AS asked
    CROSS JOIN passages ON passages.key = asked.value {_WHOLE}"""
_OF_ARTICLE = f"""SELECT {row_codec.STORED} FROM passages {_WHOLE}
    WHERE articles.library = ? AND articles.id = ?"""


class SqliteEngine(Origins):
    """An `Engine` in one file, which several processes may use at once.

    Args:
        path: the file; it is made, with its folder, if it is not there.
        model: names what makes the vectors.
        dimension: the length of each vector.
        analyse: takes a text and its language to terms: case-folded, none empty, no spaces inside.
        analyser: names the version of `analyse`.

    Raises:
        LibraryError: the file cannot be opened, or is not a library that this Footnote can use.
    """

    def __init__(self, path: Path, *, model: str, dimension: int, analyse: Analyse, analyser: str) -> None:
        self._identity = Identity(model=model, dimension=dimension, analyser=analyser)
        self._analyse = analyse
        self._frequencies = fts_index.Frequencies()
        self._vectors: dict[int, LibraryVectors] = {}
        self._vectors_lock = threading.Lock()
        self._where = str(path)
        super().__init__(SqliteFile(path, LIBRARY_FORMAT))

    def snapshot(self) -> AbstractContextManager[None]:
        """As `Engine.snapshot`. What this thread itself stores inside it is seen after it."""
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
        new = writer.entry(article, passages, vectors, dimension=self._identity.dimension, analyse=self._analyse)
        with self._file.writing() as connection:
            self._identity.claim(connection, self._where)
            shelf = writer.found(connection, article.library)
            writer.take_out(connection, shelf, article.id)
            writer.insert(connection, shelf, new)

    def remove(self, library: str, article_id: str) -> bool:
        """As `Engine.remove`."""
        with self._file.writing() as connection:
            shelf = writer.find(connection, library)
            removed = shelf is not None and writer.take_out(connection, shelf, article_id)
            forget_if_empty(connection)
            return removed

    def article(self, library: str, article_id: str) -> Article | None:
        """As `Engine.article`."""
        with self._file.reading() as connection:
            shelf = writer.find(connection, library)
            if shelf is None or not row_codec.is_text(article_id):
                return None
            found = connection.execute(
                f"SELECT {row_codec.ARTICLE}, text FROM articles JOIN texts USING (number)"
                " WHERE library = ? AND id = ?",
                (shelf.number, article_id),
            ).fetchone()
            return row_codec.article(library, article_id, found) if found else None

    def card(self, library: str, article_id: str) -> ArticleCard | None:
        """As `Engine.card`."""
        with self._file.reading() as connection:
            shelf = writer.find(connection, library)
            if shelf is None or not row_codec.is_text(article_id):
                return None
            found = connection.execute(
                f"SELECT {row_codec.CARD} FROM articles WHERE library = ? AND id = ?", (shelf.number, article_id)
            ).fetchall()
            return next(iter(row_codec.records(row_codec.card, found)), None)

    def articles(self, library: str) -> list[ArticleCard]:
        """As `Engine.articles`."""
        with self._file.reading() as connection:
            shelf = writer.find(connection, library)
            if shelf is None:
                return []
            found = connection.execute(f"SELECT {row_codec.CARD} FROM articles WHERE library = ?", (shelf.number,))
            return sorted(row_codec.records(row_codec.card, found), key=lambda card: (card.title.casefold(), card.id))

    def passages(self, library: str, article_id: str) -> list[StoredPassage]:
        """As `Engine.passages`."""
        with self._file.reading() as connection:
            shelf = writer.find(connection, library)
            if shelf is None or not row_codec.is_text(article_id):
                return []
            found = connection.execute(_OF_ARTICLE, (shelf.number, article_id))
            return sorted(row_codec.records(row_codec.stored, found), key=lambda stored: stored.passage.start)

    def languages(self, library: str) -> tuple[str, ...]:
        """As `Engine.languages`."""
        with self._file.reading() as connection:
            shelf = writer.find(connection, library)
            if shelf is None:
                return ()
            found = connection.execute("SELECT language FROM languages WHERE library = ?", (shelf.number,))
            return tuple(sorted(language for (language,) in found))

    def lexical(self, library: str, terms: Sequence[str], k: int) -> list[int]:
        """As `Engine.lexical`. Of a large library, only passages that hold one of the rarer terms are looked at."""
        with self._searching(library) as (connection, shelf):
            if shelf is None:
                return []
            return fts_index.best(connection, shelf.number, self._counted(connection, shelf, terms), k)

    def dense(self, library: str, vector: Vector, k: int) -> list[int]:
        """As `Engine.dense`: exact.

        Raises:
            ModelMismatch: another model made the stored vectors.
            ValueError: the vector has not the engine's dimension.
        """
        if vector.shape != (self._identity.dimension,):
            raise ValueError(f"a vector of shape {vector.shape} where {self._identity.dimension} numbers are expected")
        with self._searching(library) as (connection, shelf):
            if shelf is None:
                return []
            view = self._matrix(shelf.number).view(connection, shelf.changes)
        return view.nearest(vector, k)

    def postings(self, library: str, keys: Sequence[int]) -> list[Posting]:
        """As `Engine.postings`."""
        with self._searching(library) as (connection, shelf):
            found = connection.execute(_POSTINGS, (_own(shelf, keys),))
            return sorted(row_codec.records(row_codec.posting, found), key=lambda posting: posting.passage_id)

    def fetch(self, library: str, keys: Sequence[int]) -> list[StoredPassage]:
        """As `Engine.fetch`."""
        with self._file.reading() as connection:
            found = connection.execute(_FETCHED, (_own(writer.find(connection, library), keys),))
            return sorted(row_codec.records(row_codec.stored, found), key=lambda stored: stored.passage.id)

    def statistics(self, library: str, terms: Sequence[str]) -> Statistics:
        """As `Engine.statistics`."""
        with self._searching(library) as (connection, shelf):
            if shelf is None:
                return Statistics(
                    passages=0,
                    sentences=0,
                    average_length=0.0,
                    average_sentence=0.0,
                    frequencies=dict.fromkeys(terms, 0),
                )
            return Statistics(
                passages=shelf.passages,
                sentences=shelf.sentences,
                average_length=shelf.terms / max(1, shelf.passages),
                average_sentence=shelf.sentence_terms / max(1, shelf.sentences),
                frequencies=self._counted(connection, shelf, terms),
            )

    def close(self) -> None:
        """As `Engine.close`."""
        self._file.close()

    @contextmanager
    def _searching(self, library: str) -> Iterator[tuple[sqlite3.Connection, Shelf | None]]:
        """A reading that compares with what is stored, so the stored must be of our model and analyser."""
        with self._file.reading() as connection:
            self._identity.check(connection, self._where)
            yield connection, writer.find(connection, library)

    def _counted(self, connection: sqlite3.Connection, shelf: Shelf, terms: Sequence[str]) -> dict[str, int]:
        return self._frequencies.of(connection, shelf.number, shelf.changes, terms)

    def _matrix(self, number: int) -> LibraryVectors:
        with self._vectors_lock:
            if number not in self._vectors:
                self._vectors[number] = LibraryVectors(number, self._identity.dimension)
            return self._vectors[number]


def _own(shelf: Shelf | None, keys: Sequence[int]) -> str:
    """The keys that can be this library's, each once, as a JSON array."""
    number = shelf.number if shelf else -1
    return json.dumps(list(dict.fromkeys(int(key) for key in keys if key >> KEY_BITS == number)))
