"""The analyser: turns texts into the terms that BM25 counts. The same for every engine, and versioned."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

from retrieval.languages import lexicon
from retrieval.text.compounds import adjacent_words, compound_pattern, cut_number, has_joint, join, spell_out_marks
from retrieval.text.letter_forms import fold_letters, unify_letters
from retrieval.text.number_forms import NUMBER, number_terms, unify_numbers

# Stored with a library: change it whenever any text gives other terms than before. Libraries of older versions are
# analysed anew when they are opened.
VERSION = "terms-3"
OLDER_VERSIONS = frozenset({"terms-1", "terms-2"})

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish",
}  # fmt: skip

# Scripts written without spaces between words: Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar.
_UNSPACED = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f"
# Combining marks that stand inside words: Python's \w leaves them out. Accents, Hebrew and Arabic points, Indic vowels.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
_NON_JOINER = "\u200c"  # between the parts of Persian words, where others write nothing
_LETTER = rf"(?![{_UNSPACED}])[^\W_]"
_ALPHA = r"[^\W\d_]"
_ABBREVIATED = (  # tried only before a point or an ampersand: most words are no abbreviation
    rf"(?={_ALPHA}{{1,2}} ?[.&])"
    rf"(?:(?P<initials>(?:{_ALPHA}\.){{2,}}(?:{_ALPHA}(?![\w.]))?"  # U.S., D.C. and U.S.A are one word
    rf"|(?<![\w.@/])(?:{_ALPHA}\.{_ALPHA}{{1,2}}|{_ALPHA}{{2}}\.{_ALPHA})(?!\w|\.\w))"  # and U.S, B.Sc. and Ph.D.
    rf"|(?P<partners>(?:{_ALPHA}{{1,2}}(?:&{_ALPHA}{{1,2}})+|{_ALPHA}{{1,2}} & {_ALPHA})(?!\w)))"  # AT&T, R & D
)
_TOKEN = re.compile(
    rf"(?P<run>[{_UNSPACED}]+)"
    rf"|{_ABBREVIATED}"
    rf"|{NUMBER}"
    r"|(?P<version>v(?=\d++\.\d))"  # of v1.2, which others write without it
    rf"|(?P<word>{_LETTER}(?:[a-z]++|{_LETTER}|[{_MARKS}]|{_NON_JOINER}(?={_LETTER}))*+(?:['’](?:{_LETTER})+)*)"
)
_NOT_LETTERS = re.compile("[.& ]")
_COMPOUND = compound_pattern(_LETTER, _MARKS)
_LONGEST_TERM = 64  # characters; longer runs are hashes, base64 and the like, cut so that no index row explodes
# The terms of so many sentences are kept, 10 MB: a question analyses the sentences of thirty passages, each up to
# three times, and the next one many of them again.
_KNOWN_TEXTS = 16_384
_LONGEST_KNOWN = 500  # characters of a text whose terms are kept: a sentence's, not a passage's

_local = threading.local()


def terms(text: str, language: str) -> list[str]:
    """Return the terms of a text, in its order, repeated as they occur.

    NFKC, case folding, words, stop words out, Snowball stems, diacritics off; a number gives the same term however its
    thousands are parted. Words of letters and a number are cut between them. Scripts without spaces give overlapping
    pairs of characters. A term has letters, digits and dots only.

    Args:
        text: any Unicode.
        language: ISO 639-1 code; one without a stemmer keeps whole words.
    """
    return list(_analyse(text, language)[0])


def _unified_terms(text: str, language: str) -> list[str]:
    result: list[str] = []
    for match in _TOKEN.finditer(text):
        token, kind = match.group(), match.lastgroup or "word"
        if kind == "word" and token.isalpha() and len(token) <= _LONGEST_TERM:  # nearly all
            result.append(_known_term(token, language))
        elif kind == "run":
            result.extend(_character_pairs(token))
        elif kind in ("initials", "partners"):
            result.append(_NOT_LETTERS.sub("", token))
        elif kind == "word":
            result.extend(_word_terms(token, language))
        elif kind != "version":
            result.extend(number_terms(token, kind, language))
    return [term for term in result if term]


def indexed_terms(text: str, language: str) -> list[str]:
    """Return the terms of a text that is searched: as `terms`, and after them its compounds, each as one word.

    Whoever types "email" finds "e-mail". The compounds stand last: the others keep their neighbours.
    """
    plain, joined = _analyse(text, language)
    return [*plain, *joined]


def _analyse(text: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the terms of a text, and those of its compounds; of a sentence, from memory where it came before."""
    return _known_analysis(text, language) if len(text) <= _LONGEST_KNOWN else _analyse_anew(text, language)


