"""Tells correct words from misspelt ones: the words of English, German, French and Spanish, as a Bloom filter.

`bench/export/word_filter.py` writes the file from the word lists of pyspellchecker (MIT). A Bloom filter (Bloom, 1970)
says of a word in it always, and of another one seldom, that it is in it: 657,000 words take a byte and a quarter each.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from retrieval.text.letter_forms import fold_letters

FILE = Path(__file__).with_name("known_words.bin")
LANGUAGES = frozenset({"de", "en", "es", "fr"})  # ISO 639-1
PROBES = 7  # bits a word; of the words that are not listed, about one in 120 counts as listed
_HALF = 8  # bytes of the digest for each of the two numbers that the bits are computed from


def is_known_word(word: str) -> bool:
    """Return whether a word is listed in one of the languages, whatever its case and its diacritics.

    Args:
        word: of at least four letters; shorter ones are not listed.
    """
    bits = _bits()
    return all(bits[bit >> 3] & 1 << (bit & 7) for bit in bit_positions(fold_word(word), len(bits) * 8))


def fold_word(word: str) -> str:
    """Return a word as it is listed: in small letters, without diacritics."""
    return fold_letters(word.casefold())


def bit_positions(word: str, size: int) -> list[int]:
    """Return the positions of a folded word's bits in a filter of `size` bits (Kirsch and Mitzenmacher, 2006)."""
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=2 * _HALF).digest()
    first, step = int.from_bytes(digest[:_HALF], "big"), int.from_bytes(digest[_HALF:], "big")
    return [(first + probe * step) % size for probe in range(PROBES)]


@cache
def _bits() -> bytes:
    return FILE.read_bytes()
