"""The place that an interaction or a message comes from, as the ledger knows places; its library, its phrases."""

from __future__ import annotations

from typing import TypeAlias

import discord

from bot import i18n
from bot.discord.connection.client import Interaction
from bot.i18n import Phrases
from bot.store import Place
from retrieval import sure_language

SERVER_PREFIX = "guild-"  # of the libraries of servers

Incoming: TypeAlias = "Interaction | discord.Message"  # what the bot answers


def person_of(incoming: Incoming) -> discord.User | discord.Member:
    """Return the person who used a command, a button or a form, or wrote the message."""
    return incoming.user if isinstance(incoming, discord.Interaction) else incoming.author


def library_of(incoming: Incoming) -> str:
    """Return the library of the server; in direct messages, and where only a user installed the app, of the user."""
    server = _server_of(incoming)
    return f"user-{person_of(incoming).id}" if server is None else f"{SERVER_PREFIX}{server}"


def server_of(library: str) -> int | None:
    """Return the server that a library belongs to; None: it is of a person, or was made outside of Discord."""
    number = library.removeprefix(SERVER_PREFIX)
    return int(number) if number != library and number.isascii() and number.isdecimal() else None


def place_of(incoming: Incoming) -> Place:
    """Return the server, channel and thread."""
    channel = incoming.channel
    number = incoming.channel_id if isinstance(incoming, discord.Interaction) else incoming.channel.id
    assert number is not None  # noqa: S101  only pings have none
    if isinstance(channel, discord.Thread):
        return Place(server=_server_of(incoming), channel=channel.parent_id, thread=channel.id)
    return Place(server=_server_of(incoming), channel=number)


def phrases_of(incoming: Incoming) -> Phrases:
    """Return the bot's words in the person's locale; for a message, in the server's.

    Discord does not send the locale of who writes directly: then the message's language counts, where it is clear.
    """
    if isinstance(incoming, discord.Interaction):
        return phrases_in(incoming.locale.value, incoming)
    guild = incoming.guild
    return phrases_in(guild.preferred_locale.value if guild else sure_language(incoming.content), incoming)


def phrases_in(locale: str | None, incoming: Incoming) -> Phrases:
    """Return the bot's words in a locale, as they are where the server's library applies, or the person's own."""
    phrases = i18n.of(locale)
    return phrases.in_own_library() if _server_of(incoming) is None else phrases


def is_private(interaction: Interaction) -> bool:
    """Return whether the message that carries the button is visible to the person alone."""
    return bool(interaction.message and interaction.message.flags.ephemeral)


def shows_own_library(interaction: Interaction) -> bool:
    """Return whether others would see what the person's own library says.

    That is so in a group, and in a server without the bot.
    """
    return _server_of(interaction) is None and not interaction.context.dm_channel


def stays_private(interaction: Interaction) -> bool:
    """Return whether an answer like the message that carries the button is for the person alone."""
    return is_private(interaction) or shows_own_library(interaction)


def _server_of(incoming: Incoming) -> int | None:
    """Return the server, if the bot is a member of it."""
    if isinstance(incoming, discord.Interaction):
        return incoming.guild_id if incoming.guild_id is not None and incoming.is_guild_integration() else None
    return incoming.guild.id if incoming.guild else None
