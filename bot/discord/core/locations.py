"""The origin of an interaction or a message: its server, its place as the ledger knows places, its library."""

from __future__ import annotations

from typing import TypeAlias

import discord

from bot import i18n
from bot.discord.core.client import Interaction
from bot.i18n import Phrases
from bot.store import Place

SERVER_PREFIX = "guild-"  # of the libraries of servers

Origin: TypeAlias = "Interaction | discord.Message"


def person_of(origin: Origin) -> discord.User | discord.Member:
    """Return the person who used a command, a button or a form, or wrote the message."""
    return origin.user if isinstance(origin, discord.Interaction) else origin.author


def library_of(origin: Origin) -> str:
    """Return the library of the server; in direct messages, and where only a user installed the app, of the user."""
    server = _server_of(origin)
    return f"user-{person_of(origin).id}" if server is None else f"{SERVER_PREFIX}{server}"


def server_of(library: str) -> int | None:
    """Return the server that a library belongs to; None: it is of a person, or was made outside of Discord."""
    number = library.removeprefix(SERVER_PREFIX)
    return int(number) if number != library and number.isascii() and number.isdecimal() else None


def place_of(origin: Origin) -> Place:
    """Return the server, channel and thread."""
    channel = origin.channel
    number = origin.channel_id if isinstance(origin, discord.Interaction) else origin.channel.id
    assert number is not None  # noqa: S101  only pings have none
    if isinstance(channel, discord.Thread):
        return Place(server=_server_of(origin), channel=channel.parent_id, thread=channel.id)
    return Place(server=_server_of(origin), channel=number)


def phrases_of(origin: Origin) -> Phrases:
    """Return the bot's words in the person's locale; for a message, in the server's."""
    if isinstance(origin, discord.Interaction):
        return i18n.of(origin.locale.value)
    return i18n.of(origin.guild.preferred_locale.value if origin.guild else None)


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


def _server_of(origin: Origin) -> int | None:
    """Return the server, if the bot is a member of it."""
    if isinstance(origin, discord.Interaction):
        return origin.guild_id if origin.guild_id is not None and origin.is_guild_integration() else None
    return origin.guild.id if origin.guild else None
