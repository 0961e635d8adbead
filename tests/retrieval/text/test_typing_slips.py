"""The spellings one slip from a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text import typing_slips
from retrieval.text.typing_slips import meant_spellings

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("typed", "meant", "odds"),
    [
        ("ferrry", "ferry", typing_slips.DOUBLED),
        ("feryr", "ferry", typing_slips.SWAPPED),
        ("fery", "ferry", typing_slips.LEFT_OUT),
        ("ferty", "ferry", typing_slips.NEIGHBOUR),
        ("fexry", "ferry", typing_slips.REPLACED),
        ("ferqry", "ferry", typing_slips.TOO_MANY),
        ("erry", "ferry", typing_slips.LEFT_OUT + typing_slips.FIRST_LETTER),
        ("efrry", "ferry", typing_slips.SWAPPED + typing_slips.FIRST_LETTER),
    ],
)
def test_each_kind_of_slip_has_its_odds(typed: str, meant: str, odds: float) -> None:
    assert meant_spellings(typed)[meant] == odds


@given(WORDS)
def test_a_word_is_one_slip_from_each_of_its_spellings(word: str) -> None:
    spellings = meant_spellings(word)
    assert word not in spellings
    assert "" not in spellings
    assert all(word in meant_spellings(spelling) for spelling in spellings if spelling)


@given(WORDS)
def test_their_number_grows_with_the_length_only(word: str) -> None:
    assert len(meant_spellings(word)) <= 54 * (len(word) + 1)


def test_neighbours_are_neighbours_of_each_other() -> None:
    beside = typing_slips.NEIGHBOURS
    assert all(letter in beside[other] for letter, others in beside.items() for other in others)
    assert sorted(beside["g"]) == sorted("ftyhvb")
