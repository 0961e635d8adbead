"""The spellings that a misspelt word may have been meant as: one slip away, with the likelihood of the slip.

One slip is a letter left out, typed twice or too many, another letter in its place, or two neighbours swapped: a
Damerau-Levenshtein distance of 1 (Damerau, 1964: four in five misspellings).
"""

from __future__ import annotations

from string import ascii_lowercase
from types import MappingProxyType

# Letters beside each other on the keyboards of English, German (z and y change places), Spanish; French differs more.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# Log-odds of the kinds of slips. Set by hand, then varied on misspelt questions of people-tune, clapnq-tune, selqa-dev,
# squad2-tune and xquad-de: other weights of the same order find the same words but for one in two hundred.
SWAPPED = 2.5
DOUBLED = 2.5
NEIGHBOUR = 1.5
LEFT_OUT = 1.0
REPLACED = 0.0
TOO_MANY = 0.0
FIRST_LETTER = -1.5  # added: people seldom mistype it


def _neighbours() -> MappingProxyType[str, str]:
    beside: dict[str, str] = {}
    for number, row in enumerate(_ROWS):
        for index, letter in enumerate(row):
            above = _ROWS[number - 1][index : index + 2] if number else ""
            below = _ROWS[number + 1][max(index - 1, 0) : index + 1] if number + 1 < len(_ROWS) else ""
            beside[letter] = row[max(index - 1, 0) : index] + row[index + 1 : index + 2] + above + below
    return MappingProxyType(beside)


NEIGHBOURS = _neighbours()


def meant_spellings(word: str) -> dict[str, float]:
    """Return every spelling one slip from a word, with the log-odds of the slip; about 53 for each of its letters.

    Args:
        word: in small letters. Latin letters without diacritics are put in: the analyser leaves diacritics out.
    """
    spellings: dict[str, float] = {}
    for index in range(len(word) + 1):
        for spelling, weight in _at(word, index):
            odds = weight if spelling[:1] == word[:1] else weight + FIRST_LETTER
            spellings[spelling] = max(odds, spellings.get(spelling, odds))
    spellings.pop(word, None)
    spellings.pop("", None)
    return spellings


def _at(word: str, index: int) -> list[tuple[str, float]]:
    """Return the spellings of a word that differ at one index, each with its weight."""
    before, after = word[:index], word[index:]
    spellings = [(before + letter + after, LEFT_OUT) for letter in ascii_lowercase]
    if not after:
        return spellings
    near = NEIGHBOURS.get(after[0], "")
    spellings += [
        (before + letter + after[1:], NEIGHBOUR if letter in near else REPLACED) for letter in ascii_lowercase
    ]
    spellings.append((before + after[1:], DOUBLED if before[-1:] == after[0] else TOO_MANY))
    if len(after) > 1:
        spellings.append((before + after[1] + after[0] + after[2:], SWAPPED))
    return spellings
