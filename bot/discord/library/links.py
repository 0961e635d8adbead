"""Web addresses that people give: written into a command or a form, or standing as links in a message.

Nothing but an address of the web, in its normal spelling, goes from here to the library: a path stays a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.i18n import Phrases
from retrieval import Skipped, SourceError, settle_address

MOST = 10  # that are taken at once

_BETWEEN = re.compile(r"\s*[\r\n]\s*|\s+(?=<?https?://)", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\[\]]+", re.IGNORECASE)
_AFTER = frozenset(".,:;!?'\"`*|~\\")  # the ends of sentences, and Discord's marks, which no address ends with
_EMPHASIS = "_"  # which one may end with


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What of the given addresses is to be read, and what is not and why."""

    addresses: tuple[str, ...]
    refused: tuple[Skipped, ...]


def written(text: str) -> list[str]:
    """The addresses in a command's option or a form's field, as written: one a line, or separated by blanks."""
    parts = (part.strip() for part in _BETWEEN.split(text.strip()))
    return [part[1:-1] if part[:1] == "<" and part[-1:] == ">" else part for part in parts if part]


def linked(text: str) -> list[str]:
    """The links in a message, in their order: bare, in angle brackets, or in Markdown."""
    return [_trimmed(found[0], text[: found.start()]) for found in _LINK.finditer(text)]


def accepted(given: Sequence[str], say: Phrases) -> Accepted:
    """Each address once, at most MOST; what is no address of the web, or too much, is refused in the reader's words."""
    settled = list(_settled(given, say))
    found = list(dict.fromkeys(one for one in settled if isinstance(one, str)))
    too_many = say.library.too_many.format(most=say.number(MOST))
    refused = [one for one in settled if isinstance(one, Skipped)]
    refused += [Skipped(source=one, reason=too_many) for one in found[MOST:]]
    return Accepted(addresses=tuple(found[:MOST]), refused=tuple(refused))


def _settled(given: Sequence[str], say: Phrases) -> Iterator[str | Skipped]:
    for one in given:
        try:
            yield settle_address(one)
        except SourceError:
            yield Skipped(source=one, reason=say.library.no_address)


def _trimmed(link: str, before: str) -> str:
    """The link without what follows it in the sentence or closes what was opened before it."""
    while link:
        end = link[-1]
        closes = end == ")" and link.count(")") > link.count("(")
        marks = end == _EMPHASIS and before.endswith(_EMPHASIS)
        foreign = not end.isascii() and unicodedata.category(end).startswith("P")
        if not (end in _AFTER or closes or marks or foreign):
            break
        link = link[:-1]
    return link
