"""Faults of Discord and of the way to it, as orders to the loopback server."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from support.discord_loopback import LoopbackDiscord
from support.discord_loopback.json_types import Json

Order: TypeAlias = Callable[[LoopbackDiscord], None]

CALLBACK = "POST /interactions/*/callback"
ORIGINAL = "PATCH /webhooks/*/messages/@original"
DELETION = "DELETE /webhooks/*/messages/@original"
FOLLOW_UP = "POST /webhooks/*"
LATER = (ORIGINAL, DELETION, FOLLOW_UP)  # what comes after the first response
EVER = 1_000


def cut(*patterns: str, applied: bool = False, times: int = 1) -> Order:
    """Reset the connection of the next requests, before they are carried out or after."""

    def order(server: LoopbackDiscord) -> None:
        for pattern in patterns:
            server.cut_next(pattern, applied=applied, times=times)

    return order


def refuse(status: int, code: int, *patterns: str, times: int = 1, applied: bool = False) -> Order:
    """Answer the next requests with an error of Discord's."""
    body: Json = {"code": code, "message": f"refused with {code}"}

    def order(server: LoopbackDiscord) -> None:
        for pattern in patterns:
            server.fail_next(pattern, status, times=times, body=body, applied=applied)

    return order


def limit(*patterns: str, times: int = 1) -> Order:
    """Ask to try again in a moment."""

    def order(server: LoopbackDiscord) -> None:
        for pattern in patterns:
            server.fail_next(pattern, 429, times=times, headers={"Retry-After": "0.02"})

    return order


FAULTS: dict[str, Order] = {
    "first response lost": cut(CALLBACK),
    "first response carried out and cut": cut(CALLBACK, applied=True),
    "answer lost": cut(*LATER),
    "answer carried out and cut": cut(ORIGINAL, DELETION, applied=True),
    "answer carried out and cut twice": cut(ORIGINAL, DELETION, applied=True, times=2),
    "server errors": refuse(500, 0, CALLBACK, *LATER),
    "rate limits": limit(CALLBACK, *LATER),
    "blocked by AutoMod": refuse(400, 200000, ORIGINAL, FOLLOW_UP),
    "blocked by AutoMod always": refuse(400, 200000, ORIGINAL, FOLLOW_UP, times=EVER),
    "message gone": refuse(404, 10008, ORIGINAL, DELETION, times=EVER),
    "interaction unknown": refuse(404, 10062, CALLBACK),
    "acknowledged already": refuse(400, 40060, CALLBACK),
    "access missing": refuse(403, 50001, ORIGINAL, FOLLOW_UP),
    "token expired": refuse(401, 50027, *LATER, times=EVER),
}
LASTING = frozenset({"token expired", "acknowledged already"})  # no answer can be shown
GONE = frozenset({"message gone"})  # nothing is there that could be answered in