def _analyse_anew(text: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    unified = _unify(text)
    return tuple(_unified_terms(unified, language)), tuple(joined for joined, _ in _compounds(unified, language))


_known_analysis = lru_cache(maxsize=_KNOWN_TEXTS)(_analyse_anew)


def compound_parts(text: str, language: str) -> dict[str, tuple[str, ...]]:
    """Find the compounds of a question: the terms of the parts of each, by the term of its joined form.

    A compound whose parts are all stop words is its own part.
    """
    found = _compounds(_unify(text), language)
    return {joined: tuple(_unified_terms(compound, language)) or (joined,) for joined, compound in found}


def parted_compounds(text: str, language: str) -> dict[str, tuple[str, str]]:
    """Find words of a question that others may write as one, such as "e mail": as `compound_parts` for compounds."""
    pairs = adjacent_words(_unify(text))
    terms_of = {pair: (_known_term(pair[0], language), _known_term(pair[1], language)) for pair in pairs}
    joined = {_known_term("".join(pair), language): parts for pair, parts in terms_of.items() if all(parts)}
    return {term: parts for term, parts in joined.items() if term}  # not "be fore"


def _compounds(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the joined term of each compound of a unified text, and the compound; none that gives several terms."""
    for match in _COMPOUND.finditer(text) if has_joint(text) else ():
        joined = _unified_terms(join(match.group()), language)
        if len(joined) == 1 and not joined[0].isdecimal():
            yield joined[0], match.group()


def _unify(text: str) -> str:
    """Unify the letters and numbers of a text before it is cut into tokens."""
    return spell_out_marks(unify_letters(unicodedata.normalize("NFKC", unify_numbers(text)).casefold()))


def _word_terms(token: str, language: str) -> list[str]:
    """Return the terms of a word, empty ones for stop words."""
    if _NON_JOINER in token:
        return [word_term(part, language) for part in _joined_and_parts(token)]
    if len(token) > _LONGEST_TERM:  # a hash or the like, which does not come again
        return [word_term(token, language)]
    return [_known_term(part, language) for part in cut_number(token)]


def _joined_and_parts(token: str) -> list[str]:
    """Write a word with non-joiners in it without them, and give its parts."""
    return [token.replace(_NON_JOINER, ""), *token.split(_NON_JOINER)]


def spellings(text: str, language: str) -> dict[str, str]:
    """Find the first word of a text that gave each of its terms, as the text spells it, by term."""
    words_by_term: dict[str, str] = {}
    for word in text.split():
        for term in terms(word, language):
            words_by_term.setdefault(term, strip_marks(word))
    return words_by_term


def strip_marks(word: str) -> str:
    """Return a word of a text without the marks around it."""
    return word.strip(".,;:!?\"'()[]“”‘’«»¿¡")


def _without_clitics(word: str, language: str) -> str:
    """Remove a word's elided article (l'école) where the language elides, its ending (it's) elsewhere."""
    first, mark, rest = word.replace("’", "'").partition("'")
    if not mark:
        return word
    if lexicon(language).elides:
        return rest
    return first if first in lexicon(language).stop_words else first + mark + rest


def _character_pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]


def word_term(word: str, language: str) -> str:
    """Return the term of a case-folded word in letters, as `terms` gives it, in less time; empty for a stop word."""
    own = _without_clitics(word, language)
    return "" if own in lexicon(language).stop_words else _stem(own[:_LONGEST_TERM], language)


_known_term = lru_cache(maxsize=200_000)(word_term)  # words; a library of news has about as many different ones


def _stem(word: str, language: str) -> str:
    algorithm = _STEMMERS.get(language)
    if algorithm == "english":  # it takes foreign letters for consonants
        word = fold_letters(word)
    stem = _stemmer(algorithm).stemWord(word) if algorithm else word
    return fold_letters(stem).replace("'", "")


def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    """Return the stemmer of this thread: a stemmer keeps state between calls."""
    stemmers: dict[str, Stemmer.Stemmer] = _local.__dict__.setdefault("stemmers", {})
    if algorithm not in stemmers:
        stemmers[algorithm] = Stemmer.Stemmer(algorithm)
    return stemmers[algorithm]
