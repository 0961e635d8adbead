"""Compares two sentences that may say nearly the same: by their words, their numbers, and their negations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from retrieval.languages import union
from retrieval.text.analyzer import terms

# Share of words in common (Dice, 1945, of the sets of stems) from which two sentences say nearly the same. Chosen on
# the pairs in test_near_duplicates.py: the least alike that agree have 0.80, the most alike that do not 0.77. Of 2,200
# pairs of a sentence and its nearest in other articles of squad2-tune and selqa-dev, none agrees.
LEAST_OVERLAP = 0.79
# From which a sentence may be what another became: what changed in it is the point, so less is asked. Of two sentences
# of one article, drawn at random (squad2-tune), 99 of 100 have less than 0.29 in common.
LEAST_RELATED = 0.35
# Share of the words of the shorter of two sentences that the longer one has, from which it says all that the shorter
# says. Of 116 pairs of which one overtakes the other (corrections-tune, overtaken-articles), none has as many.
LEAST_CONTAINED = 0.9
_LEAST_TERMS = 3  # "Box office." says too little to be compared
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def are_near_duplicates(first: str, second: str, *, language: str) -> bool:
    """Return whether two sentences say nearly the same.

    Args:
        first: a sentence.
        second: a sentence.
        language: of both, ISO 639-1.
    """
    return (
        deny_alike(first, second)
        and _have_compatible_numbers(first, second)
        and word_overlap(first, second, language) >= LEAST_OVERLAP
    )


def is_contained(first: str, second: str, *, language: str) -> bool:
    """Return whether one of two sentences says all that the other says, and may say more.

    Args:
        first: a sentence.
        second: a sentence.
        language: of both, ISO 639-1.
    """
    ours, theirs = set(terms(first, language)), set(terms(second, language))
    least = min(len(ours), len(theirs))
    if least < _LEAST_TERMS or len(ours & theirs) < LEAST_CONTAINED * least:
        return False
    return deny_alike(first, second) and _have_compatible_numbers(first, second)


def deny_alike(first: str, second: str) -> bool:
    """Return whether both of two sentences deny something, or neither does."""
    return _is_negated(first) == _is_negated(second)


def most_similar(quote: str, sentences: Sequence[str], *, language: str) -> int | None:
    """Return the position of the sentence with most words in common with a quote, the first of equals.

    None where no sentence has at least LEAST_RELATED in common with it.
    """
    overlaps = [word_overlap(quote, sentence, language) for sentence in sentences]
    best = max(overlaps, default=0.0)
    return overlaps.index(best) if best >= LEAST_RELATED else None


def word_overlap(first: str, second: str, language: str) -> float:
    """Return the share of words that two sentences have in common, 0 to 1; 0 where one has too few to compare."""
    ours, theirs = set(terms(first, language)), set(terms(second, language))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if min(len(ours), len(theirs)) >= _LEAST_TERMS else 0.0


def _have_compatible_numbers(first: str, second: str) -> bool:
    """Return whether all numbers of one sentence stand in the other, which may have more."""
    ours, theirs = set(_NUMBER.findall(first)), set(_NUMBER.findall(second))
    return ours <= theirs or theirs <= ours


def _is_negated(sentence: str) -> bool:
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(sentence)]
    negations, endings = _negations()
    return any(word in negations or word.endswith(endings) for word in words)


@cache
def _negations() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words and the endings of words by which sentences say the opposite: a stop list passes over them."""
    return union(lambda entry: entry.negations), tuple(union(lambda entry: entry.negation_endings))
