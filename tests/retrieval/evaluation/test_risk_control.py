"""Promises about the share of wrong answers: they hold as often as they say, and are kept back where they cannot."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation import risk_control
from retrieval.evaluation.risk_control import GRID, RiskTrial, judge_risk

TRIALS = 400


@pytest.fixture(scope="module")
def stats() -> Any:
    """SciPy's distributions, which take a second to import."""
    return importlib.import_module("scipy.stats")


COUNTS = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
SHARES = st.floats(0.01, 0.99)


@given(COUNTS, SHARES)
def test_luck_is_the_binomial_distribution(stats: Any, counts: tuple[int, int], share: float) -> None:
    wrong, answered = counts
    assert risk_control.p_value(wrong, answered, share) == pytest.approx(
        stats.binom.cdf(wrong, answered, share), abs=1e-9
    )


@pytest.mark.parametrize(("share", "luck"), [(0.0, 1.0), (1.0, 0.0)])
def test_luck_at_the_ends(share: float, luck: float) -> None:
    assert risk_control.p_value(3, 10, share) == luck
    assert risk_control.p_value(10, 10, share) == 1


@given(COUNTS, st.sampled_from([0.5, 0.8, 0.9, 0.99]))
def test_the_upper_bound_is_clopper_s_and_pearson_s(stats: Any, counts: tuple[int, int], certainty: float) -> None:
    wrong, answered = counts
    expected = stats.beta.ppf(certainty, wrong + 1, answered - wrong) if wrong < answered else 1.0
    assert risk_control.risk_upper_bound(wrong, answered, certainty=certainty) == pytest.approx(expected, abs=1e-6)


@given(st.floats(0.01, 0.6), st.sampled_from([0.8, 0.9, 0.95]))
def test_the_least_answers_are_the_fewest_that_can_promise(accepted: float, certainty: float) -> None:
    least = risk_control.least_answers(accepted, certainty=certainty)
    assert risk_control.p_value(0, least, accepted) <= 1 - certainty + 1e-9
    assert risk_control.p_value(0, least - 1, accepted) > 1 - certainty - 1e-9


# -- the promise itself


def asked(questions: int, seed: int, *, honest: float) -> list[RiskTrial]:
    """Questions whose confidences spread evenly from 0.5 on, each right with that probability times `honest`."""
    chance = np.random.default_rng(seed)
    sure = chance.uniform(0.5, 1, questions)
    right = chance.uniform(0, 1, questions) < honest * sure
    return [RiskTrial(confidence=float(c), right=bool(r)) for c, r in zip(sure, right, strict=True)]


def wrong_in_the_long_run(threshold: float, *, honest: float) -> float:
    return 1 - honest * (1 + max(threshold, 0.5)) / 2


@pytest.mark.parametrize(
    ("questions", "accepted", "certainty", "honest"),
    [(150, 0.2, 0.9, 1.0), (400, 0.1, 0.9, 1.0), (120, 0.3, 0.8, 0.9), (400, 0.25, 0.95, 0.9)],
)
def test_so_few_promises_are_broken_as_is_said(
    stats: Any, questions: int, accepted: float, certainty: float, honest: float
) -> None:
    found = [
        judge_risk(asked(questions, seed, honest=honest), accepted=accepted, certainty=certainty).promised
        for seed in range(TRIALS)
    ]
    broken = sum(
        promised is not None and wrong_in_the_long_run(promised, honest=honest) > accepted for promised in found
    )
    # more would happen once in a thousand times if the promise held exactly
    assert broken <= stats.binom.ppf(0.999, TRIALS, 1 - certainty)
    assert sum(promised is not None for promised in found) > TRIALS / 2


def test_where_every_threshold_is_too_wrong_hardly_anything_is_promised(stats: Any) -> None:
    found = [judge_risk(asked(300, seed, honest=0.7), accepted=0.29).promised for seed in range(TRIALS)]
    assert sum(promised is not None for promised in found) <= stats.binom.ppf(0.999, TRIALS, 0.1)


def test_more_questions_promise_nearly_what_is_true() -> None:
    promised = judge_risk(asked(20_000, 0, honest=1.0), accepted=0.1).promised
    assert promised == pytest.approx(0.8, abs=0.03)  # where a tenth is wrong in the long run
    assert promised is not None
    assert promised >= 0.8


# -- what the verdict says


def answers(right: int, wrong: int, confidence: float = 0.8) -> list[RiskTrial]:
    return [RiskTrial(confidence=confidence, right=number < right) for number in range(right + wrong)]


def test_the_levels_count_answers_from_their_threshold_on() -> None:
    verdict = judge_risk([*answers(1, 0, 0.9), *answers(1, 1, 0.5), *answers(0, 3, 0.0)], accepted=0.4)
    levels = {level.threshold: (level.answered, level.wrong) for level in verdict.levels}
    assert [level.threshold for level in verdict.levels] == list(GRID)
    assert levels[0.91] == (0, 0)
    assert levels[0.9] == levels[0.51] == (1, 0)
    assert levels[0.5] == levels[0.0] == (3, 1)  # without any sentence there is no answer, whatever is accepted
    assert verdict.measured == 0.0


def test_it_takes_so_many_answers_without_a_mistake() -> None:
    assert judge_risk(answers(21, 0), accepted=0.1).promised is None
    assert judge_risk(answers(22, 0), accepted=0.1).promised == 0.0
    assert judge_risk(answers(21, 1), accepted=0.1).promised is None


def test_too_few_say_how_many_would_do() -> None:
    verdict = judge_risk(answers(20, 0), accepted=0.1)
    assert (verdict.promised, verdict.measured) == (None, 0.0)
    wanted = risk_control.questions_needed(verdict)
    assert wanted is not None
    assert 22 < wanted < 200
    assert judge_risk(answers(wanted, 0), accepted=0.1).promised == 0.0


def test_where_no_number_of_questions_would_do_that_is_said() -> None:
    verdict = judge_risk(answers(40, 40), accepted=0.1)
    assert (verdict.promised, verdict.measured, risk_control.questions_needed(verdict)) == (None, None, None)


def test_no_question_at_all() -> None:
    verdict = judge_risk([], accepted=0.1)
    assert (verdict.questions, verdict.promised, verdict.measured, risk_control.questions_needed(verdict)) == (
        0,
        None,
        None,
        None,
    )


@given(
    st.lists(st.builds(RiskTrial, confidence=st.floats(0, 1), right=st.booleans()), max_size=60),
    st.floats(0.05, 0.9),
    st.sampled_from([0.8, 0.9]),
)
def test_a_promise_is_never_laxer_than_what_was_measured(
    trials: list[RiskTrial], accepted: float, certainty: float
) -> None:
    verdict = judge_risk(trials, accepted=accepted, certainty=certainty)
    if verdict.promised is not None:
        assert verdict.measured is not None
        assert verdict.measured <= verdict.promised
        (level,) = [level for level in verdict.levels if level.threshold == verdict.promised]
        assert risk_control.risk_upper_bound(level.wrong, level.answered, certainty=certainty) <= accepted + 1e-9
