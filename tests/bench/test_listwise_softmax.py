"""Weights are fitted so that the right sentences come first."""

from __future__ import annotations

import numpy as np

from bench.fitting.listwise_softmax import fit_listwise

QUESTIONS, SENTENCES = 200, 8


def questions() -> list[tuple[np.ndarray, np.ndarray]]:
    """Questions whose right sentence has the most of the first kind of evidence less half the second."""
    random = np.random.default_rng(0)
    rows = []
    for _ in range(QUESTIONS):
        features = random.normal(size=(SENTENCES, 3))
        right = np.zeros(SENTENCES, dtype=bool)
        right[np.argmax(features @ [1.0, -0.5, 0.0])] = True
        rows.append((features, right))
    return rows


def test_the_kinds_that_tell_are_found_with_their_signs() -> None:
    rows = questions()
    weights = fit_listwise(rows, [1.0] * QUESTIONS, towards=np.zeros(3), strength=1e-3, may_be_negative=True)
    assert weights[0] > 1
    assert -0.6 < weights[1] / weights[0] < -0.4
    assert abs(weights[2] / weights[0]) < 0.1
    assert np.mean([right[np.argmax(features @ weights)] for features, right in rows]) > 0.95


def test_no_weight_is_negative_where_that_is_not_allowed() -> None:
    weights = fit_listwise(questions(), [1.0] * QUESTIONS, towards=np.zeros(3), strength=1e-3, may_be_negative=False)
    assert (weights >= 0).all()
    assert weights[0] > 0.5


def test_a_strong_penalty_keeps_the_weights_that_are_taken_without_a_question() -> None:
    towards = np.array([0.3, 0.2, 0.1])
    weights = fit_listwise(questions(), [1.0] * QUESTIONS, towards=towards, strength=1e4, may_be_negative=True)
    assert np.allclose(weights, towards, atol=1e-3)


def test_a_question_that_counts_for_nothing_changes_nothing() -> None:
    rows = questions()
    turned = [(features, right[::-1]) for features, right in rows]
    counts = [1.0] * QUESTIONS + [0.0] * QUESTIONS
    both = fit_listwise([*rows, *turned], counts, towards=np.zeros(3), strength=0.0, may_be_negative=True)
    alone = fit_listwise(rows, [1.0] * QUESTIONS, towards=np.zeros(3), strength=0.0, may_be_negative=True)
    assert np.allclose(both / both[0], alone / alone[0], atol=0.05)
