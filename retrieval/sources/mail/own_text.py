"""Own text: the part of an e-mail that its writer wrote, without quoted replies and signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from retrieval.sources.base.block_text import DocumentBlock
from retrieval.sources.base.site_notices import is_site_notice
from retrieval.sources.html.page_elements import content
from retrieval.sources.mail.program_lines import is_program_line
from retrieval.sources.mail.reply_marks import (
    INTRODUCTION_LINES,
    QUOTED,
    SIGNATURE,
    begins_list_footer,
    begins_original,
    is_introduction,
)

# How e-mail programs mark what they quote, and what they put under every e-mail. Outlook puts `x_` in front of names.
_QUOTED_NAMES = re.compile(
    r"(?:^|\s)(?:x_)?(?:gmail_quote\w*|gmail_attr|moz-cite-prefix|yahoo_quoted\w*|protonmail_quote|tutanota_quote"
    r"|zmail_extra)(?:\s|$)",
    re.IGNORECASE,
)
_SIGNATURE_NAMES = re.compile(
    r"(?:^|\s)(?:x_)?(?:gmail_signature|moz-signature|protonmail_signature\S*|signature)(?:\s|$)", re.IGNORECASE
)
_QUOTATION = ">"
_QUOTED_FROM_HERE = re.compile(
    r"(?:^|\s)(?:x_)?(?:appendonsend|divRplyFwdMsg|mail-editor-reference-message-container|OutlookMessageHeader)(?:\s|$)",
    re.IGNORECASE,
)


def own_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines that the writer wrote, without quotations, their introductions, and the signature."""
    return [lines[at] for at in _own_line_numbers(lines)]


def own_blocks(blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    """Return the blocks of an HTML e-mail that the writer wrote; `remove_quoted_markup` was called before."""
    lines = [(number, line) for number, block in enumerate(blocks) for line in block.text.split("\n")]
    kept = [lines[at] for at in _own_line_numbers([line for _, line in lines])]
    own: list[DocumentBlock] = []
    for number, block in enumerate(blocks):
        text = "\n".join(line for at, line in kept if at == number)
        if text:
            own.append(replace(block, text=text))
    return own


def _own_line_numbers(lines: Sequence[str]) -> list[int]:
    """Return the indices of the lines that the writer wrote."""
    own: list[int] = []
    for at, line in enumerate(lines):
        if SIGNATURE.fullmatch(line) or begins_original(lines, at) or begins_list_footer(lines, at):
            break
        if QUOTED.match(line):
            if not (at and QUOTED.match(lines[at - 1])):
                _remove_introduction(own, lines)
        elif not (is_program_line(line) or is_site_notice(line)):
            own.append(at)
    return own


def remove_quoted_markup(root: Any) -> None:
    """Replace each quotation in a tree of HTML by a quotation mark, `>`, and remove the signature."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if _QUOTED_FROM_HERE.search(_names(element)):
            for later in list(element.itersiblings()):
                _remove(later)
            _remove(element)
        elif _SIGNATURE_NAMES.search(_names(element)):
            _remove(element)
        elif _is_quotation(element):
            _remove(element)
            element.tag, element.text = "p", _QUOTATION


def _names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _is_quotation(element: Any) -> bool:
    """Return whether an element is marked as a quotation, or follows a line that introduces one."""
    if _QUOTED_NAMES.search(_names(element)) or (element.tag == "div" and element.get("name") == "quote"):
        return True
    is_block = element.tag == "blockquote"
    return is_block and (element.get("type") == "cite" or is_introduction(_words_before(element)))


def _words_before(element: Any) -> str:
    """Return the last words before an element, as far as the element or the text before it goes."""
    before = element.getprevious()
    while before is not None and not (before.tail or "").strip() and not content(before).strip():
        before = before.getprevious()
    if before is None:
        parent = element.getparent()
        return (parent.text or "") if parent is not None else ""
    return before.tail if (before.tail or "").strip() else content(before)


def join_flowed(lines: Sequence[str], *, joins: bool) -> list[str]:
    """Return the lines of `format=flowed` text (RFC 3676) with the soft line ends undone.

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


def _remove_introduction(own: list[int], lines: Sequence[str]) -> None:
    """Remove the last line numbers if their lines say who wrote what is quoted next."""
    while own and not lines[own[-1]].strip():
        own.pop()
    for count in range(1, INTRODUCTION_LINES + 1):
        if is_introduction("\n".join(lines[at] for at in own[-count:])):
            del own[-count:]
            return


def _remove(element: Any) -> None:
    """Remove an element with what is in it; what follows it stays."""
    if element.getparent() is not None:
        element.clear(keep_tail=True)
        element.tag = "script"  # which shows nothing
