"""Tells two sentences that speak of different years, places, products or groups, though they read alike.

"The fee in Upper Rell" and "the fee in Lower Rell" differ beside a word that they share. Where the question names the
one, and the other sentence has another word in its place, neither is news of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from retrieval.languages import lexicon
from retrieval.text.analyzer import terms

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")  # or a number
# A sign that ends a clause counts as well: the words on its two sides are no neighbours.
_WORD_OR_END = re.compile(rf"{_WORD.pattern}|[.!?;:,()\n—–]")
_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)\b")
_NAME = re.compile(r"(?<=[a-z,;] )[A-ZÀ-ÖØ-Þ][^\W_]*")  # inside a sentence
_READ = 20_000  # characters of an article in which a name is looked for
# Articles whose words are kept, up to 200 kB each: one is compared with four or five others for a question.
_KNOWN_ARTICLES = 32
_KNOWN_WORDS = 50_000  # words whose base forms are kept: articles that contradict each other have many in common


def count_contrasts(question: str, own: Sequence[str], other: Sequence[str], *, language: str) -> int:
    """Count the words of the question that stand beside a word in one article which has another neighbour in the other.

    Neighbours are words of one clause; forms of one word ("ticket", "tickets") are one.

    Args:
        question: in any wording.
        own: texts of the one article: the sentence, the title and the first sentence of the article.
        other: likewise of the other article, in this order.
        language: of all, ISO 639-1.
    """
    stop = lexicon(language).stop_words
    asked = {_base(word, language) for word in set(_folded_words(question)) - stop}
    elsewhere = [_words_in_clauses(text, language) for text in other]
    near = set(chain(*elsewhere[:2]))
    found = {
        (word, shared, replacing)
        for text in own
        for word, shared, offset in _neighbours(_words_in_clauses(text, language), asked - near)
        if shared and shared not in stop and not shared.isdigit()
        for replacing in _replacing_words(elsewhere, word, shared, offset)
        if replacing and replacing not in stop and replacing not in asked
    }
    return len(found)


def _neighbours(words: Sequence[str], asked: set[str]) -> Iterator[tuple[str, str, int]]:
    """Yield each asked word with a neighbour, and on which side of the word that stands: 1 after it, -1 before it."""
    for index, word in enumerate(words):
        if word in asked:
            if index + 1 < len(words):
                yield word, words[index + 1], 1
            if index:
                yield word, words[index - 1], -1


def _replacing_words(texts: Sequence[Sequence[str]], word: str, shared: str, offset: int) -> Iterator[str]:
    """Yield the words that stand beside the shared one where the asked word would stand."""
    for words in texts:
        if word in words:
            continue
        for index, candidate in enumerate(words):
            beside = index - offset
            if candidate == shared and 0 <= beside < len(words):
                yield words[beside]


def count_missing_names(question: str, own: str, other: str, *, language: str) -> int:
    """Count the names and numbers of the question that one article has and the other lacks.

    Args:
        question: what is asked, in any case of letters.
        own: title and text of the one article.
        other: title and text of the other one.
        language: of all, ISO 639-1.
    """
    words = set(_folded_words(question)) - lexicon(language).stop_words
    asked = {_base(word, language) for word in words} - _base_forms(other[:_READ], language)
    return len(asked & _names_and_numbers(own[:_READ], language)) if asked else 0


@lru_cache(maxsize=_KNOWN_ARTICLES)
def _base_forms(text: str, language: str) -> frozenset[str]:
    """Return the base forms of all words of a text."""
    return frozenset(_base(word, language) for word in _folded_words(text))


@lru_cache(maxsize=_KNOWN_ARTICLES)
def _names_and_numbers(text: str, language: str) -> frozenset[str]:
    """Return the base forms of the words with a capital inside a sentence, and the numbers of a text."""
    numbers = {word for word in _folded_words(text) if any(map(str.isdigit, word))}
    return frozenset(numbers | {_base(name.casefold(), language) for name in _NAME.findall(text)})


def has_other_year(question: str, text: str) -> bool:
    """Return whether the question names a year that a text does not name."""
    return bool(set(_YEAR.findall(question)) - set(_YEAR.findall(text)))


def has_year(text: str) -> bool:
    """Return whether a text names a year."""
    return _YEAR.search(text) is not None


def _words_in_clauses(text: str, language: str) -> list[str]:
    """Return the base forms of the words, and an empty text where a clause ends."""
    return [_base(word.casefold(), language) if word[0].isalnum() else "" for word in _WORD_OR_END.findall(text)]


@lru_cache(maxsize=_KNOWN_WORDS)
def _base(word: str, language: str) -> str:
    """Return what all forms of a word have in common; a stop word stays as it is."""
    return "".join(terms(word, language)) or word


def _folded_words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
