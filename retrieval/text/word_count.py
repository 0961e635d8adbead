"""Counts the words of a text, in scripts with spaces and without."""

from __future__ import annotations

import math
import re

# Thai, Lao, Tibetan, Burmese, Khmer, kana and Han; Korean has spaces.
_UNSPACED = re.compile(
    "[\u0e01-\u0edf\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
_CHARACTERS_A_WORD = 1.5  # in scripts without spaces, where a word is mostly one or two characters


def count_words(text: str) -> int:
    """Count the words of a text: what stands between spaces; in scripts without spaces, every 1.5 characters."""
    unspaced = len(_UNSPACED.findall(text))
    if not unspaced:
        return len(text.split())
    spaced = sum(any(map(str.isalnum, word)) for word in _UNSPACED.sub(" ", text).split())
    return spaced + math.ceil(unspaced / _CHARACTERS_A_WORD)
