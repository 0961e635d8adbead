"""Superscripts and subscripts as characters, because 10 to the sixth is not 106."""

from __future__ import annotations

import re

_NOTE_MARK = re.compile(r"\[[\w ]{1,12}\]")  # of a footnote or reference, set high
_HIGH = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_LOW = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")


def superscript(text: str) -> str:
    """Return the text set high if each character can be, else as it is; empty for a reference mark, `[1]`."""
    return _shifted(text, _HIGH)


def subscript(text: str) -> str:
    """Return the text set low, as `superscript`."""
    return _shifted(text, _LOW)


def _shifted(text: str, characters: dict[int, int]) -> str:
    if _NOTE_MARK.fullmatch(text.strip()):
        return ""
    shifted = text.translate(characters)
    return text if any(character.isascii() for character in shifted) else shifted
