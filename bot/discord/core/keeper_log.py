"""Says in a channel of the server what its keepers do, where the server has chosen one."""

from __future__ import annotations

import logging
from collections.abc import Callable

import discord

from bot import i18n
from bot.discord.connection.retries import REQUEST_ERRORS
from bot.discord.core.context import InteractionContext
from bot.discord.ui import note_cards
from bot.discord.ui.card_parts import small
from bot.i18n import Phrases

_log = logging.getLogger("footnote.discord")


async def log_keeper_action(context: InteractionContext, describe: Callable[[Phrases], str]) -> None:
    """Say what a keeper has done. The action is done already, so that a failure is only logged.

    Args:
        context: who did it, and where.
        describe: the sentence in a language; strangers' words in it are escaped by then.
    """
    channel, server = context.preferences.log_channel, context.place.server
    if not channel or server is None:
        return
    phrases = _server_phrases(context)
    sentence = f"{describe(phrases)}\n{small(context.interaction.user.mention)}"
    target = context.interaction.client.get_partial_messageable(channel, guild_id=server)
    try:
        await target.send(view=note_cards.note(sentence), silent=True)
    except REQUEST_ERRORS as error:
        code = error.code if isinstance(error, discord.HTTPException) else type(error).__name__
        _log.warning("what a keeper did was not said in channel %s (%s)", channel, code)


def _server_phrases(context: InteractionContext) -> Phrases:
    """Return the words of the server, as everybody reads them."""
    if context.preferences.language != "auto":
        return i18n.of(context.preferences.language)
    guild = context.interaction.guild
    return i18n.of(guild.preferred_locale.value if guild else None)
