"""How the server says no: Discord's error bodies, with its status and error codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from support.discord_loopback.json_types import Json, Path

UNKNOWN_CODES = {
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "User": 10013,
    "Emoji": 10014,
    "Webhook": 10015,
    "Interaction": 10062,
    "application command": 10063,
}
LONGEST_VALUE = 200  # characters of an offending value that are kept for the report


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One rule that a request body breaks, and where."""

    rule: str  # "openapi", or the name of a rule that only the documentation states
    at: Path
    value: Any
    code: str = "BASE_TYPE_INVALID"  # Discord's name for it, in the `errors` object
    message: str

    @property
    def place(self) -> str:
        """The JSON path, such as `$.data.embeds[0].title`."""
        return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.at)

    @property
    def shown(self) -> str:
        """The offending value, short enough for a line."""
        text = repr(self.value)
        return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}… ({len(text)} characters)"


class ErrorResponse(Exception):
    """An error answer.

    Args:
        status: of HTTP.
        code: Discord's own.
        message: Discord's words for it.
        errors: the `errors` object, for bodies that break a rule.
    """

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors
        super().__init__(status, code, message)

    def body(self) -> Json:
        """Return the error as Discord writes it."""
        body: Json = {"message": self.message, "code": self.code}
        return body if self.errors is None else body | {"errors": self.errors}


def unknown(kind: str) -> ErrorResponse:
    """Make a 404 for something of a kind in `UNKNOWN_CODES` that is not there."""
    return ErrorResponse(404, UNKNOWN_CODES[kind], f"Unknown {kind}")


def unauthorized() -> ErrorResponse:
    """Make a 401 for a missing or wrong token."""
    return ErrorResponse(401, 0, "401: Unauthorized")


def missing_access() -> ErrorResponse:
    """Make a 403 for a channel that the bot cannot see."""
    return ErrorResponse(403, 50001, "Missing Access")


def missing_permissions() -> ErrorResponse:
    """Make a 403 for an act that the bot may not do there."""
    return ErrorResponse(403, 50013, "Missing Permissions")


def invalid_form(breaches: Sequence[Breach]) -> ErrorResponse:
    """Make a 400 with code 50035 and every breach at its place in the `errors` object."""
    errors: Json = {}
    for breach in breaches:
        node = errors
        for part in breach.at:
            node = node.setdefault(str(part), {})
        node.setdefault("_errors", []).append({"code": breach.code, "message": breach.message})
    return ErrorResponse(400, 50035, "Invalid Form Body", errors)
