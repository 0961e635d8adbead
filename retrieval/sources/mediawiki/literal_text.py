"""Literal text: keeps the characters of a stretch of wikitext from being read as markup.

Each ASCII sign that may be markup is replaced by a character of the private plane, and put back at the end, so that a
stretch can be carried through all stages inside of other text.
"""

from __future__ import annotations

_OFFSET = 0xF0000
_SIGNS = "\n '-[]{}|=*#:;!<>&~_/"
_SHIELDED = {ord(sign): chr(_OFFSET + ord(sign)) for sign in _SIGNS}
_RESTORED = {ord(shielded): chr(code) for code, shielded in _SHIELDED.items()}
LINE_BREAK = chr(_OFFSET + ord("\n"))  # of a `<br>`: breaks a line, but ends no list item and no cell
CODE, CAPTION, CAPTION_END = (chr(_OFFSET + 0x100 + number) for number in range(3))
_MARKS = dict.fromkeys([*range(_OFFSET, _OFFSET + 0x80), *map(ord, (CODE, CAPTION, CAPTION_END))])


def shield(text: str) -> str:
    """Return the text with its signs replaced."""
    return text.translate(_SHIELDED)


def unshield(text: str) -> str:
    """Return the text with its signs put back, and without the marks of blocks."""
    return text.translate({**_RESTORED, ord(CODE): None, ord(CAPTION): None, ord(CAPTION_END): None})


def without_marks(text: str) -> str:
    """Return a page without the characters that this module uses, which no page has a use for."""
    return text.translate(_MARKS) if not text.isascii() else text
