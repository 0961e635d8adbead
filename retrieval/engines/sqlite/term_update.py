"""Replaces the terms of a file that an older analyser made: the texts and their vectors stay as they are."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Collection, Iterator

from retrieval.core.sqlite_files.sqlite_file import SqliteFile
from retrieval.engines.prepared_article import Analyse
from retrieval.engines.sqlite import change_log, fts_index
from retrieval.engines.sqlite.compatibility import stored_analyser
from retrieval.engines.term_selection import join_terms

_log = logging.getLogger(__name__)
_BATCH = 500  # passages: a few megabytes


def update_terms(file: SqliteFile, *, analyse: Analyse, analyser: str, older: Collection[str]) -> None:
    """Analyse all passages anew if one of the older analysers made their terms, in one transaction.

    An interruption leaves the file as it was. Other processes wait, and a process that still runs an older Footnote
    is refused afterwards.

    Args:
        file: the library's file.
        analyse: the terms of a text in a language.
        analyser: its version.
        older: the versions that it replaces.

    Raises:
        LibraryError: the file cannot be written.
    """
    with file.reading() as connection:
        if stored_analyser(connection) not in older:
            return
    with file.writing() as connection:
        if stored_analyser(connection) not in older:  # another process was quicker
            return
        _log.warning("%s: words are indexed in a new way; this is done once, and nothing is lost …", file.path)
        for number, name in connection.execute("SELECT id, name FROM libraries").fetchall():
            _update_library(connection, number, analyse)
            _log.info("%s: library %s is indexed anew", file.path, name)
        connection.execute("UPDATE identity SET analyser = ?", (analyser,))


def _update_library(connection: sqlite3.Connection, library: int, analyse: Analyse) -> None:
    fts_index.drop(connection, library)
    fts_index.create(connection, library)
    articles = connection.execute(
        "SELECT number, title, language FROM articles WHERE library = ? ORDER BY number", (library,)
    ).fetchall()
    for number, title, language in articles:
        title_terms = list(analyse(title, language))
        terms_count = 0
        for keys, texts in _batches(connection, number):
            terms = [title_terms + list(analyse(text, language)) for text in texts]
            terms_count += sum(map(len, terms))
            joined = [join_terms(of_passage) for of_passage in terms]
            connection.executemany("UPDATE passages SET terms = ? WHERE key = ?", zip(joined, keys, strict=True))
            fts_index.add(connection, library, zip(keys, joined, strict=True))
        connection.execute(
            "UPDATE articles SET terms = ?, sentence_terms = ? - ? * passages WHERE number = ?",
            (terms_count, terms_count, len(title_terms), number),
        )
    connection.execute(
        """UPDATE libraries SET
        terms = (SELECT coalesce(sum(terms), 0) FROM articles WHERE library = libraries.id),
        sentence_terms = (SELECT coalesce(sum(sentence_terms), 0) FROM articles WHERE library = libraries.id)
        WHERE id = ?""",
        (library,),
    )
    change_log.record_change(connection, library)


def _batches(connection: sqlite3.Connection, article: int) -> Iterator[tuple[list[int], list[str]]]:
    """Yield the keys and texts of an article's passages, a batch at a time."""
    last = -1
    while rows := connection.execute(
        "SELECT key, text FROM passages WHERE article = ? AND key > ? ORDER BY key LIMIT ?", (article, last, _BATCH)
    ).fetchall():
        last = rows[-1][0]
        yield [key for key, _ in rows], [text for _, text in rows]
