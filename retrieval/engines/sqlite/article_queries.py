"""Queries for the stored articles and passages of a library, as records. All read within the caller's transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from retrieval.core.records import Article, ArticleCard, Posting, StoredPassage
from retrieval.engines.prepared_article import is_storable
from retrieval.engines.sqlite import row_codec, writer
from retrieval.engines.sqlite.library_schema import KEY_BITS
from retrieval.engines.sqlite.writer import LibraryRow

_POSTINGS = f"""SELECT {row_codec.POSTING} FROM json_each(?) AS requested
    CROSS JOIN passages ON passages.key = requested.value JOIN vectors ON vectors.key = passages.key"""
_JOINED = """JOIN articles ON articles.number = passages.article JOIN vectors ON vectors.key = passages.key
    JOIN sentence_vectors ON sentence_vectors.key = passages.key"""
_BY_KEYS = f"""SELECT {row_codec.STORED} FROM json_each(?) AS requested
    CROSS JOIN passages ON passages.key = requested.value {_JOINED}"""
_BY_ARTICLE = f"""SELECT {row_codec.STORED} FROM passages {_JOINED}
    WHERE articles.library = ? AND articles.id = ?"""
_ARTICLE = f"SELECT {row_codec.ARTICLE}, text FROM articles JOIN texts USING (number) WHERE library = ? AND id = ?"
_CARD = f"SELECT {row_codec.CARD} FROM articles WHERE library = ? AND id = ?"
_CARDS = f"SELECT {row_codec.CARD} FROM articles WHERE library = ?"


def libraries(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Find the names of the libraries that have an article, in order."""
    rows = connection.execute("SELECT name FROM libraries WHERE id IN (SELECT library FROM articles)")
    return tuple(sorted(name for (name,) in rows))


def article(connection: sqlite3.Connection, library: str, article_id: str) -> Article | None:
    """Find an article with its text; None where there is none."""
    key = _article_key(connection, library, article_id)
    row = connection.execute(_ARTICLE, key).fetchone() if key else None
    return row_codec.article(library, article_id, row) if row else None


def card(connection: sqlite3.Connection, library: str, article_id: str) -> ArticleCard | None:
    """Find an article without its text; None where there is none."""
    key = _article_key(connection, library, article_id)
    rows = connection.execute(_CARD, key).fetchall() if key else []
    return next(iter(row_codec.records(row_codec.card, rows)), None)


def cards(connection: sqlite3.Connection, library: str) -> list[ArticleCard]:
    """Find all articles of a library, by title."""
    library_row = writer.find_library(connection, library)
    if library_row is None:
        return []
    rows = connection.execute(_CARDS, (library_row.number,))
    return sorted(row_codec.records(row_codec.card, rows), key=lambda card: (card.title.casefold(), card.id))


def passages(connection: sqlite3.Connection, library: str, article_id: str) -> list[StoredPassage]:
    """Find the passages of an article, in the order of its text."""
    key = _article_key(connection, library, article_id)
    rows = connection.execute(_BY_ARTICLE, key) if key else ()
    return sorted(row_codec.records(row_codec.stored_passage, rows), key=lambda stored: stored.passage.start)


def languages(connection: sqlite3.Connection, library: str) -> tuple[str, ...]:
    """Find the languages of a library's articles, in order."""
    library_row = writer.find_library(connection, library)
    if library_row is None:
        return ()
    rows = connection.execute("SELECT language FROM languages WHERE library = ?", (library_row.number,))
    return tuple(sorted(language for (language,) in rows))


def postings(connection: sqlite3.Connection, library_row: LibraryRow | None, keys: Sequence[int]) -> list[Posting]:
    """Find what ranking needs of the passages with these keys, by id."""
    rows = connection.execute(_POSTINGS, (_own_keys(library_row, keys),))
    return sorted(row_codec.records(row_codec.posting, rows), key=lambda posting: posting.passage_id)


def stored_passages(connection: sqlite3.Connection, library: str, keys: Sequence[int]) -> list[StoredPassage]:
    """Find the passages with these keys, by id."""
    rows = connection.execute(_BY_KEYS, (_own_keys(writer.find_library(connection, library), keys),))
    return sorted(row_codec.records(row_codec.stored_passage, rows), key=lambda stored: stored.passage.id)


def _article_key(connection: sqlite3.Connection, library: str, article_id: str) -> tuple[int, str] | None:
    """Return the number of the library and the id, where an article may have them."""
    library_row = writer.find_library(connection, library)
    return (library_row.number, article_id) if library_row and is_storable(article_id) else None


def _own_keys(library_row: LibraryRow | None, keys: Sequence[int]) -> str:
    """Return the keys that may belong to the library, each once, as a JSON array."""
    number = library_row.number if library_row else -1
    return json.dumps(list(dict.fromkeys(int(key) for key in keys if key >> KEY_BITS == number)))
