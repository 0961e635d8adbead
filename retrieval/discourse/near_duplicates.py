"""Whether two sentences say nearly the same: by their words, their numbers, and what they deny."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.text.analyzer import terms

# Share of words in common (Dice, 1945, of the sets of stems) from which two sentences say nearly the same. Chosen on
# the pairs in test_near_duplicates.py: the least alike that agree have 0.80, the most alike that do not 0.77. Of 2,200
# pairs of a sentence and its nearest in other articles of squad2-tune and selqa-dev, none agrees.
LEAST_SHARED = 0.79
# From which a sentence may be what another became: what changed in it is the point, so less is asked. Of two sentences
# of one article, drawn at random (squad2-tune), 99 of 100 share less than 0.29.
LEAST_RELATED = 0.35
_LEAST_TERMS = 3  # "Box office." says too little to agree with anything
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Sentences that differ in one of these say the opposite, and a stop list would pass over it.
_DENYING = frozenset(
    {
        *("no", "not", "never", "none", "nor", "neither", "without", "cannot"),
        *("nicht", "nie", "niemals", "kein", "keine", "keinen", "keiner", "keinem", "ohne"),
        *("ne", "pas", "jamais", "aucun", "aucune", "sans"),
        *("nunca", "jamás", "ningún", "ninguna", "sin"),
    }
)


def agree(one: str, other: str, *, language: str) -> bool:
    """Whether two sentences say nearly the same.

    Args:
        one: a sentence.
        other: a sentence.
        language: of both, ISO 639-1.
    """
    return _denies(one) == _denies(other) and _fits(one, other) and shared(one, other, language) >= LEAST_SHARED


def nearest(quote: str, sentences: Sequence[str], *, language: str) -> int | None:
    """Which has most words in common with a quote, the first of equals; None where none has enough to matter."""
    common = [shared(quote, one, language) for one in sentences]
    best = max(common, default=0.0)
    return common.index(best) if best >= LEAST_RELATED else None


def shared(one: str, other: str, language: str) -> float:
    """The share of words in common, 0 to 1; 0 where one has too few to compare."""
    ours, theirs = set(terms(one, language)), set(terms(other, language))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if min(len(ours), len(theirs)) >= _LEAST_TERMS else 0.0


def _fits(one: str, other: str) -> bool:
    """Whether no number of the one contradicts the other: all of one stand in the other, which may tell more."""
    ours, theirs = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    return ours <= theirs or theirs <= ours


def _denies(sentence: str) -> bool:
    found = [word.casefold().replace("’", "'") for word in _WORD.findall(sentence)]
    return any(word in _DENYING or word.endswith("n't") for word in found)
