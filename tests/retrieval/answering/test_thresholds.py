"""From an accepted share of wrong answers to the confidence that an answer needs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering import thresholds
from retrieval.core.settings import AnswerSettings, ModelSettings, Settings

SCALE = ((0.1, 0.6), (0.2, 0.4), (0.3, 0.0))
SHIPPED = {"span": thresholds.READ_TWICE, "similarity": thresholds.COMPARED}


@pytest.mark.parametrize(
    ("accepted", "least"),
    [(0.0, 1.0), (0.05, 0.8), (0.1, 0.6), (0.15, 0.5), (0.2, 0.4), (0.25, 0.2), (0.3, 0.0), (0.5, 0.0), (1.0, 0.0)],
)
def test_measured_shares_keep_their_threshold_and_the_others_lie_between(accepted: float, least: float) -> None:
    assert thresholds.threshold(accepted, SCALE) == pytest.approx(least)


@pytest.mark.parametrize("reader", SHIPPED)
@given(pair=st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted))
def test_who_accepts_more_never_gets_fewer_answers(reader: str, pair: list[float]) -> None:
    strict, lax = (thresholds.threshold(accepted, SHIPPED[reader]) for accepted in pair)
    assert 0 <= lax <= strict <= 1


@pytest.mark.parametrize("reader", SHIPPED)
def test_a_shipped_scale_falls_from_share_to_share_and_ends_where_all_is_answered(reader: str) -> None:
    for (less, strict), (more, lax) in pairwise(SHIPPED[reader]):
        assert 0 < less < more < 1
        assert 1 > strict > lax >= 0
    assert SHIPPED[reader][-1][1] == 0


@pytest.mark.parametrize("reader", SHIPPED)
def test_by_default_it_is_one_wrong_answer_in_ten_of_the_reader_s_own_scale(reader: str) -> None:
    settings = Settings(models=ModelSettings(reader=reader))
    assert settings.answer.accepted_wrong == 0.1
    assert thresholds.least_confidence(settings) == dict(SHIPPED[reader])[0.1]


@pytest.mark.parametrize("least", [0.0, 0.37, 1.0])
def test_a_threshold_that_is_set_counts_and_a_place_s_own_share_counts_more(least: float) -> None:
    settings = Settings(answer=AnswerSettings(threshold=least, accepted_wrong=0.2))
    assert thresholds.least_confidence(settings) == least
    assert thresholds.least_confidence(settings, accepted=0.05) == thresholds.threshold(0.05, thresholds.READ_TWICE)


def test_the_share_that_is_set_counts() -> None:
    settings = Settings(answer=AnswerSettings(accepted_wrong=0.2))
    assert thresholds.least_confidence(settings) == thresholds.threshold(0.2, thresholds.READ_TWICE)
