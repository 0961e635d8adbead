"""What the bot asked of the server: every request with its timing, and every rule that a body broke."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from support.discord_loopback.error_responses import Breach


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One rule that a request broke."""

    method: str
    path: str
    rule: str
    at: str  # JSON path, such as `$.data.embeds[0].title`
    value: str
    message: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}: {self.rule} at {self.at}: {self.message} ({self.value})"


@dataclass(slots=True, kw_only=True)
class Exchange:
    """One request and its answer. Times are in seconds of `time.monotonic`, or milliseconds where the name says so."""

    method: str
    path: str  # below /api/v10, without the query
    query: dict[str, str]
    started: float
    body: Any = None
    status: int | None = None  # None until answered, 0 when the connection was cut instead
    code: int | None = None  # Discord's error code
    failure: bool = False  # the answer was made up by an injected failure
    ms: float | None = None


@dataclass(slots=True)
class RequestLog:
    """Requests and violations in the order in which they came, and defects of the server itself."""

    exchanges: list[Exchange] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)

    def record(self, exchange: Exchange, breaches: Iterable[Breach]) -> None:
        """Keep the rules that one request broke."""
        for breach in breaches:
            violation = Violation(
                method=exchange.method,
                path=exchange.path,
                rule=breach.rule,
                at=breach.place,
                value=breach.shown,
                message=breach.message,
            )
            self.violations.append(violation)

    def matching(self, pattern: str) -> list[Exchange]:
        """Return the requests that a pattern such as `POST /channels/*/messages` or `/interactions/*` names."""
        return [exchange for exchange in list(self.exchanges) if matches(pattern, exchange.method, exchange.path)]


def matches(pattern: str, method: str, path: str) -> bool:
    """Return whether a request fits the pattern: a path with `*`, and a method before it where that matters."""
    wanted, _, glob = pattern.rpartition(" ")
    return (not wanted or wanted == method) and fnmatchcase(path, glob)


def elapsed_ms(since: float) -> float:
    """Return the milliseconds since a moment of `time.monotonic`."""
    return (time.monotonic() - since) * 1000
