"""Web addresses that people enter: written into a command or a form, or as links in a message.

Only an address of the web, in its normal spelling, reaches the library: a file path is never opened.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.i18n import Phrases
from retrieval import Skipped, SourceError, settle_address

MOST = 10  # that are added at once

_BETWEEN = re.compile(r"\s*[\r\n]\s*|\s+(?=<?https?://)", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\[\]]+", re.IGNORECASE)
_AFTER = frozenset(".,:;!?'\"`*|~\\")  # the ends of sentences, and Discord's marks, which no address ends with
_EMPHASIS = "_"  # which an address may end with


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedAddresses:
    """The addresses that are to be read, and the others with the reason."""

    addresses: tuple[str, ...]
    refused: tuple[Skipped, ...]


def split_addresses(text: str) -> list[str]:
    """Return the addresses in a command's option or a form's field, as written: one a line, or separated by blanks."""
    parts = (part.strip() for part in _BETWEEN.split(text.strip()))
    return [part[1:-1] if part[:1] == "<" and part[-1:] == ">" else part for part in parts if part]


def extract_links(text: str) -> list[str]:
    """Return the links in a message, in their order: bare, in angle brackets, or in Markdown."""
    return [_trim(match[0], text[: match.start()]) for match in _LINK.finditer(text)]


def check_addresses(written: Sequence[str], phrases: Phrases) -> CheckedAddresses:
    """Return each address once, at most MOST.

    Addresses that are not of the web, or too many, are refused in the reader's language.
    """
    normal = list(_normalise(written, phrases))
    addresses = list(dict.fromkeys(address for address in normal if isinstance(address, str)))
    too_many = phrases.library.too_many.format(most=phrases.number(MOST))
    refused = [address for address in normal if isinstance(address, Skipped)]
    refused += [Skipped(source=address, reason=too_many) for address in addresses[MOST:]]
    return CheckedAddresses(addresses=tuple(addresses[:MOST]), refused=tuple(refused))


def _normalise(written: Sequence[str], phrases: Phrases) -> Iterator[str | Skipped]:
    for address in written:
        try:
            yield settle_address(address)
        except SourceError:
            yield Skipped(source=address, reason=phrases.library.no_address)


def _trim(link: str, before: str) -> str:
    """Return the link without what follows it in the sentence or closes what was opened before it."""
    while link:
        end = link[-1]
        closes = end == ")" and link.count(")") > link.count("(")
        marks = end == _EMPHASIS and before.endswith(_EMPHASIS)
        foreign = not end.isascii() and unicodedata.category(end).startswith("P")
        if not (end in _AFTER or closes or marks or foreign):
            break
        link = link[:-1]
    return link
