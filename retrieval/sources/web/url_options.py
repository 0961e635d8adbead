"""Options of a web address: how many and which of the pages that it lists are read.

A choice is written behind the address, as `https://example.com/#as=feed&paths=/news/*&most=20`, where no server ever
sees it. So it goes wherever the address goes, and what is read again later is chosen as it was the first time. Any
other words behind a `#` are those of the page, and mean nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import islice
from urllib.parse import parse_qsl, quote

from retrieval.core.errors import SourceError, SourceUnsupported
from retrieval.sources.web import urls

KINDS = ("page", "feed", "sitemap")
_KEYS = {"as", "paths", "most"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The choice of pages to read of an address that may list many."""

    kind: str = ""  # one of KINDS; empty: whichever the address gives
    paths: str = ""  # patterns of paths, separated by blanks, of which a page must fit one; empty: any page
    most: int | None = None  # pages that are taken; None: as the settings say


def choice_of(location: str) -> Choice:
    """Return the choice that is written behind an address; an empty choice where there is none.

    Raises:
        SourceUnsupported: it names an unknown kind, or a number of pages that is no whole number of 1 or more.
    """
    written = dict(parse_qsl(location.strip().partition("#")[2]))
    if not written or not written.keys() <= _KEYS:
        return Choice()
    kind, most = written.get("as", ""), written.get("most", "")
    if kind and kind not in KINDS:
        raise SourceUnsupported(
            f"an address cannot be read as {kind!r}", where=location, advice=f"Use one of: {', '.join(KINDS)}."
        )
    if most and not (most.isascii() and most.isdecimal() and int(most[:9])):
        raise SourceUnsupported(
            f"{most!r} is no number of pages", where=location, advice="Use a whole number of 1 or more."
        )
    return Choice(kind=kind, paths=written.get("paths", ""), most=int(most[:9]) if most else None)


def with_choice(location: str, choice: Choice) -> str:
    """Return the address with a choice written behind it; unchanged for an empty choice."""
    parts = {"as": choice.kind, "paths": choice.paths, "most": str(choice.most or "")}
    written = "&".join(f"{key}={quote(value, safe='/*?[]!')}" for key, value in parts.items() if value)
    return f"{location.partition('#')[0]}#{written}" if written else location


def settled(location: str) -> str:
    """Return the address in its one normal spelling, with the choice that is written behind it.

    Raises:
        SourceError: it is no web address, not one that is read, or its choice cannot be read, as in `choice_of`.
    """
    return with_choice(str(urls.parse(location)), choice_of(location))


def chosen(candidates: Iterable[str], choice: Choice, *, most: int) -> list[str]:
    """Return the first addresses that fit the choice, each once; what is not a web address is left out.

    Args:
        candidates: in order of preference.
        choice: the paths that are wanted, and perhaps how many.
        most: how many where the choice does not say.
    """
    fitting = (url for url in dict.fromkeys(candidates) if _fits(url, choice.paths.split()))
    return list(islice(fitting, most if choice.most is None else choice.most))


def _fits(url: str, patterns: list[str]) -> bool:
    try:
        target = urls.parse(url).target
    except SourceError:
        return False
    return not patterns or any(fnmatchcase(target, pattern) for pattern in patterns)
