"""A message for everybody beside the answer to an interaction, sent once although its connection breaks."""

from __future__ import annotations

import asyncio

import discord
from discord import ui

from bot.discord.connection.client import Interaction
from bot.discord.connection.retries import CONNECTION_ERRORS

ARRIVAL_SECONDS = 2.0  # that the gateway may take to tell of a message; as a rule it tells of it at once


async def send_to_all(view: ui.LayoutView, interaction: Interaction) -> discord.Message:
    """Send everybody a further message; after a broken connection the gateway says whether it has arrived.

    Raises:
        discord.HTTPException: Discord refuses it.
        aiohttp.ClientError: the connection broke, and the message was not seen.
    """

    def is_own(message: discord.Message) -> bool:
        metadata = message.interaction_metadata
        return metadata is not None and metadata.id == interaction.id

    seen = asyncio.create_task(interaction.client.wait_for("message", check=is_own))
    try:
        return await interaction.followup.send(view=view, wait=True)
    except CONNECTION_ERRORS:
        await asyncio.wait({seen}, timeout=ARRIVAL_SECONDS)
        if not seen.done():
            raise
        return seen.result()
    finally:
        seen.cancel()
