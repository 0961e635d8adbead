"""Fits the weights of features by which the right one of a question's sentences comes first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize


def fit_listwise(
    rows: Sequence[tuple[np.ndarray, np.ndarray]],
    counts: Sequence[float],
    *,
    towards: np.ndarray,
    strength: float,
    may_be_negative: bool,
) -> np.ndarray:
    """Fit so that the right sentences have the most of the exponentiated scores of their questions (listwise softmax).

    Args:
        rows: of each question the features, shape (sentences, features), and which sentences are right, shape
            (sentences,); one at least is.
        counts: how much each question counts.
        towards: the weights that are taken without any question, shape (features,).
        strength: of the penalty on the square of what differs from them, in units of each feature's standard deviation.
        may_be_negative: whether a weight may be under zero.

    Returns:
        The weights, shape (features,), in units of log odds.
    """
    features, right = np.concatenate([x for x, _ in rows]), np.concatenate([y for _, y in rows])
    sizes = np.array([len(y) for _, y in rows])
    starts = np.r_[0, np.cumsum(sizes)[:-1]]
    shares = np.asarray(counts) / np.sum(counts)
    scale = features.std(axis=0) + 1e-9
    features, start = features / scale, towards * scale

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = features @ weights
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        parts = powers / np.repeat(np.add.reduceat(powers, starts), sizes)
        gained = np.add.reduceat(np.where(right, parts, 0), starts) + 1e-12
        slope = (parts - np.where(right, parts, 0) / np.repeat(gained, sizes)) * np.repeat(shares, sizes)
        apart = weights - start
        return -shares @ np.log(gained) + strength * apart @ apart, features.T @ slope + 2 * strength * apart

    bounds = [(None if may_be_negative else 0.0, None)] * features.shape[1]
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    weights: np.ndarray = fitted / scale
    return weights
