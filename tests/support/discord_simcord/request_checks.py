"""What holds for everything that the bot sends, whatever the test is about: judged on a list of requests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from discord import app_commands

from bot.discord.core.refusals import Expired, explain
from bot.i18n import LANGUAGES
from support.discord_loopback import interactions as kinds
from support.discord_loopback.command_rules import choice_breaches, command_breaches, modal_breaches, thread_breaches
from support.discord_loopback.error_responses import Breach
from support.discord_loopback.json_types import Json
from support.discord_loopback.message_rules import deferral_breaches, message_breaches
from support.discord_loopback.request_log import matches

CALLBACK = "POST /interactions/*/callback"
MESSAGES = ("POST /channels/*/messages", "PATCH /channels/*/messages/*", "POST /webhooks/*", "PATCH /webhooks/*")
THREADS = "POST /channels/*/threads"
COMMANDS = "PUT /applications/*/commands"
STRING_OPTION = 3


def breaches(method: str, path: str, body: Any) -> Iterator[Breach]:
    """Yield what one request breaks of Discord's rules, and of the bot's own that nobody may be pinged."""
    if matches(CALLBACK, method, path):
        yield from _response_breaches(body)
    elif matches(THREADS, method, path):
        yield from thread_breaches(body)
    elif matches(COMMANDS, method, path):
        yield from command_breaches(body)
    elif any(matches(pattern, method, path) for pattern in MESSAGES):
        yield from message_breaches(body or {}, closed=True)


def _response_breaches(body: Json) -> Iterator[Breach]:
    kind, data = body["type"], body.get("data") or {}
    if kind in {kinds.DEFER, kinds.DEFER_UPDATE}:
        yield from deferral_breaches(body)
    elif kind == kinds.MODAL:
        yield from modal_breaches(data)
    elif kind == kinds.CHOICES:
        yield from choice_breaches(("data", "choices"), data.get("choices") or [], STRING_OPTION)
    else:
        yield from message_breaches(data, at=("data",), closed=True)


def acknowledgements(bodies: Sequence[tuple[str, str, Any]], interaction: int) -> list[int]:
    """Return the types of the first responses to one interaction, in order; of an answered one it is exactly one."""
    pattern = f"POST /interactions/{interaction}/*/callback"
    return [body["type"] for method, path, body in bodies if matches(pattern, method, path)]


def planned(error: BaseException) -> bool:
    """Return whether an error is one of those that end in a plain sentence of their own."""
    if isinstance(error, app_commands.AppCommandError):
        return False
    return isinstance(error, Expired) or explain(error, LANGUAGES["en"], longest=0) is not None
