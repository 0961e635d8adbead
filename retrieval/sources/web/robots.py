"""The rules of sites for robots, from their robots.txt (RFC 9309), cached for a while.

protego reads it, because the standard library's reader knows no wildcards and takes the first rule that fits, where
the standard, and what sites mean, is the longest.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.core.errors import SourceError, SourceUnreachable
from retrieval.sources.web.urls import Address

if TYPE_CHECKING:
    from protego import Protego

ROBOT = "Footnote"  # the name that a robots.txt may address
_MOST_BYTES = 512_000  # that are read of it; the standard asks for 500 KiB at least
_MOST_DELAY = 10.0  # seconds between requests; what asks for more asks in vain, or pages would take days
_KEPT_SECONDS = 3_600.0
_FAILURE_SECONDS = 300.0
_MOST_SITES = 1_000
# Groups for other robots are put together: protego's time grows with the product of groups and rules.
_OTHERS = re.compile(rf"^[ \t]*user[- ]?agent[ \t]*+:?+[ \t]*+(?!\*|{ROBOT})[^\r\n]*", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of a site."""

    parsed: Protego | None  # None: nothing

    def allow(self, address: Address) -> bool:
        """Return whether the site lets robots read an address."""
        return self.parsed is None or self.parsed.can_fetch(str(address), ROBOT)

    @property
    def delay(self) -> float:
        """The pause between requests that the site asks for, in seconds, up to a limit."""
        seconds = self.parsed.crawl_delay(ROBOT) if self.parsed else None
        return min(max(seconds or 0.0, 0.0), _MOST_DELAY)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that the robots.txt names, as written."""
        return tuple(self.parsed.sitemaps) if self.parsed else ()


class Robots:
    """The rules of sites.

    Args:
        read: reads a robots.txt.
    """

    def __init__(self, read: Callable[[Address], bytes]) -> None:
        self._read = read
        self._known: dict[str, tuple[float, Rules | SourceUnreachable]] = {}  # by origin, with when it lapses

    def rules(self, address: Address) -> Rules:
        """Return the rules of the site of an address.

        Raises:
            SourceUnreachable: the site does not say, because it does not answer; then the standard forbids all of it.
        """
        lapses, rules = self._known.get(address.origin, (0.0, None))
        if rules is None or lapses < time.monotonic():
            rules = self._fetch_rules(address)
            seconds = _KEPT_SECONDS if isinstance(rules, Rules) else _FAILURE_SECONDS
            if len(self._known) >= _MOST_SITES:
                self._known = {}
            self._known[address.origin] = (time.monotonic() + seconds, rules)
        if isinstance(rules, Rules):
            return rules
        raise SourceUnreachable(f"its robots.txt cannot be read: {rules.what}", where=str(address), advice=rules.advice)

    def _fetch_rules(self, address: Address) -> Rules | SourceUnreachable:
        location = Address(scheme=address.scheme, host=address.host, port=address.port, target="/robots.txt")
        try:
            return Rules(parsed=_parsed(self._read(location)))
        except SourceUnreachable as error:
            return error
        except SourceError:  # there is none, or none that can be read: nothing is asked
            return Rules(parsed=None)


def _parsed(content: bytes) -> Protego:
    from protego import Protego  # noqa: PLC0415  only fetching needs it

    text = content[:_MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    return Protego.parse(_OTHERS.sub("User-agent: others", text))
