"""Splits a line of talk into folded words and the marks between its clauses."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MARKS = '.,;:!?…\n()[]{}"„“”«»—–'


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word, or a mark between clauses (","), as a pattern reads it, and its range in the line."""

    text: str
    start: int
    end: int


def fold_for_talk(text: str) -> str:
    """Return a text in lower case, without accents and apostrophes."""
    return "".join(_fold(character) for character in text)


def _fold(character: str) -> str:
    if character in "'’`´‘":
        return ""
    return "".join(
        each for each in unicodedata.normalize("NFKD", character.casefold()) if unicodedata.category(each) != "Mn"
    )


def split_tokens(line: str) -> list[Token]:
    """Return the words of a line with marks between clauses; a letter that somebody drags out ("heyyy") counts once."""
    tokens: list[Token] = []
    word, start = "", 0
    for position, character in enumerate(f"{line} "):
        mapped = _fold(character)
        if mapped == "" or all(each.isalnum() for each in mapped):
            start = start if word else position
            word += mapped
            continue
        if word:
            tokens.append(Token(text=re.sub(r"([a-z])\1\1+", r"\1", word), start=start, end=position))
            word = ""
        if character == "@":
            tokens.append(Token(text="@", start=position, end=position + 1))
        elif character in _MARKS and tokens and tokens[-1].text != ",":
            tokens.append(Token(text=",", start=position, end=position + 1))
    return tokens
