"""The full-text index: what a question may cost, and what it still finds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from retrieval.engines import term_selection
from retrieval.engines.sqlite import fts_index


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        fts_index.create(opened, 1)
        yield opened


def stock(connection: sqlite3.Connection, *texts: str) -> None:
    fts_index.add(connection, 1, enumerate(texts, start=1))


def counted(connection: sqlite3.Connection, *terms: str, changes: int = 1) -> dict[str, int]:
    return fts_index.Frequencies().of(connection, 1, changes, terms)


def test_only_passages_with_a_rare_term_are_looked_at(connection: sqlite3.Connection) -> None:
    stock(connection, *["often"] * 50, "rare", "rare often", "often rarer")
    terms = counted(connection, "often", "rare", "rarer")
    assert terms == {"often": 52, "rare": 2, "rarer": 1}
    assert set(fts_index.best_keys(connection, 1, terms, 100, budget=10)) == {51, 52, 53}
    assert len(fts_index.best_keys(connection, 1, terms, 100, budget=100)) == 53


def test_frequent_terms_still_count_in_the_order(connection: sqlite3.Connection) -> None:
    stock(connection, *["often x"] * 5, *["other y"] * 50, "rare x", "rare often", "rare y")
    found = fts_index.best_keys(connection, 1, counted(connection, "often", "rare"), 3, budget=4)
    assert found[0] == 57
    assert set(found) == {56, 57, 58}


def test_the_rarest_term_is_looked_at_whatever_it_costs(connection: sqlite3.Connection) -> None:
    stock(connection, *["often"] * 50)
    assert len(fts_index.best_keys(connection, 1, counted(connection, "often"), 10, budget=3)) == 10


def test_very_many_terms_are_cut_to_the_rarest(connection: sqlite3.Connection) -> None:
    stock(connection, *["often"] * 3, *[f"t{number}" for number in range(500)])
    found = fts_index.best_keys(
        connection, 1, counted(connection, "often", *[f"t{number}" for number in range(500)]), 1_000
    )
    assert len(found) == term_selection.MOST_TERMS


def test_frequencies_stay_exact_when_passages_go(connection: sqlite3.Connection) -> None:
    stock(connection, "moon sun", "moon moon", "sun")
    fts_index.remove(connection, 1, [(2, "moon moon")])
    assert counted(connection, "moon", "sun") == {"moon": 1, "sun": 2}
    fts_index.remove(connection, 1, [(1, "moon sun")])
    assert counted(connection, "moon", "sun") == {"moon": 0, "sun": 1}


def test_remembered_frequencies_end_with_the_state_they_are_of(connection: sqlite3.Connection) -> None:
    frequencies = fts_index.Frequencies()
    stock(connection, "moon")
    assert frequencies.of(connection, 1, 1, ["moon"]) == {"moon": 1}
    fts_index.add(connection, 1, [(2, "moon")])
    assert frequencies.of(connection, 1, 2, ["moon", "sun"]) == {"moon": 2, "sun": 0}


@pytest.mark.parametrize("terms", [[], ["a"], ["a", "b", "a"], ["a.b", "c'd", "ночь"]])
def test_terms_are_joined_so_that_they_come_apart_again(terms: list[str]) -> None:
    joined = term_selection.join_terms(terms)
    assert (joined.split(" ") if joined else []) == terms
