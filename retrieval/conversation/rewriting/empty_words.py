"""Finds the words of a question that do not show its subject: function words, and words with which people ask.

The words depend on the question's language: "al" is one in Spanish and a name in English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from retrieval.languages import alternatives, lexicon, union
from retrieval.text.question_language import likely_languages

WORD = re.compile(r"\w+(?:['’.-]\w+)*")
PERSON = re.compile(rf"(?<!-)\b(?:{alternatives(lambda entry: entry.questions.persons)})\b(?!['’]\w)", re.IGNORECASE)
OBJECT = re.compile(rf"(?<!-)\b(?:{alternatives(lambda entry: entry.questions.objects)})\b", re.IGNORECASE)
AND_BUT = alternatives(lambda entry: entry.and_words + entry.but_words)
GOES_ON = re.compile(
    rf"[¿¡]?(?:(?:{AND_BUT}|{alternatives(lambda entry: entry.questions.continuations)})\b[ ,]*)+", re.IGNORECASE
)
HELPING_VERB = re.compile(rf"\b(?:{alternatives(lambda entry: entry.questions.helping_verbs)})\b", re.IGNORECASE)
ARTICLES = union(
    lambda entry: entry.questions.articles + entry.questions.case_articles + entry.questions.further_articles
)
_IS = re.compile(f"{HELPING_VERB.pattern}|{'|'.join(sorted(union(lambda entry: entry.speech.passives)))}")
_OFTEN_CAPITAL = ARTICLES | union(lambda entry: entry.speech.non_speakers)
_CLAUSE_END = re.compile(r"[.?!:;\"“„«¿¡(]")
_INVERSION = re.compile(rf"(?:{alternatives(lambda entry: entry.questions.inversions)})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyWords:
    """The words of a text that do not show its subject.

    Attributes:
        folded: function words of its language and words with which people ask, in lower case.
        names: words that are written like names though their language has them as function words: "Will", "May".
    """

    folded: frozenset[str]
    names: frozenset[str]

    def has(self, word: str) -> bool:
        """Return whether a word says nothing."""
        folded = _fold(word)
        if len(folded) == 1 and not folded.isdigit():
            return word != word.upper() or folded in {"i", "a"}
        return folded in self.folded and word not in self.names


@lru_cache(maxsize=256)  # each is asked for several times while its question is answered
def find_empty_words(text: str) -> EmptyWords:
    """Find the words of a text that say nothing, in the language that its function words show."""
    folded = _function_words(likely_languages(text))
    return EmptyWords(folded=folded, names=_find_capitals(text, folded))


@cache
def _function_words(codes: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(lexicon(code).stop_words | lexicon(code).questions.asking_words for code in codes))


def _find_capitals(text: str, empty: frozenset[str]) -> frozenset[str]:
    """Find the function words with a capital inside a sentence, where other words have none: "What did Will say?"."""
    words = [word.group() for word in WORD.finditer(text)]
    gaps = [".", *WORD.split(text)[1:]]  # what stands before each word
    openings = {word for word, gap in zip(words, gaps, strict=False) if _CLAUSE_END.search(gap)}
    inner = [word for word in words if word not in openings]
    is_written_small = any(word.islower() and (word not in empty or _IS.fullmatch(word)) for word in inner)
    if not is_written_small and not goes_on(text):
        return frozenset()  # a heading
    return frozenset(word for word in inner if word.istitle() and len(word) > 1 and not _is_often_capital(word))


def _is_often_capital(word: str) -> bool:
    """Return whether some write a function word with a capital where it is no name: "The", the polite "Sie"."""
    return _fold(word) in _OFTEN_CAPITAL or bool(PERSON.fullmatch(word) or OBJECT.fullmatch(word))


def _fold(word: str) -> str:
    """Return a word in lower case, without a verb's pronoun or an owner's ending behind it."""
    return _INVERSION.sub("", word.casefold()).partition("'")[0].partition("’")[0]


def goes_on(question: str) -> bool:
    """Return whether a question opens with "and" or the like."""
    return GOES_ON.match(question) is not None
