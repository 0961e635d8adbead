"""Writes the filter of known words that retrieval/text/known_words.py reads, from the lists of pyspellchecker.

    python -m bench.export.word_filter FOLDER    FOLDER: spellchecker/resources of an unpacked pyspellchecker 0.9.1

The package (MIT) is fetched with `pip download --no-deps pyspellchecker==0.9.1`; nothing else needs it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable
from pathlib import Path

from retrieval.text import known_words

LEAST_LETTERS = 4  # shorter words are never corrected
BITS_A_WORD = 10


def main() -> None:
    """Write the filter and print its size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="with en.json.gz and the lists of the other languages")
    words = listed_words(parser.parse_args().folder)
    known_words.FILE.write_bytes(build_filter(words))
    print(f"{len(words):,} words, {known_words.FILE.stat().st_size:,} bytes")


def listed_words(folder: Path) -> frozenset[str]:
    """Read the words of all languages, folded; Swiss spellings of German words (ss for ß) are among them."""
    words: set[str] = set()
    for language in sorted(known_words.LANGUAGES):
        with gzip.open(folder / f"{language}.json.gz", "rt", encoding="utf-8") as file:
            words |= {known_words.fold_word(word) for word in json.load(file)}
    return frozenset(word for word in words if len(word) >= LEAST_LETTERS and word.isalpha())


def build_filter(words: Iterable[str]) -> bytes:
    """Build the Bloom filter of folded words."""
    folded = set(words)
    bits = bytearray((len(folded) * BITS_A_WORD + 7) // 8)
    for word in folded:
        for bit in known_words.bit_positions(word, len(bits) * 8):
            bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)


if __name__ == "__main__":
    main()
