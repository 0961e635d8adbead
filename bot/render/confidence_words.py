"""Words and percentages for a confidence."""

from __future__ import annotations

# The words for a probability and the least of each: those of the IPCC's scale for calibrated language, with a plainer
# first word. They say how often a sentence with that confidence is right; the percentage is always shown beside them.
ALMOST_CERTAIN = 0.95
VERY_LIKELY = 0.90
LIKELY = 0.66
MORE_LIKELY_THAN_NOT = 0.50
AS_LIKELY_AS_NOT = 0.33
UNLIKELY = 0.10
_SCALE = (
    (ALMOST_CERTAIN, "almost certain"),
    (VERY_LIKELY, "very likely"),
    (LIKELY, "likely"),
    (MORE_LIKELY_THAN_NOT, "more likely than not"),
    (AS_LIKELY_AS_NOT, "about as likely as not"),
    (UNLIKELY, "unlikely"),
    (0.0, "very unlikely"),
)
# From which probability to which each word is used; bench/fitting/risk_scale.py compares them with how often such
# sentences are right.
BANDS = {word: (low, high) for (low, word), high in zip(_SCALE, (1.0, *(low for low, _ in _SCALE)), strict=False)}


def certainty(probability: float) -> str:
    """Return a probability in words."""
    return next(words for least, words in _SCALE if probability >= least)


def percentage(probability: float) -> str:
    """Return a probability as a whole percentage that never claims certainty."""
    return f"{min(99, max(1, round(probability * 100)))}%"


def confidence(probability: float) -> str:
    """Return a probability in words and as a percentage: `likely (72%)`."""
    return f"{certainty(probability)} ({percentage(probability)})"
