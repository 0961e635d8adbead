"""Corrects misspelt words of a question to words that the library has.

A word is taken for misspelt if no list of English, German, French and Spanish words has it and nothing in the library
does. It is replaced by the likeliest word one slip away that is in the library, if there is one. Every engine has the
same terms and frequencies, so the correction is the same on every engine.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping

from retrieval.core.protocols import Engine
from retrieval.text import known_words
from retrieval.text.analyzer import word_term
from retrieval.text.typing_slips import meant_spellings

# Languages in which words are corrected. The lists of the others leave out too many forms: of 1,190 questions of
# xquad-es 13 had a correct word changed, of xquad-de none but the endings of three names.
CORRECTED = frozenset({"de", "en"})
LEAST_LETTERS, MOST_LETTERS = 4, 20  # of a word that is corrected
LEAST_LONGER = 5  # letters of the longer of both spellings: shorter words are one slip from too many others
# A question with more unknown words than this is in another language, or is code: it is left alone.
MOST_WORDS = 3
# Log-odds that a word of the lists is meant, against another one of the library: mostly names, and misspellings there.
LISTED = 1.5

# A run of letters that is no part of a longer name, of code or of an address. A possessive ending may follow.
_WORD = re.compile(r"(?<![\w.@/#'’&_-])[^\W\d_]++(?=(?:['’]s)?(?![\w@/#'’&_]|[.:][\w/]))")
_QUOTED = re.compile(r"[\"“”„«][^\"“”„«»]*[\"“”»]")
_ENDINGS = (1, 2)  # letters behind the apostrophe of "haven't" and "they're"


def correct(engine: Engine, question: str, library: str) -> str:
    """Return a question with its misspelt words corrected; the same question where no word is.

    What is in quotation marks is meant as it is typed. The engine is asked only if a word is on no list.

    Args:
        engine: stores the articles.
        question: cleaned.
        library: the library's name.
    """
    unlisted = _unlisted(question)
    if not unlisted:
        return question
    with engine.snapshot():
        stored = engine.languages(library)
        languages = [code for code in stored if code in CORRECTED]
        unknown = _without_known(engine, unlisted, stored, library) if languages else []
        if not unknown or len(unknown) > MOST_WORDS:
            return question
        meant = {word: _find_meant(engine, word, languages, library) for word in unknown}
    return _replace(question, {word: spelling for word, spelling in meant.items() if spelling})


def _unlisted(question: str) -> list[str]:
    """Return the words of a question that no list has, each once, in small letters."""
    words = dict.fromkeys(
        match.group().casefold() for match in _WORD.finditer(_hide_quoted(question)) if _is_prose(match.group())
    )
    return [
        word for word in words if LEAST_LETTERS <= len(word) <= MOST_LETTERS and not known_words.is_known_word(word)
    ]


def _hide_quoted(question: str) -> str:
    """Return the question with blanks for what is in quotation marks: every character keeps its place."""
    return _QUOTED.sub(lambda match: " " * len(match.group()), question)


def _is_prose(word: str) -> bool:
    """Return whether a word is written as in prose: neither an abbreviation nor a name in code."""
    return word.islower() or word.istitle()


def _without_known(engine: Engine, words: Collection[str], languages: Collection[str], library: str) -> list[str]:
    """Return the words that give terms in some language, none of which is in the library."""
    by_word = {word: _terms(word, languages) for word in words if not _is_short_form(word, languages)}
    frequencies = engine.statistics(library, [term for found in by_word.values() for term in found]).frequencies
    return [word for word, found in by_word.items() if found and not any(frequencies[term] for term in found)]


def _is_short_form(word: str, languages: Collection[str]) -> bool:
    """Return whether a word is a short form without its apostrophe, such as "havent"."""
    forms = [f"{word[:-letters]}'{word[-letters:]}" for letters in _ENDINGS]
    return any(not word_term(form, language) for form in forms for language in languages)


def _find_meant(engine: Engine, word: str, languages: Collection[str], library: str) -> str:
    """Return the likeliest spelling that the library has, by slip, lists and frequency; empty where it has none."""
    slips = meant_spellings(word)
    longer = {spelling for spelling in slips if max(len(spelling), len(word)) >= LEAST_LONGER}
    by_spelling = {spelling: _terms(spelling, languages) for spelling in sorted(longer)}
    asked = dict.fromkeys(term for found in by_spelling.values() for term in found)
    frequencies = engine.statistics(library, list(asked)).frequencies
    odds: dict[str, float] = {}
    for spelling, found in by_spelling.items():
        frequency = max((frequencies[term] for term in found), default=0)
        if not frequency:
            continue
        is_listed = known_words.is_known_word(spelling)
        if is_listed or any(frequencies[term] and _is_whole(spelling, term) for term in found):
            odds[spelling] = slips[spelling] + LISTED * is_listed + math.log(frequency)
    return min(odds, key=lambda spelling: (-odds[spelling], len(spelling), spelling), default="")


def _terms(word: str, languages: Collection[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, (word_term(word, language) for language in languages))))


def _is_whole(spelling: str, term: str) -> bool:
    """Return whether a term is the word itself, and not the stem of a longer word."""
    plain = known_words.fold_word(spelling)
    return plain.rstrip("s").replace("y", "i") == term.rstrip("s").replace("y", "i")


def _replace(question: str, meant: Mapping[str, str]) -> str:
    """Return a question with words replaced, in capital letters where they were typed so."""
    pieces, end = [], 0
    for match in _WORD.finditer(_hide_quoted(question)):
        word = match.group()
        spelling = meant.get(word.casefold()) if _is_prose(word) else None
        if spelling:
            pieces += [question[end : match.start()], spelling.capitalize() if word.istitle() else spelling]
            end = match.end()
    return "".join((*pieces, question[end:]))
