"""A message to a server that the bot joins: the bot's purpose, and the first steps."""

from __future__ import annotations

import logging
from functools import partial

import discord

from bot import i18n
from bot.discord.connection.client import FootnoteClient
from bot.discord.connection.retries import REQUEST_ERRORS, retry
from bot.discord.ui import note_cards
from bot.i18n import command_phrases

_log = logging.getLogger("footnote.discord")


async def welcome(client: FootnoteClient, guild: discord.Guild) -> None:  # noqa: ARG001  events take the client
    """Say in the channel for system messages how to begin; nothing where there is none, or the bot may not write."""
    channel = guild.system_channel
    if channel is None:
        return
    may = channel.permissions_for(guild.me)
    if not (may.view_channel and may.send_messages):
        return
    phrases = i18n.of(guild.preferred_locale.value)
    add, ask = command_phrases.typed("library.add", phrases), command_phrases.typed("ask", phrases)
    view = note_cards.note(phrases.replies.welcome.format(add=add, ask=ask))
    try:
        await retry(partial(channel.send, view=view, nonce=str(guild.id)))
    except REQUEST_ERRORS as error:
        _log.info("server %s was not told how to begin (%s)", guild.id, type(error).__name__)
