"""What is written: an article's rows go in together and come out together, and the library's totals go with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.core.records import Article, Passage, PassageVectors
from retrieval.engines.sqlite import fts_index, row_codec
from retrieval.engines.sqlite.library_schema import KEY_BITS
from retrieval.text.segmentation import words as words_in

Analyse = Callable[[str, str], Sequence[str]]  # text and language to terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A library in the file. The totals are those of its articles."""

    number: int
    changes: int  # grows with every change, so that what is kept in memory knows its age
    used: int  # keys given out, ever
    passages: int
    terms: int
    sentences: int
    sentence_terms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article made ready for storing, so that the file is locked no longer than writing takes."""

    article: Article
    passages: Sequence[Passage]
    vectors: Sequence[PassageVectors]
    terms: Sequence[str]  # of each passage, as the word index takes them
    lengths: Sequence[int]  # of each passage, in terms, the title's included
    title_length: int

    @property
    def totals(self) -> tuple[int, int, int, int]:
        """Passages, terms, sentences, and the sentences' terms (what the passages hold but for the title)."""
        terms, sentences = sum(self.lengths), sum(len(passage.sentences) for passage in self.passages)
        return len(self.passages), terms, sentences, terms - self.title_length * len(self.passages)


def entry(
    article: Article,
    passages: Sequence[Passage],
    vectors: Sequence[PassageVectors],
    *,
    dimension: int,
    analyse: Analyse,
) -> Entry:
    """The rows of an article.

    Raises:
        ValueError: passages and vectors do not belong to the article, or to each other.
    """
    for passage, made in zip(passages, vectors, strict=True):
        _check(article, passage, made, dimension)
    title = list(analyse(article.title, article.language))
    terms = [title + list(analyse(passage.text, article.language)) for passage in passages]
    return Entry(
        article=article,
        passages=passages,
        vectors=vectors,
        terms=[fts_index.joined(of_passage) for of_passage in terms],
        lengths=[len(of_passage) for of_passage in terms],
        title_length=len(title),
    )


def find(connection: sqlite3.Connection, name: str) -> Shelf | None:
    """The library of that name, if anything was ever stored in it."""
    if not row_codec.is_text(name):
        return None
    row = connection.execute(
        "SELECT id, changes, used, passages, terms, sentences, sentence_terms FROM libraries WHERE name = ?", (name,)
    ).fetchone()
    return _shelf(row) if row else None


def found(connection: sqlite3.Connection, name: str) -> Shelf:
    """The library of that name, made if it is not there."""
    if shelf := find(connection, name):
        return shelf
    number = connection.execute("INSERT INTO libraries (name) VALUES (?)", (name,)).lastrowid or 0
    fts_index.create(connection, number)
    return Shelf(number=number, changes=0, used=0, passages=0, terms=0, sentences=0, sentence_terms=0)


def insert(connection: sqlite3.Connection, shelf: Shelf, new: Entry) -> None:
    """Puts an article in that is not there."""
    article, first = new.article, (shelf.number << KEY_BITS) + shelf.used
    keys = range(first, first + len(new.passages))
    connection.execute(
        f"""INSERT INTO articles (number, library, id, {row_codec.ARTICLE}, words, passages, terms, sentences,
        sentence_terms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (first, shelf.number, article.id, *row_codec.described(article), words_in(article.text), *new.totals),
    )
    connection.execute("INSERT INTO texts VALUES (?, ?)", (first, article.text))
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (key, first, p.id, p.start, p.end, row_codec.offsets(p.sentences), terms, p.text)
            for key, p, terms in zip(keys, new.passages, new.terms, strict=True)
        ),
    )
    vectors = list(zip(keys, new.vectors, strict=True))
    connection.executemany("INSERT INTO vectors VALUES (?, ?)", ((k, row_codec.whole(v.passage)) for k, v in vectors))
    connection.executemany(
        "INSERT INTO sentence_vectors VALUES (?, ?)", ((k, row_codec.halved(v.sentences)) for k, v in vectors)
    )
    fts_index.add(connection, shelf.number, zip(keys, new.terms, strict=True))
    connection.execute(
        "INSERT INTO languages VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET articles = articles + 1",
        (shelf.number, article.language),
    )
    _count(connection, shelf.number, new.totals, used=max(1, len(keys)))


def take_out(connection: sqlite3.Connection, shelf: Shelf, article_id: str) -> bool:
    """Takes an article out; False if there was none."""
    if not row_codec.is_text(article_id):
        return False
    row = connection.execute(
        """SELECT number, language, passages, terms, sentences, sentence_terms FROM articles
        WHERE library = ? AND id = ?""",
        (shelf.number, article_id),
    ).fetchone()
    if row is None:
        return False
    number, language, *totals = row
    held = connection.execute("SELECT key, terms FROM passages WHERE article = ?", (number,)).fetchall()
    fts_index.remove(connection, shelf.number, held)
    connection.execute("DELETE FROM articles WHERE number = ?", (number,))
    its = (shelf.number, language)
    connection.execute("UPDATE languages SET articles = articles - 1 WHERE library = ? AND language = ?", its)
    connection.execute("DELETE FROM languages WHERE library = ? AND language = ? AND articles = 0", its)
    _count(connection, shelf.number, [-total for total in totals], used=0)
    return True


def _count(connection: sqlite3.Connection, number: int, totals: Sequence[int], *, used: int) -> None:
    connection.execute(
        """UPDATE libraries SET changes = changes + 1, passages = passages + ?, terms = terms + ?,
        sentences = sentences + ?, sentence_terms = sentence_terms + ?, used = used + ? WHERE id = ?""",
        (*totals, used, number),
    )


def _shelf(row: Sequence[int]) -> Shelf:
    number, changes, used, passages, terms, sentences, sentence_terms = row
    return Shelf(
        number=number,
        changes=changes,
        used=used,
        passages=passages,
        terms=terms,
        sentences=sentences,
        sentence_terms=sentence_terms,
    )


def _check(article: Article, passage: Passage, vectors: PassageVectors, dimension: int) -> None:
    if passage.article_id != article.id or passage.text != article.text[passage.start : passage.end]:
        raise ValueError(f"passage {passage.id} is not a part of article {article.id}")
    inside = [passage.start <= s.start < s.end <= passage.end for s in passage.sentences]
    if not inside or not all(inside):
        raise ValueError(f"the sentences of passage {passage.id} do not lie in it")
    if vectors.passage.shape != (dimension,) or vectors.sentences.shape != (len(inside), dimension):
        raise ValueError(f"the vectors of passage {passage.id} have not the shapes that it needs")
    if not (np.isfinite(vectors.passage).all() and np.isfinite(vectors.sentences).all()):
        raise ValueError(f"the vectors of passage {passage.id} are not all numbers")
