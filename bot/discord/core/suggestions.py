"""Choices that are offered while somebody types: sent once, in time, and never an error in their place."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, TypeAlias

import discord
from discord.app_commands import Choice

from bot.concurrency.call_kinds import SUGGESTION_SECONDS
from bot.discord.connection.client import Interaction
from bot.discord.connection.retries import QUICKLY, REQUEST_ERRORS, retry
from bot.discord.core.context import InteractionContext, read_interaction
from bot.discord.core.error_replies import record_error
from bot.discord.core.responder import Responder
from retrieval import FootnoteError

Choices: TypeAlias = list[Choice[str]]
Find: TypeAlias = Callable[[str, InteractionContext], Awaitable[Choices]]
Autocomplete: TypeAlias = Callable[[Interaction, str], Coroutine[Any, Any, Choices]]

_log = logging.getLogger("footnote.discord")


def suggestions(find: Find) -> Autocomplete:
    """Make an autocompletion of a function that finds choices. To those who may not ask nothing is offered."""

    async def suggest(interaction: Interaction, typed: str) -> Choices:
        choices = await _find(find, typed, interaction)
        await _offer(choices, interaction)
        return choices

    return suggest


async def _find(find: Find, typed: str, interaction: Interaction) -> Choices:
    try:
        async with asyncio.timeout(SUGGESTION_SECONDS):
            context = await read_interaction(interaction, Responder(interaction))
            return await find(typed, context) if context.may_ask else []
    except (FootnoteError, TimeoutError):  # too many people type at once: the words can be typed
        return []
    except Exception as error:  # noqa: BLE001  discord.py would log it with what was typed
        await record_error(error, interaction.client.services)
        return []


async def _offer(choices: Choices, interaction: Interaction) -> None:
    """Send the choices; where Discord takes none any more, nobody is told: the next keystroke asks again."""
    response = interaction.response
    try:
        await retry(partial(response.autocomplete, choices), pauses=QUICKLY)
    except REQUEST_ERRORS as error:
        code = error.code if isinstance(error, discord.HTTPException) else type(error).__name__
        _log.info("choices were not taken (%s)", code)
        # Else discord.py sends them once more, and logs a traceback.
        response._response_type = discord.InteractionResponseType.autocomplete_result  # noqa: SLF001
