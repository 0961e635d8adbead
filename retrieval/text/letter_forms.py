"""Letters that people leave out or type in another way: the analyser gives both spellings of a word the same term."""

from __future__ import annotations

import re
import unicodedata

# Letters with a stroke, ligatures and letters of single alphabets, which Unicode does not decompose.
_PLAIN_LETTERS = str.maketrans(
    {
        "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t",
        "ŋ": "n", "ə": "e", "ƀ": "b", "ɨ": "i", "ʉ": "u", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɔ": "o", "ɛ": "e",
    }
)  # fmt: skip
# The letters with one plain letter, small and capital: replacing them keeps a text's length.
_SINGLE = {chr(letter): plain for letter, plain in _PLAIN_LETTERS.items() if len(plain) == 1}
_SAME_LENGTH = str.maketrans(_SINGLE | {a.upper(): b.upper() for a, b in _SINGLE.items() if a.upper() != "I"})
_LATIN_LIKE = re.compile(r"[\u0041-\u02af\u0370-\u04ff\u1e00-\u1fff]")

# Arabic tatweel and vowel signs, Hebrew points and accents, the zero-width joiner: written or left out at will.
_OPTIONAL = dict.fromkeys(
    [
        *(0x0640, 0x0670, 0x200D, 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7, 0x06E7, 0x06E8),
        *(*range(0x0591, 0x05BE), *range(0x0610, 0x061B), *range(0x064B, 0x0660)),
        *(*range(0x06D6, 0x06DD), *range(0x06DF, 0x06E5), *range(0x06EA, 0x06EE)),
    ]
)
_KEYBOARDS = {"ی": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه", "ʼ": "'", "ʻ": "'", "ʹ": "'"}
_UNIFIED = _OPTIONAL | {ord(letter): other for letter, other in _KEYBOARDS.items()}
_UNIFIABLE = re.compile("[\u02b9-\u02bc\u0590-\u06ff\u200d]")
# Applied behind the stemmer: the Arabic stemmer knows these letters.
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه"})
_HEBREW_ACRONYM = re.compile(r"(?<=[א-ת])[\"'״׳”’]+(?=[א-ת])")


def unify_letters(text: str) -> str:
    """Remove marks that may be left out, and unify letters that keyboards differ in.

    Args:
        text: in NFKC and case-folded.
    """
    if not _UNIFIABLE.search(text):
        return text
    return _HEBREW_ACRONYM.sub("", text.translate(_UNIFIED))


def fold_letters(word: str) -> str:
    """Fold a case-folded word: Latin, Greek and Cyrillic letters without their marks, Łódź as lodz, and Arabic forms.

    Phones and old keyboards leave such marks out.
    """
    if word.isascii():
        return word
    if not _LATIN_LIKE.search(word):
        return word.translate(_ARABIC)
    parts = unicodedata.normalize("NFD", word.translate(_PLAIN_LETTERS))
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


def plain_letters(text: str) -> str:
    """Write plain letters for those that Unicode does not decompose, Łódź as Lódź: each character keeps its place."""
    return text if text.isascii() else text.translate(_SAME_LENGTH)
