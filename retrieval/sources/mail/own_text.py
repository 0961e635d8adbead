"""What of an e-mail its writer wrote: the rest is quoted from others, or stands under every e-mail of theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_QUOTED = re.compile(r"\s*>")
_SIGNATURE = re.compile(r"-- ?")
# "On 3 May 2026 at 10:15, Ann Lee <ann@…> wrote:", in the languages that Footnote speaks, on one line or two.
_INTRODUCES = re.compile(
    r"(?:on|am|le|el|op|il)\b.{4,300}\b(?:wrote|schrieb|a écrit|escribió|schreef|ha scritto)\b.{0,80}:\s*",
    re.IGNORECASE | re.DOTALL,
)
_ORIGINAL = re.compile(
    r"\s*[-_]{3,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht"
    r"|message d'origine|message transféré|mensaje original|mensaje reenviado)\s*[-_]{0,}\s*",
    re.IGNORECASE,
)
_OUTLOOK = re.compile(r"_{10,}\s*")
_FROM = re.compile(r"\s*\*?(?:from|von|de):\*?\s.*", re.IGNORECASE)
_INTRODUCTION_LINES = 3
# How e-mail programs mark what they quote, and what they put under every e-mail.
_MARKS = (
    "//blockquote[@type='cite']",
    "//*[contains(concat(' ', @class, ' '), ' gmail_quote ')]",
    "//*[contains(concat(' ', @class, ' '), ' gmail_signature ')]",
    "//*[contains(concat(' ', @class, ' '), ' moz-cite-prefix ')]",
    "//*[contains(concat(' ', @class, ' '), ' moz-signature ')]",
    "//*[contains(concat(' ', @class, ' '), ' yahoo_quoted ')]",
    "//*[contains(concat(' ', @class, ' '), ' protonmail_quote ')]",
    "//*[@id='Signature' or @id='signature']",
)
_FROM_HERE_ON = (
    "//*[@id='appendonsend']",
    "//*[@id='divRplyFwdMsg']",
    "//*[@id='mail-editor-reference-message-container']",
)


def own_lines(lines: Sequence[str]) -> list[str]:
    """The lines that the writer wrote: none that is quoted, none that introduces a quote, nothing under a signature."""
    kept: list[str] = []
    for at, line in enumerate(lines):
        if _SIGNATURE.fullmatch(line) or _begins_original(lines, at):
            break
        if not _QUOTED.match(line):
            kept.append(line)
        elif not (at and _QUOTED.match(lines[at - 1])):
            _take_back_introduction(kept)
    return kept


def remove_quoted_markup(root: Any) -> None:
    """Takes out of a tree of HTML what is quoted from others, and the signature."""
    for path in _MARKS:
        for element in root.xpath(path):
            _take_out(element)
    for path in _FROM_HERE_ON:
        for element in root.xpath(path):
            for later in list(element.itersiblings()):
                _take_out(later)
            _take_out(element)


def join_flowed(lines: Sequence[str], *, joins: bool) -> list[str]:
    """The lines of `format=flowed` text (RFC 3676) with the soft line ends undone.

    Args:
        lines: as they were sent.
        joins: whether the space before a soft line end is no part of the text (`delsp=yes`).
    """
    whole: list[str] = []
    flows = False
    for line in lines:
        is_quoted = bool(_QUOTED.match(line))
        shown = line.removeprefix(" ")  # stuffed, so that it is not taken for a quote
        if flows and not is_quoted and not _SIGNATURE.fullmatch(shown):
            whole[-1] += shown
        else:
            whole.append(shown)
        flows = shown.endswith(" ") and not is_quoted and not _SIGNATURE.fullmatch(shown)
        if flows and joins:
            whole[-1] = whole[-1][:-1]
    return whole


def _begins_original(lines: Sequence[str], at: int) -> bool:
    """Whether a line begins the e-mail that this one answers, set whole below it."""
    following = next((line for line in lines[at + 1 : at + 3] if line.strip()), "")
    if _ORIGINAL.fullmatch(lines[at]):
        return True
    return bool(_OUTLOOK.fullmatch(lines[at]) and _FROM.fullmatch(following))


def _take_back_introduction(kept: list[str]) -> None:
    """Drops the last lines if they say who wrote what is quoted next."""
    while kept and not kept[-1].strip():
        kept.pop()
    for count in range(1, _INTRODUCTION_LINES + 1):
        if _INTRODUCES.fullmatch(" ".join(kept[-count:]).strip()):
            del kept[-count:]
            return


def _take_out(element: Any) -> None:
    """Removes an element with what is in it; what follows it stays."""
    if element.getparent() is not None:
        element.clear(keep_tail=True)
        element.tag = "script"  # which shows nothing
