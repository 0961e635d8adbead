"""Deletes what is older than the configured times, now and every hour."""

from __future__ import annotations

import asyncio

from bot.discord.connection.client import FootnoteClient
from bot.discord.core.background import record_errors
from bot.store.store_records import utc_now

SWEEP_SECONDS = 3_600.0  # between two deletions


async def delete_old_data(client: FootnoteClient) -> None:
    """Delete what is too old, as long as the bot runs; of several processes one does it.

    Where the ledger cannot be written, the next hour does it.
    """
    services = client.services
    while True:
        await client.upkeep.wait()
        async with record_errors("what is too old could not be deleted, the next attempt is in an hour", services):
            await services.use_ledger(lambda: services.ledger.old_data.delete(utc_now()))
        await asyncio.sleep(SWEEP_SECONDS)
