"""Normalises text, once, when an article is added: every offset points into the result."""

from __future__ import annotations

import re
import unicodedata

# Zero-width space, soft hyphen, word joiner, byte order mark, and the bidirectional controls: invisible, and able to
# make a quote look different from what it says. The joiners U+200C and U+200D stay: scripts and emoji need them.
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x180E, 0x200B, 0x2060, 0xFEFF, 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_EDGES = re.compile("(?<! ) +\n")  # the look-behind keeps long runs of spaces linear
_BLANK_LINES = re.compile("\n{3,}")
_GAPS = re.compile(r"\s+")


def normalise(text: str) -> str:
    r"""Normalise to Unicode NFC, `\n` line ends, plain spaces, no invisible or control characters, no two blank lines.

    Applying it again changes nothing. Indentation and runs of spaces inside a line stay.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROLS.sub(" ", text.translate(_INVISIBLE))
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return _BLANK_LINES.sub("\n\n", _LINE_EDGES.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """Return the text normalised, with every run of white space as one space."""
    return _GAPS.sub(" ", normalise(text)).strip()
