"""The full-text index of one library: how many passages contain a term, and which passages match a question best."""

from __future__ import annotations

import sqlite3
import string
from collections.abc import Iterable, Sequence

from retrieval.engines.term_selection import MATCHED_ROWS, SelectedTerms, is_storable, select_terms

MOST_CACHED = 2_000  # frequencies a library: enough for the terms of the last few hundred questions
TERMS_AT_ONCE = 500  # of one query: one for each term takes half as long again

# Spaces separate the terms. SQLite's tokeniser folds letters, and terms are case-folded already; it keeps all else.
_TOKEN_CHARACTERS = string.punctuation.replace("'", "''").replace('"', '""')


def create(connection: sqlite3.Connection, library: int) -> None:
    """Create the empty index of a new library."""
    connection.execute(
        f"""CREATE VIRTUAL TABLE words_{library}
        USING fts5(terms, content='', tokenize="ascii tokenchars '{_TOKEN_CHARACTERS}'")"""
    )
    connection.execute(f"CREATE VIRTUAL TABLE vocabulary_{library} USING fts5vocab(words_{library}, row)")


def drop(connection: sqlite3.Connection, library: int) -> None:
    """Delete the index of a library, before it is created anew."""
    connection.execute(f"DROP TABLE vocabulary_{library}")
    connection.execute(f"DROP TABLE words_{library}")


def add(connection: sqlite3.Connection, library: int, rows: Iterable[tuple[int, str]]) -> None:
    """Add passages: their keys, and their terms from `join_terms`."""
    connection.executemany(f"INSERT INTO words_{library} (rowid, terms) VALUES (?, ?)", rows)


def remove(connection: sqlite3.Connection, library: int, rows: Iterable[tuple[int, str]]) -> None:
    """Remove passages: the rows must be exactly the rows that were passed to `add`."""
    connection.executemany(f"INSERT INTO words_{library} (words_{library}, rowid, terms) VALUES ('delete', ?, ?)", rows)


def best_keys(
    connection: sqlite3.Connection, library: int, frequencies: dict[str, int], k: int, budget: int = MATCHED_ROWS
) -> list[int]:
    """Return the keys of about the k best passages by BM25, best first, in bounded time.

    Args:
        connection: inside a transaction.
        library: the library's number.
        frequencies: the number of passages that contain each term.
        k: the number of keys, at most.
        budget: the number of rows that may be matched; the rarest term always is, however many passages it matches.
    """
    selected = select_terms(frequencies, budget=budget)
    if selected is None or k <= 0:
        return []
    rows = connection.execute(
        f"SELECT rowid FROM words_{library} WHERE words_{library} MATCH ? ORDER BY rank LIMIT ?", (_query(selected), k)
    )
    return [key for (key,) in rows]


def _query(selected: SelectedTerms) -> str:
    rare, common = " OR ".join(map(_quote, selected.matched)), list(map(_quote, selected.weighed))
    if not common:
        return rare
    # Rare terms are on both sides and are counted twice, so common terms are written twice to have the same weight.
    return f"({rare}) AND ({rare} OR {' OR '.join(common + common)})"


def _quote(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


class Frequencies:
    """The number of passages that contain each term, cached until the library changes."""

    def __init__(self) -> None:
        # By library: its counter of changes, and frequencies. Values are replaced, never changed: threads share them.
        self._cache: dict[int, tuple[int, dict[str, int]]] = {}

    def of(self, connection: sqlite3.Connection, library: int, changes: int, terms: Iterable[str]) -> dict[str, int]:
        """Return the frequency of every term, in the state of the library that `changes` counts."""
        version, cached = self._cache.get(library, (-1, {}))
        if version != changes:
            cached = {}
        asked = dict.fromkeys(terms)
        counts = _count(connection, library, [term for term in asked if term not in cached])
        counts |= {term: cached[term] for term in asked if term in cached}
        self._cache[library] = (changes, cached | counts if len(cached) < MOST_CACHED else counts)
        return counts


def _count(connection: sqlite3.Connection, library: int, terms: Sequence[str]) -> dict[str, int]:
    """Return the frequency of every term."""
    counts = dict.fromkeys(terms, 0)
    storable = [term for term in terms if is_storable(term)]
    for start in range(0, len(storable), TERMS_AT_ONCE):
        batch = storable[start : start + TERMS_AT_ONCE]
        placeholders = ", ".join("?" * len(batch))
        counts |= dict(
            connection.execute(f"SELECT term, doc FROM vocabulary_{library} WHERE term IN ({placeholders})", batch)
        )
    return counts
