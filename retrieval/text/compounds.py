"""Words that are written together, with a hyphen, or apart: e-mail and email, GPT-4 and gpt4, 5kg and 5 kg.

A word of letters and a number is cut in the same way wherever it stands. A compound is indexed in its joined form
beside its parts; in a question its parts alone count, and a text with the joined form has all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from retrieval.languages.lexicon import words

LEAST_LETTERS = 3  # before a number: shorter ones are names as they are, such as B52, MP3 and CO2
MOST_PARTS = 3  # of a compound that is joined: longer ones are phrases
MOST_ENDING = 3  # letters behind the point of a name such as Node.js

_LETTERS_AND_NUMBER = re.compile(rf"([^\W\d_]{{{LEAST_LETTERS},}})(\d+)|(\d+)([^\W\d_]{{2,}})")
# What makes an ordinal of a number: 20th, 1er, 2ème, 20ste, 5-го.
_ORDINAL_ENDINGS = words("th st nd rd er re eme ème ere ère nde ste sten го ый ой ая ое")

_MARKED_NAME = re.compile(r"(?<!\w)([a-z])(#|\+\+)(?![\w#+])")
_MARKS_IN_WORDS = {"#": "-sharp", "++": "-plusplus"}
_HYPHENS = "\u2010-"  # in this order, they stand at the end of a class
_ADJACENT = re.compile(r"(?<!\S)([^\W\d_]++)(?= ([^\W\d_]++)(?:[?!.,;:]|\s|$))")
_JOINT = re.compile(rf"[.{_HYPHENS}]\w")


def cut_number(word: str) -> tuple[str, ...]:
    """Cut a case-folded word of letters and a number between them; another word, and an ordinal, is its only part."""
    match = _LETTERS_AND_NUMBER.fullmatch(word)
    if match is None or match[4] in _ORDINAL_ENDINGS:
        return (word,)
    return tuple(part for part in match.groups() if part)


def spell_out_marks(text: str) -> str:
    """Write the marks that are part of a name, C# and C++, as compounds: c-sharp, c-plusplus.

    Args:
        text: case-folded.
    """
    if "#" not in text and "++" not in text:
        return text
    return _MARKED_NAME.sub(lambda name: name[1] + _MARKS_IN_WORDS[name[2]], text)


def compound_pattern(letter: str, marks: str) -> re.Pattern[str]:
    """Return the pattern of a compound: two or three words with hyphens, or a name with an ending, such as Node.js.

    Args:
        letter: the pattern of a letter or digit of scripts with spaces, of a fixed width.
        marks: the characters of a class, which stand inside words.
    """
    word = rf"{letter}(?:{letter}|[{marks}])*+(?:['’](?:{letter})++)?"
    begins = rf"(?<!{letter})(?<![{marks}'’_.@/{_HYPHENS}])"
    ends = rf"(?![{marks}'’_@/{_HYPHENS}]|\.?{letter})"
    ending = rf"\.[^\W\d_]{{2,{MOST_ENDING}}}"
    return re.compile(rf"{begins}{word}(?:(?:[{_HYPHENS}]{word}){{1,{MOST_PARTS - 1}}}|{ending}){ends}")


def has_joint(text: str) -> bool:
    """Return whether a text may have a compound, in less time than to look for it."""
    return _JOINT.search(text) is not None


def join(compound: str) -> str:
    """Write a compound as one word."""
    return re.sub(rf"[.{_HYPHENS}]", "", compound)


def adjacent_words(text: str) -> list[tuple[str, str]]:
    """Return each two words of letters in a text with nothing but a blank between them."""
    return _ADJACENT.findall(text)


def take_apart(terms: Sequence[str], parts: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Return the terms of a text, and after them the parts that it has only in a joined form.

    Args:
        terms: of the text.
        parts: the terms of the parts of a question's compounds, by the term of the joined form.
    """
    if not parts:
        return terms
    held = frozenset(terms)
    missing = [part for joined, each in parts.items() if joined in held for part in each if part not in held]
    return [*terms, *dict.fromkeys(missing)] if missing else terms
