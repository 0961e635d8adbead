"""From accepted shares of wrong answers to the confidence that each grade needs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering import thresholds
from retrieval.answering.thresholds import Level
from retrieval.core.settings import AnswerSettings, ModelSettings, Settings

# Of 100 questions 40 are shown from 0.6 on, 4 of them wrongly, and so on.
SCALE = (Level(0.6, 0.4, 0.04), Level(0.4, 0.6, 0.12), Level(0.2, 0.8, 0.22), Level(0.0, 1.0, 0.40))
SHIPPED = {"span": thresholds.READ_TWICE, "similarity": thresholds.COMPARED}
SHARE = st.floats(0, 1)


@pytest.mark.parametrize(
    ("accepted", "least"),
    [(0.0, 1.0), (0.05, 0.8), (0.1, 0.6), (0.15, 0.5), (0.2, 0.4), (0.275, 0.2), (0.4, 0.0), (0.5, 0.0), (1.0, 0.0)],
)
def test_measured_shares_keep_their_threshold_and_the_others_lie_between(accepted: float, least: float) -> None:
    assert thresholds.sure_threshold(accepted, SCALE) == pytest.approx(least)


@pytest.mark.parametrize(
    ("accepted", "least"),
    # Of the 20 between 0.4 and 0.6, 8 are wrong; of the 40 from 0.2 on, 18; of the 60 from 0 on, 36.
    [(0.0, 0.6), (0.4, 0.4), (0.45, 0.2), (0.6, 0.0), (1.0, 0.0)],
)
def test_unsure_answers_keep_their_share_among_themselves(accepted: float, least: float) -> None:
    assert thresholds.unsure_threshold(accepted, SCALE, sure=0.6) == pytest.approx(least)


def test_between_two_levels_what_is_stated_is_told_apart_in_a_straight_line() -> None:
    # At 0.5 half of the 20 between 0.4 and 0.6 are stated, and half of their 8 wrong ones.
    assert thresholds.unsure_threshold(0.4, SCALE, sure=0.5) == pytest.approx(0.4)


@pytest.mark.parametrize("reader", SHIPPED)
@given(pair=st.lists(SHARE, min_size=2, max_size=2).map(sorted), unsure=SHARE)
def test_who_accepts_more_never_gets_fewer_answers(reader: str, pair: list[float], unsure: float) -> None:
    scale = SHIPPED[reader]
    strict, lax = (thresholds.sure_threshold(accepted, scale) for accepted in pair)
    assert 0 <= lax <= strict <= 1
    shown = [thresholds.unsure_threshold(accepted, scale, sure=strict) for accepted in pair]
    assert 0 <= shown[1] <= shown[0] <= strict
    assert 0 <= thresholds.unsure_threshold(unsure, scale, sure=lax) <= lax


def test_rounding_leads_to_no_threshold_below_zero() -> None:
    assert thresholds.unsure_threshold(0.3496, SHIPPED["span"], sure=1.0) >= 0


@pytest.mark.parametrize("reader", SHIPPED)
@given(confidence=SHARE)
def test_a_threshold_leads_back_to_the_share_that_asks_for_it(reader: str, confidence: float) -> None:
    accepted = thresholds.accepted_at(confidence, SHIPPED[reader])
    assert 0 <= accepted <= 1
    assert thresholds.sure_threshold(accepted, SHIPPED[reader]) == pytest.approx(confidence, abs=1e-6)


@pytest.mark.parametrize("scale", [thresholds.READ_TWICE, thresholds.READ, thresholds.COMPARED])
def test_a_shipped_scale_shows_more_from_level_to_level_and_ends_where_all_is_shown(scale: thresholds.Scale) -> None:
    for strict, lax in pairwise(scale):
        assert 1 > strict.confidence > lax.confidence
        assert 0 < strict.shown < lax.shown
        assert 0 <= strict.wrong <= lax.wrong
        assert strict.wrong / strict.shown < lax.wrong / lax.shown
    assert (scale[-1].confidence, scale[-1].shown) == (0, 1)


@pytest.mark.parametrize("reader", SHIPPED)
def test_by_default_one_sure_answer_in_ten_may_be_wrong_and_one_unsure_in_two(reader: str) -> None:
    settings = Settings(models=ModelSettings(reader=reader))
    assert (settings.answer.accepted_wrong, settings.answer.accepted_unsure_wrong) == (0.1, 0.5)
    found, scale = thresholds.thresholds_for(settings), SHIPPED[reader]
    assert found.sure == thresholds.sure_threshold(0.1, scale)
    assert found.unsure == thresholds.unsure_threshold(0.5, scale, sure=found.sure)
    assert 0 < found.unsure < found.sure < 1


def test_a_place_s_own_share_counts_more_than_the_configured_one() -> None:
    settings = Settings(answer=AnswerSettings(accepted_wrong=0.2, accepted_unsure_wrong=0.0))
    scale = thresholds.READ_TWICE
    assert thresholds.thresholds_for(settings).sure == thresholds.sure_threshold(0.2, scale)
    assert thresholds.thresholds_for(settings).unsure == thresholds.thresholds_for(settings).sure
    own = thresholds.thresholds_for(settings, accepted_wrong=0.05)
    assert own.sure == thresholds.sure_threshold(0.05, scale)
    assert own.unsure == own.sure


def test_all_or_nothing_may_be_accepted() -> None:
    everything = AnswerSettings(accepted_wrong=1.0)
    nothing = AnswerSettings(accepted_wrong=0.0, accepted_unsure_wrong=0.0)
    assert [thresholds.thresholds_for(Settings(answer=each)).grade(0.001) for each in (everything, nothing)] == [
        "sure",
        "none",
    ]
