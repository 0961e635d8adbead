"""The printed scale keeps both accepted shares on the questions that it was measured on."""

from __future__ import annotations

import importlib

import numpy as np

from retrieval.answering import thresholds


def test_a_fitted_scale_keeps_the_shares_of_both_grades() -> None:
    risk_scale = importlib.import_module("bench.fitting.risk_scale")  # takes seconds
    random = np.random.default_rng(0)
    held = random.beta(1.2, 1, 3_000)
    right = random.random(3_000) < held
    scale = risk_scale.fitted(held, right, np.full(3_000, 1 / 3_000))

    assert (scale[-1].confidence, scale[-1].shown) == (0, 1)
    assert scale[-1].wrong == np.round(np.mean(~right), 4)
    sure = thresholds.sure_threshold(0.1, scale)
    unsure = thresholds.unsure_threshold(0.5, scale, sure=sure)
    stated, shown = held >= sure, (held < sure) & (held >= unsure)
    assert abs(np.mean(~right[stated]) - 0.1) < 0.01
    assert abs(np.mean(~right[shown]) - 0.5) < 0.02
