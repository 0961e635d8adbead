"""Direct messages to a person whose interaction takes no answer any more."""

from __future__ import annotations

from functools import partial

import discord
from discord import ui

from bot.discord.connection.client import Interaction
from bot.discord.connection.retries import retry
from bot.discord.ui import note_cards
from bot.i18n import Phrases


async def write_directly(view: ui.LayoutView, interaction: Interaction) -> None:
    """Send a card in direct messages. Its nonce lets Discord know one that is sent again.

    Raises:
        discord.HTTPException: the person takes none.
    """
    await retry(partial(interaction.user.send, view=view, nonce=str(interaction.id)))


async def tell_of_delay(interaction: Interaction, phrases: Phrases) -> None:
    """Tell a person in direct messages, else in the channel, that the answer took too long."""
    view = note_cards.note(phrases.refusals.slow)
    try:
        await write_directly(view, interaction)
    except discord.HTTPException:
        channel = interaction.channel
        if interaction.is_guild_integration() and isinstance(channel, discord.abc.Messageable):
            await retry(partial(channel.send, view=view, nonce=str(interaction.id)))
