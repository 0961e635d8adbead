"""The words and percentages of a confidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import confidence_words


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (1.0, "almost certain (99%)"),
        (0.95, "almost certain (95%)"),
        (0.9, "very likely (90%)"),
        (0.7, "likely (70%)"),
        (0.5, "more likely than not (50%)"),
        (0.4, "about as likely as not (40%)"),
        (0.2, "unlikely (20%)"),
        (0.0, "very unlikely (1%)"),
    ],
)
def test_a_probability_in_words(probability: float, said: str) -> None:
    assert confidence_words.confidence(probability) == said


def test_the_words_share_out_all_probabilities() -> None:
    low = [least for least, _ in confidence_words.BANDS.values()]
    assert [most for _, most in confidence_words.BANDS.values()] == [1.0, *low[:-1]]
    assert low == sorted(low, reverse=True)
    assert low[-1] == 0


@given(st.floats(0, 1))
def test_a_word_is_used_in_its_band_alone(probability: float) -> None:
    low, high = confidence_words.BANDS[confidence_words.certainty(probability)]
    assert low <= probability <= high
    assert probability < high or high == 1


@given(st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted))
def test_more_confidence_never_sounds_like_less(pair: list[float]) -> None:
    ladder = list(reversed(confidence_words.BANDS))
    low, high = (ladder.index(confidence_words.certainty(probability)) for probability in pair)
    assert low <= high
