"""Interactions that an earlier process left unanswered: their askers get a sentence instead of waiting for ever."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import discord

from bot import i18n
from bot.discord.connection.client import FootnoteClient, Interaction
from bot.discord.connection.retries import REQUEST_ERRORS, retry
from bot.discord.core.places import place_of
from bot.discord.ui import note_cards
from bot.store.pending import PendingInteraction

QUICK_SECONDS = 0.25  # what is answered sooner is not noted: two writes would cost more than they are worth

_ORIGINAL: Any = "@original"  # in place of the id of the response
_log = logging.getLogger("footnote.discord")


@asynccontextmanager
async def keep_pending(interaction: Interaction) -> AsyncIterator[None]:
    """Keep an acknowledged interaction in the ledger while the block runs, unless that is quick."""
    services = interaction.client.services
    begun: list[asyncio.Task[None]] = []
    timer = asyncio.get_running_loop().call_later(QUICK_SECONDS, lambda: begun.append(_begin_note(interaction)))
    try:
        yield
    finally:
        timer.cancel()
        if begun:
            await asyncio.wait(begun)
            await services.write_or_log(
                "interactions in progress", partial(services.ledger.pending.delete, interaction.id)
            )


def _begin_note(interaction: Interaction) -> asyncio.Task[None]:
    services = interaction.client.services
    pending = PendingInteraction(
        id=interaction.id,
        token=interaction.token,
        locale=interaction.locale.value,
        realm=place_of(interaction).realm,
    )
    add = partial(services.ledger.pending.add, pending, person=interaction.user.id)
    return asyncio.create_task(services.write_or_log("interactions in progress", add))


async def tell_left_askers(client: FootnoteClient) -> None:
    """Tell those whose question an earlier process left unanswered, as long as Discord accepts it.

    What happens on the shards of other processes may be in progress there.
    """
    services = client.services
    stored = await services.read_ledger(services.ledger.pending.left)
    left = [pending for pending in stored if client.is_own(pending.realm if pending.realm > 0 else None)]
    await client.wait_until_ready()
    for pending in left:
        try:
            await _tell(pending, client)
        except REQUEST_ERRORS as error:
            _log.info("an asker of before the restart was not told (%s)", type(error).__name__)
        await services.write_or_log("interactions in progress", partial(services.ledger.pending.delete, pending.id))


async def _tell(pending: PendingInteraction, client: FootnoteClient) -> None:
    """Edit the response if it still says only that the bot is thinking."""
    webhook = discord.Webhook.partial(client.application_id or 0, pending.token, client=client)
    response = await retry(partial(webhook.fetch_message, _ORIGINAL))
    if response.flags.loading:
        view = note_cards.note(i18n.of(pending.locale).refusals.interrupted)
        await retry(partial(webhook.edit_message, _ORIGINAL, view=view))
