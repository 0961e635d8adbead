"""Failures on order: the next requests of a kind are refused, delayed, cut off, or carried out and then denied."""

from __future__ import annotations

from dataclasses import dataclass, field

from support.discord_loopback.json_types import Json
from support.discord_loopback.request_log import matches

CUT = 0  # in place of a status: the connection ends without an answer
RATE_LIMITED = 429


@dataclass(slots=True, kw_only=True)
class Failure:
    """A failure of the next `times` requests that match `pattern`."""

    pattern: str
    status: int | None  # None: only the delay
    times: int
    body: Json | None
    headers: dict[str, str]
    delay: float  # seconds before the request is looked at
    applied: bool  # the request takes effect, and only its answer is lost

    def answer(self) -> tuple[Json, dict[str, str]]:
        """Return the body and headers to answer with; those of a rate limit are made up as Discord writes them."""
        plain = {"message": f"injected {self.status}", "code": 0}
        if self.status != RATE_LIMITED:
            return self.body or plain, self.headers
        retry_after = float(self.headers.get("Retry-After", "0.3"))
        limited = {"message": "You are being rate limited.", "retry_after": retry_after, "global": False}
        return self.body or limited, _limit_headers(retry_after) | self.headers


def _limit_headers(retry_after: float) -> dict[str, str]:
    return {
        "Via": "1.1 google",  # discord.py takes a 429 without it for a ban by Cloudflare
        "Retry-After": f"{retry_after:g}",
        "X-RateLimit-Limit": "1",
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset-After": f"{retry_after:g}",
        "X-RateLimit-Scope": "user",
    }


@dataclass(slots=True)
class Failures:
    """The orders that are still open, oldest first."""

    orders: list[Failure] = field(default_factory=list)

    def take(self, method: str, path: str) -> Failure | None:
        """Return the failure that this request meets, which is thereby used up once."""
        for order in self.orders:
            if order.times > 0 and matches(order.pattern, method, path):
                order.times -= 1
                return order
        return None
