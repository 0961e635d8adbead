"""Own text: the part of an e-mail that its writer wrote, without quoted replies and signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from retrieval.sources.base.block_text import DocumentBlock
from retrieval.sources.mail.reply_marks import (
    INTRODUCTION_LINES,
    QUOTED,
    SIGNATURE,
    begins_original,
    is_introduction,
    is_program_line,
)

# How e-mail programs mark what they quote, and what they put under every e-mail.
_QUOTED_MARKUP = (
    "//blockquote[@type='cite']",
    "//*[contains(concat(' ', @class, ' '), ' gmail_quote ')]",
    "//*[contains(concat(' ', @class, ' '), ' gmail_signature ')]",
    "//*[contains(concat(' ', @class, ' '), ' moz-cite-prefix ')]",
    "//*[contains(concat(' ', @class, ' '), ' moz-signature ')]",
    "//*[contains(concat(' ', @class, ' '), ' yahoo_quoted ')]",
    "//*[contains(concat(' ', @class, ' '), ' protonmail_quote ')]",
    "//*[@id='Signature' or @id='signature']",
)
_QUOTED_FROM_HERE = (
    "//*[@id='appendonsend']",
    "//*[@id='divRplyFwdMsg']",
    "//*[@id='mail-editor-reference-message-container']",
)


def own_lines(lines: Sequence[str]) -> list[str]:
    """The lines that the writer wrote, without quotations, their introductions, and the signature."""
    own: list[str] = []
    for at, line in enumerate(lines):
        if SIGNATURE.fullmatch(line) or begins_original(lines, at):
            break
        if QUOTED.match(line):
            if not (at and QUOTED.match(lines[at - 1])):
                _remove_introduction(own)
        elif not is_program_line(line):
            own.append(line)
    return own


def own_blocks(blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    """The blocks of an HTML e-mail above an unmarked copy of the e-mail that it answers."""
    lines = [(number, line) for number, block in enumerate(blocks) for line in block.text.split("\n")]
    texts = [line for _, line in lines]
    end = next((at for at in range(len(texts)) if begins_original(texts, at)), len(texts))
    own: list[DocumentBlock] = []
    for number, block in enumerate(blocks):
        text = "\n".join(line for at, line in lines[:end] if at == number and not is_program_line(line))
        if text:
            own.append(replace(block, text=text))
    return own


def remove_quoted_markup(root: Any) -> None:
    """Remove quotations that the e-mail program marks, and the signature, from a tree of HTML."""
    for path in _QUOTED_MARKUP:
        for element in root.xpath(path):
            _remove(element)
    for path in _QUOTED_FROM_HERE:
        for element in root.xpath(path):
            for later in list(element.itersiblings()):
                _remove(later)
            _remove(element)


def join_flowed(lines: Sequence[str], *, joins: bool) -> list[str]:
    """The lines of `format=flowed` text (RFC 3676) with the soft line ends undone.

    Args:
        lines: as they were sent.
        joins: whether the space before a soft line end is no part of the text (`delsp=yes`).
    """
    whole: list[str] = []
    flows = False
    for line in lines:
        is_quoted = bool(QUOTED.match(line))
        shown = line.removeprefix(" ")  # stuffed, so that it is not taken for a quote
        if flows and not is_quoted and not SIGNATURE.fullmatch(shown):
            whole[-1] += shown
        else:
            whole.append(shown)
        flows = shown.endswith(" ") and not is_quoted and not SIGNATURE.fullmatch(shown)
        if flows and joins:
            whole[-1] = whole[-1][:-1]
    return whole


def _remove_introduction(own: list[str]) -> None:
    """Remove the last lines if they say who wrote what is quoted next."""
    while own and not own[-1].strip():
        own.pop()
    for count in range(1, INTRODUCTION_LINES + 1):
        if is_introduction("\n".join(own[-count:])):
            del own[-count:]
            return


def _remove(element: Any) -> None:
    """Remove an element with what is in it; what follows it stays."""
    if element.getparent() is not None:
        element.clear(keep_tail=True)
        element.tag = "script"  # which shows nothing
