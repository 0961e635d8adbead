"""The full-text index of one library: how many passages contain a term, and which passages match a question best."""

from __future__ import annotations

import re
import sqlite3
import string
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

# Only the rarest terms of a question are matched: as many of them as match this many rows together. The other terms
# only change the order. Measured at 100,000 passages with SQuAD's questions: 100 candidates include 99.8% of exact
# BM25's best 20, in a quarter of the time that matching every term takes (p95 20 ms against 72 ms).
MATCHED_ROWS = 10_000
WEIGHED_ROWS = 100_000  # of the other terms, which cost a tenth as much a row; 1% of the questions have more
MOST_TERMS = 64  # distinct; a question of 1,000 characters may have more, and its rarest terms are enough
MOST_CACHED = 2_000  # frequencies a library: those of the last few hundred questions

# Spaces separate the terms. SQLite's tokeniser folds letters, and terms are case-folded already; it keeps all else.
_TOKEN_CHARACTERS = string.punctuation.replace("'", "''").replace('"', '""')
_UNSTORABLE = re.compile("[\x00-\x20\x7f\ud800-\udfff]")


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


def join_terms(terms: Sequence[str]) -> str:
    """Join the terms of a passage into one string, as the index takes them.

    Raises:
        ValueError: an empty term, or one with a space or a control character in it.
    """
    text = " ".join(terms)
    if "" in terms or text.count(" ") != max(len(terms) - 1, 0) or _UNSTORABLE.search(text.replace(" ", "")):
        raise ValueError(f"terms must not be empty, nor contain spaces or control characters: {text[:200]!r}")
    return text


def add(connection: sqlite3.Connection, library: int, rows: Iterable[tuple[int, str]]) -> None:
    """Add passages: their keys, and their terms from `join_terms`."""
    connection.executemany(f"INSERT INTO words_{library} (rowid, terms) VALUES (?, ?)", rows)


def remove(connection: sqlite3.Connection, library: int, rows: Iterable[tuple[int, str]]) -> None:
    """Remove passages: the rows must be exactly those that were passed to `add`."""
    connection.executemany(f"INSERT INTO words_{library} (words_{library}, rowid, terms) VALUES ('delete', ?, ?)", rows)


def best_keys(
    connection: sqlite3.Connection, library: int, frequencies: dict[str, int], k: int, budget: int = MATCHED_ROWS
) -> list[int]:
    """The keys of about the k best passages by BM25, best first, in bounded time.

    Args:
        connection: inside a transaction.
        library: the library's number.
        frequencies: how many passages contain each term.
        k: how many keys at most.
        budget: how many rows may be matched; the rarest term always is, whatever it matches.
    """
    terms = sorted((term for term, count in frequencies.items() if count), key=lambda t: (frequencies[t], t))
    if not terms or k <= 0:
        return []
    query = _query(terms[:MOST_TERMS], frequencies, budget)
    rows = connection.execute(
        f"SELECT rowid FROM words_{library} WHERE words_{library} MATCH ? ORDER BY rank LIMIT ?", (query, k)
    )
    return [key for (key,) in rows]


def _query(terms: list[str], frequencies: dict[str, int], budget: int) -> str:
    matched = max(1, _affordable(terms, frequencies, budget))
    weighed = matched + _affordable(terms[matched:], frequencies, WEIGHED_ROWS)
    quoted = ['"' + term.replace('"', '""') + '"' for term in terms[:weighed]]
    rare, common = " OR ".join(quoted[:matched]), quoted[matched:]
    if not common:
        return rare
    # Rare terms are on both sides and are counted twice, so common terms are written twice to have the same weight.
    return f"({rare}) AND ({rare} OR {' OR '.join(common + common)})"


def _affordable(terms: list[str], frequencies: dict[str, int], rows: int) -> int:
    """How many of the terms, rarest first, match at most `rows` rows together."""
    return bisect_right(list(accumulate(frequencies[term] for term in terms)), rows)


class Frequencies:
    """How many passages contain a term. What a question looked up is cached until the library changes."""

    def __init__(self) -> None:
        # By library: its counter of changes, and frequencies. Values are replaced, never changed: threads share them.
        self._cache: dict[int, tuple[int, dict[str, int]]] = {}

    def of(self, connection: sqlite3.Connection, library: int, changes: int, terms: Iterable[str]) -> dict[str, int]:
        """The frequency of every term, in the state of the library that `changes` counts."""
        version, cached = self._cache.get(library, (-1, {}))
        if version != changes:
            cached = {}
        counts = {term: cached[term] if term in cached else _frequency(connection, library, term) for term in terms}
        self._cache[library] = (changes, cached | counts if len(cached) < MOST_CACHED else counts)
        return counts


def _frequency(connection: sqlite3.Connection, library: int, term: str) -> int:
    if _UNSTORABLE.search(term):
        return 0
    row = connection.execute(f"SELECT doc FROM vocabulary_{library} WHERE term = ?", (term,)).fetchone()
    return int(row[0]) if row else 0
