"""Compares words as SQuAD's evaluation does: case, articles, quotation marks, apostrophes and dashes do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

# Thai and Lao, Burmese, Khmer, kana and ideographs: no spaces between words, so that a word may begin or
# end at any of their letters.
_UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
_QUOTES = re.compile("[\"'`´‘’‚‛“”„‟«»‹›′″]")
_DASHES = re.compile("[-‐‑‒–—―−]")
_POSSESSIVE = re.compile(r"(?<=\w)\s+(?=['’]s\b)")  # "Hall 's", as tokenised texts have it
# Of English, as in SQuAD's evaluation, and of the other languages as in MLQA's.
_ARTICLES = frozenset(
    {"a", "an", "the"}
    | {"der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines"}
    | {"el", "la", "los", "las", "un", "una", "unos", "unas", "le", "les", "une"}
)


def contains_words(quote: str, answer: str) -> bool:
    """Return whether the quote contains the answer as whole words.

    Case, the width of spaces, quotation marks, apostrophes, dashes and articles do not matter; an answer that is only
    an article is looked for as it is.
    """
    folded = fold(answer)
    if not folded:
        return _contains(_plain(quote), _plain(answer))
    return _contains(fold(quote), folded) or _contains(_plain(quote), _plain(answer))


def token_f1(prediction: str, answer: str) -> float:
    """Return the F1 of the words that two texts share (Rajpurkar et al., 2016), 0 to 1; 1 where both have none."""
    left, right = _tokens(prediction), _tokens(answer)
    if not left or not right:
        return float(left == right)
    shared = (Counter(left) & Counter(right)).total()
    return 2 * shared / (len(left) + len(right))


def fold(text: str) -> str:
    """Return the text without what does not matter, its words separated by one space."""
    text = _DASHES.sub(" ", _QUOTES.sub("", _POSSESSIVE.sub("", text)))
    return " ".join(word for word in _plain(text).split() if word not in _ARTICLES)


def _tokens(text: str) -> list[str]:
    """Return the words without any punctuation."""
    kept = "".join(letter for letter in fold(text) if not unicodedata.category(letter).startswith("P"))
    return kept.split()


def _plain(text: str) -> str:
    """Return the text without differences of case, composition and spaces."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).split())


def _contains(quote: str, answer: str) -> bool:
    at = quote.find(answer) if answer else -1
    while at >= 0:
        end = at + len(answer)
        if not _is_inside_word(quote, at) and not _is_inside_word(quote, end):
            return True
        at = quote.find(answer, at + 1)
    return False


def _is_inside_word(text: str, at: int) -> bool:
    """Return whether the position is inside a word of the text."""
    return 0 < at < len(text) and _is_word_character(text[at - 1]) and _is_word_character(text[at])


def _is_word_character(character: str) -> bool:
    code = ord(character)
    if any(first <= code <= last for first, last in _UNSPACED):
        return False
    return character.isalnum() or unicodedata.category(character).startswith("M")
