"""Which words count as correct."""

from __future__ import annotations

import pytest

from bench.export.word_filter import build_filter
from retrieval.text import known_words
from retrieval.text.known_words import is_known_word


@pytest.mark.parametrize(
    "word", ["library", "Sundays", "ferries", "Straßenbahn", "STRASSENBAHN", "école", "ecole", "bibliothèque", "mañana"]
)
def test_words_of_the_four_languages_are_known(word: str) -> None:
    assert is_known_word(word)


@pytest.mark.parametrize("word", ["libary", "ferrry", "sundys", "lighthuose", "tranport", "", "\ud800", "渡轮"])
def test_misspelt_words_are_not(word: str) -> None:
    assert not is_known_word(word)


def test_of_words_that_nobody_wrote_about_one_in_a_hundred_is_taken_for_known() -> None:
    words = [f"qz{number}x" for number in range(5_000)]
    assert sum(map(is_known_word, words)) / len(words) < 0.02


def test_the_filter_has_every_word_that_was_put_in() -> None:
    words = [f"word{number}" for number in range(500)]
    bits = build_filter(words)
    assert len(bits) < 2 * len(words)
    assert all(
        bits[bit >> 3] & 1 << (bit & 7) for word in words for bit in known_words.bit_positions(word, len(bits) * 8)
    )
