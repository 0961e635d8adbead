"""The text of a document: what is left where references were, and headings from the highest that it uses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.sources.base.block_text import DocumentBlock
from retrieval.text.normalize import one_line

GONE = "\x00"  # where a reference was
_BLANKS = re.compile(r"\s+")
_GONE_TOGETHER = re.compile(r" ?\x00(?:[ ,;]*\x00)*")
_EMPTY_BRACKETS = re.compile(r" ?[(\[][ ,;]*\x00[ ,;]*[)\]]")
_BEFORE_STOP = re.compile(r"\. ?\x00 ?\.(?!\.)")
_BEFORE_SIGN = re.compile(r" ?\x00 ?(?=[.,;:!?)\]]|\Z)")
LINE = "\x01"  # a broken line
NEXT = LINE * 2  # the next author


def words_of(text: str) -> str:
    """Return a text without the places where references were, and without blanks before signs that were behind them."""
    text = _GONE_TOGETHER.sub(GONE, _BLANKS.sub(" ", text))
    text = _GONE_TOGETHER.sub(GONE, _EMPTY_BRACKETS.sub(GONE, text))
    text = _BEFORE_STOP.sub(".", text)
    text = _BEFORE_SIGN.sub("", text).replace(GONE, " ")
    return LINE.join(one_line(line) for line in text.split(LINE))


def levelled(blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    """Return the blocks with headings of which the highest have level 2."""
    highest = min((block.level for block in blocks if block.level), default=2)
    return [replace(block, level=min(block.level - highest + 2, 6)) if block.level else block for block in blocks]
