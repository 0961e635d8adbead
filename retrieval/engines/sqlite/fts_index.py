"""The word index of one library: which passages hold a term, how many, and which hold the best of several terms."""

from __future__ import annotations

import re
import sqlite3
import string
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

# The rarest terms of a question decide which passages are looked at: as many terms as match this many rows together.
# The others count only in the order of those. Measured at 100,000 passages with SQuAD's questions: 100 candidates hold
# 99.8% of the exact BM25's best 20, at a quarter of the time that matching every term takes (p95 20 against 72 ms).
MATCHED_ROWS = 10_000
WEIGHED_ROWS = 100_000  # of the other terms, which cost a tenth of that a row; 1% of the questions have more
MOST_TERMS = 64  # distinct; a question of 1,000 characters may have more, and its rarest ones tell enough
REMEMBERED = 2_000  # frequencies kept for each library: those of the last few hundred questions

# Space parts the terms. Letters fold in SQLite's tokeniser, so terms come case-folded; all other characters are kept.
_TOKEN_CHARACTERS = string.punctuation.replace("'", "''").replace('"', '""')
_UNSTORABLE = re.compile("[\x00-\x20\x7f\ud800-\udfff]")


def create(connection: sqlite3.Connection, library: int) -> None:
    """Makes the empty index of a new library."""
    connection.execute(
        f"""CREATE VIRTUAL TABLE words_{library}
        USING fts5(terms, content='', tokenize="ascii tokenchars '{_TOKEN_CHARACTERS}'")"""
    )
    connection.execute(f"CREATE VIRTUAL TABLE vocabulary_{library} USING fts5vocab(words_{library}, row)")


def joined(terms: Sequence[str]) -> str:
    """The terms of a passage in one string, as the index takes them.

    Raises:
        ValueError: an empty term, or one with a space or a control character in it.
    """
    text = " ".join(terms)
    if "" in terms or text.count(" ") != max(len(terms) - 1, 0) or _UNSTORABLE.search(text.replace(" ", "")):
        raise ValueError(f"terms are not empty and hold no spaces or control characters: {text[:200]!r}")
    return text


def add(connection: sqlite3.Connection, library: int, rows: Iterable[tuple[int, str]]) -> None:
    """Takes passages in: their keys, and their terms as `joined`."""
    connection.executemany(f"INSERT INTO words_{library} (rowid, terms) VALUES (?, ?)", rows)


def remove(connection: sqlite3.Connection, library: int, rows: Iterable[tuple[int, str]]) -> None:
    """Takes passages out: the rows must be exactly those that `add` was given."""
    connection.executemany(f"INSERT INTO words_{library} (words_{library}, rowid, terms) VALUES ('delete', ?, ?)", rows)


def best(
    connection: sqlite3.Connection, library: int, frequencies: dict[str, int], k: int, budget: int = MATCHED_ROWS
) -> list[int]:
    """The keys of about the k passages that BM25 puts first, best first, in bounded time.

    Args:
        connection: inside a transaction.
        library: its number.
        frequencies: how many passages hold each term.
        k: how many keys at most.
        budget: how many rows may be matched; the rarest term always is.
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
    # Rare terms stand on both sides and are counted twice, so common ones are written twice to weigh the same.
    return f"({rare}) AND ({rare} OR {' OR '.join(common + common)})"


def _affordable(terms: list[str], frequencies: dict[str, int], rows: int) -> int:
    """How many of the terms, rarest first, match no more than so many rows together."""
    return bisect_right(list(accumulate(frequencies[term] for term in terms)), rows)


class Frequencies:
    """How many passages hold a term. What one question looked up is remembered until the library changes."""

    def __init__(self) -> None:
        self._known: dict[
            int, tuple[int, dict[str, int]]
        ] = {}  # values are replaced, never changed: threads share them

    def of(self, connection: sqlite3.Connection, library: int, changes: int, terms: Iterable[str]) -> dict[str, int]:
        """The frequency of every term, in the state of the library that `changes` counts."""
        version, known = self._known.get(library, (-1, {}))
        if version != changes:
            known = {}
        found = {term: known[term] if term in known else _frequency(connection, library, term) for term in terms}
        self._known[library] = (changes, known | found if len(known) < REMEMBERED else found)
        return found


def _frequency(connection: sqlite3.Connection, library: int, term: str) -> int:
    if _UNSTORABLE.search(term):
        return 0
    row = connection.execute(f"SELECT doc FROM vocabulary_{library} WHERE term = ?", (term,)).fetchone()
    return int(row[0]) if row else 0
