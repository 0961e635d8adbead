"""Writes articles: all rows of an article are inserted or deleted together, and the library's totals with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.engines.prepared_article import PreparedArticle, is_storable
from retrieval.engines.sqlite import change_log, fts_index, row_codec
from retrieval.engines.sqlite.library_schema import KEY_BITS
from retrieval.text.word_count import count_words


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryRow:
    """A library's row in the file, with totals over its articles."""

    number: int
    changes: int  # counts the changes: an index in memory of another count is outdated
    used: int  # keys assigned so far, deleted articles included
    passages: int
    terms: int
    sentences: int
    sentence_terms: int


def find_library(connection: sqlite3.Connection, name: str) -> LibraryRow | None:
    """Return the library of that name; None if nothing was ever stored in it."""
    if not is_storable(name):
        return None
    row = connection.execute(
        "SELECT id, changes, used, passages, terms, sentences, sentence_terms FROM libraries WHERE name = ?", (name,)
    ).fetchone()
    return _library_row(row) if row else None


def find_or_create_library(connection: sqlite3.Connection, name: str) -> LibraryRow:
    """Return the library of that name; it is created if it does not exist."""
    if library := find_library(connection, name):
        return library
    number = connection.execute("INSERT INTO libraries (name) VALUES (?)", (name,)).lastrowid or 0
    fts_index.create(connection, number)
    return LibraryRow(number=number, changes=0, used=0, passages=0, terms=0, sentences=0, sentence_terms=0)


def insert_article(connection: sqlite3.Connection, library: LibraryRow, rows: PreparedArticle) -> None:
    """Insert an article that the library does not have."""
    article, first = rows.article, (library.number << KEY_BITS) + library.used
    keys = range(first, first + len(rows.passages))
    connection.execute(
        f"""INSERT INTO articles (number, library, id, {row_codec.ARTICLE}, words, passages, terms, sentences,
        sentence_terms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            first,
            library.number,
            article.id,
            *row_codec.article_columns(article),
            count_words(article.text),
            *rows.totals,
        ),
    )
    connection.execute("INSERT INTO texts VALUES (?, ?)", (first, article.text))
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (key, first, p.id, p.start, p.end, row_codec.encode_ranges(p.sentences), terms, p.text)
            for key, p, terms in zip(keys, rows.passages, rows.terms, strict=True)
        ),
    )
    connection.executemany(
        "INSERT INTO vectors VALUES (?, ?)",
        ((key, row_codec.encode_vector(v.passage)) for key, v in zip(keys, rows.vectors, strict=True)),
    )
    connection.executemany(
        "INSERT INTO sentence_vectors VALUES (?, ?)",
        ((key, row_codec.encode_sentence_vectors(v.sentences)) for key, v in zip(keys, rows.vectors, strict=True)),
    )
    fts_index.add(connection, library.number, zip(keys, rows.terms, strict=True))
    connection.execute(
        "INSERT INTO languages VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET articles = articles + 1",
        (library.number, article.language),
    )
    _count(connection, library.number, rows.totals, used=max(1, len(keys)))


def delete_article(connection: sqlite3.Connection, library: LibraryRow, article_id: str) -> bool:
    """Delete an article, and return whether there was one."""
    if not is_storable(article_id):
        return False
    row = connection.execute(
        """SELECT number, language, passages, terms, sentences, sentence_terms FROM articles
        WHERE library = ? AND id = ?""",
        (library.number, article_id),
    ).fetchone()
    if row is None:
        return False
    number, language, *totals = row
    term_rows = connection.execute("SELECT key, terms FROM passages WHERE article = ?", (number,)).fetchall()
    fts_index.remove(connection, library.number, term_rows)
    connection.execute("DELETE FROM articles WHERE number = ?", (number,))
    key = (library.number, language)
    connection.execute("UPDATE languages SET articles = articles - 1 WHERE library = ? AND language = ?", key)
    connection.execute("DELETE FROM languages WHERE library = ? AND language = ? AND articles = 0", key)
    _count(connection, library.number, [-total for total in totals], used=0)
    return True


def _count(connection: sqlite3.Connection, number: int, totals: Sequence[int], *, used: int) -> None:
    connection.execute(
        """UPDATE libraries SET passages = passages + ?, terms = terms + ?, sentences = sentences + ?,
        sentence_terms = sentence_terms + ?, used = used + ? WHERE id = ?""",
        (*totals, used, number),
    )
    change_log.record_change(connection, number)


def _library_row(row: Sequence[int]) -> LibraryRow:
    number, changes, used, passages, terms, sentences, sentence_terms = row
    return LibraryRow(
        number=number,
        changes=changes,
        used=used,
        passages=passages,
        terms=terms,
        sentences=sentences,
        sentence_terms=sentence_terms,
    )
