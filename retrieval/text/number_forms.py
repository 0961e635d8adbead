"""Numbers that are written in several ways: 1,000,000 and 1.000.000 and 1 000 000, powers, digits of other scripts."""

from __future__ import annotations

import re
import unicodedata

from retrieval.languages.lexicon import words

# Where a comma parts decimals and a point or a blank parts thousands, as Unicode CLDR lists it, by ISO 639-1.
_DECIMAL_COMMA = words("ca cs da de el es et eu fi fr hr hu id is it lt lv nl no pl pt ro ru sk sl sr sv tr uk vi")

# Superscripts, fractions, and digits and separators of other scripts than Latin: most texts have none of them.
_UNUSUAL = re.compile(
    "[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u207b\u2150-\u215e\u0660-\u066c\u06f0-\u06f9\u0966-\u1819]"
)
_SUPERSCRIPTS = re.compile("[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_ASCII = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻٬٫", "0123456789+-,.")
_MIXED_FRACTION = re.compile(r"(?<=\d)(?=[¼½¾⅐-⅞])")
_OTHER_DIGITS = re.compile(r"(?![0-9])\d")
_UNIT_POWER = re.compile(r"(?<=[^\W\d_])\^(?=\d)")
_LONGEST_UNIT = 3  # letters, such as `km²`; behind a longer word it is the number of a note: `harbour²`

_GROUP = r"[1-9]\d{0,2}"
NUMBER = (  # blanks part thousands only where no number stands before: those of a telephone number do not
    r"(?P<power>\d+\^[-−+]?\d+)"
    rf"|(?P<grouped>(?<![\d.,]){_GROUP}(?P<separator>(?<!\d \d)(?<!\d \d\d)(?<!\d \d{{3}}) |[.,'’])\d{{3}}"
    r"(?:(?P=separator)\d{3})*(?!\d)(?:[.,]\d+)*)"
    r"|(?P<number>\d+(?:[.,]\d+)+)"
)
_GROUPED = re.compile(rf"(?P<whole>{_GROUP}(?:([ .,'’])\d{{3}})(?:\2\d{{3}})*)(?!\d)(?:(?P<mark>[.,])(?P<rest>\d+))?")
_ADDRESS_PARTS = 4


def unify_numbers(text: str) -> str:
    """Write superscripts as `^6`, numbers of notes as blanks, and digits of all scripts in ASCII. Before NFKC."""
    if _UNUSUAL.search(text):
        text = _MIXED_FRACTION.sub(" ", _SUPERSCRIPTS.sub(_lower, text)).translate(_ASCII)
        text = _OTHER_DIGITS.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    return _UNIT_POWER.sub("", text) if "^" in text else text


def _lower(superscripts: re.Match[str]) -> str:
    """Write a raised number: a power behind a digit, digits behind a unit or a blank (`¹⁴C`), nothing for a note's."""
    digits = superscripts[0].translate(_ASCII)
    start = superscripts.start()
    before = superscripts.string[max(0, start - _LONGEST_UNIT - 1) : start]
    if before[-1:].isdigit():
        return "^" + digits
    is_note = len(before) > _LONGEST_UNIT and before.isalpha()
    return " " if is_note or before[-1:] in tuple(".,;:!?)]”’»\"'") else digits.lstrip("+-")


def number_terms(token: str, kind: str, language: str) -> list[str]:
    """Return the terms of a number: digits, with a point before its decimals.

    Args:
        token: what NUMBER matched.
        kind: the name of its group: power, grouped or number.
        language: ISO 639-1; it decides what `1.250` and `1,250` are.
    """
    if kind == "power":
        base, exponent = token.split("^")
        sign = "minus" if exponent[0] in "-−" else ""
        return [base, f"{base}power{sign}{exponent.lstrip('-−+')}"]
    match = _GROUPED.fullmatch(token) if kind == "grouped" else None
    if match is None or _is_address(token) or not _parts_thousands(match, language):
        return [re.sub(r"[ ,'’]", ".", token)]
    whole = re.sub(r"\D", "", match["whole"])
    return [f"{whole}.{match['rest']}" if match["rest"] else whole]


def _parts_thousands(match: re.Match[str], language: str) -> bool:
    """Return whether the separator parts thousands: always if it stands twice, or if another one parts decimals."""
    separator = match[2]
    if separator in " '’" or match["whole"].count(separator) > 1 or match["mark"]:
        return match["mark"] != separator
    return (separator == ".") == (language in _DECIMAL_COMMA)


def _is_address(token: str) -> bool:
    """Return whether it is the address of a computer, as 192.168.100.100."""
    parts = token.split(".")
    return len(parts) == _ADDRESS_PARTS and all(part.isdigit() and part == str(int(part)) for part in parts)
