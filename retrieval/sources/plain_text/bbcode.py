"""BBCode: writes the marks of forums as plain text, `[b]so[/b]` as `so`."""

from __future__ import annotations

import re

_NAMES = (
    "b|i|u|size|color|colour|font|center|left|right|justify|url|email|quote|code|spoiler|list|indent|h[1-6]|sub|sup"
    "|table|tr|td|th|align|highlight|noparse|hr"
)
_TAG = re.compile(rf"\[/?(?:{_NAMES})(?:[= ][^\[\]\n]{{0,300}})?\]", re.IGNORECASE)
_CLOSING = re.compile(rf"\[/(?:{_NAMES})\]", re.IGNORECASE)
_UNSEEN = re.compile(
    r"\[(img|s|strike|youtube|video|media|attach)(?:[= ][^\[\]\n]{0,300})?\][^\[\n]{0,2000}\[/\1\]", re.IGNORECASE
)
_ITEM = re.compile(r"^[ \t]*\[\*\][ \t]*", re.MULTILINE)


def without_bbcode(text: str) -> str:
    """Return a text without BBCode, pictures and struck-out words; a text that closes no such mark as it is."""
    if not _CLOSING.search(text) and not _UNSEEN.search(text):
        return text
    return _TAG.sub("", _UNSEEN.sub("", _ITEM.sub("- ", text)))
