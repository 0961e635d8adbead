"""Deletes what is kept of servers that the bot left some time ago; whoever invites it again before finds all of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import partial

import discord

from bot.discord.connection.client import FootnoteClient
from bot.discord.connection.services import Services
from bot.discord.core.background import record_errors
from bot.discord.core.places import SERVER_PREFIX, server_of
from bot.store import Place

SWEEP_SECONDS = 3_600.0  # between two searches for what is due

_log = logging.getLogger("footnote.discord")


async def note_departure(client: FootnoteClient, guild: discord.Guild) -> None:
    """Store that the bot has left a server, or was thrown out of it."""
    await client.services.write_or_log("departures", partial(client.services.ledger.departures.note, [guild.id]))


async def cancel_departure(client: FootnoteClient, guild: discord.Guild) -> None:
    """Store that the bot is in a server again."""
    await client.services.write_or_log("departures", partial(client.services.ledger.departures.cancel, [guild.id]))


async def forget_departed_servers(client: FootnoteClient) -> None:
    """Delete what is kept of servers that the bot left as long ago as is configured; as long as the bot runs."""
    await client.wait_until_ready()
    while True:
        async with record_errors("what is kept of servers that were left could not be looked up", client.services):
            await forget_due_servers(client)
        await asyncio.sleep(SWEEP_SECONDS)


async def forget_due_servers(client: FootnoteClient) -> None:
    """Compare the servers that something is kept of with those that the bot is in, and delete what is due.

    A process does this for the servers of its own shards: it does not know whether the bot is in the others.
    """
    services, present = client.services, [guild.id for guild in client.guilds]
    days = services.config.ledger.departed_days
    libraries = await services.worker.run(services.footnote.libraries, kind="lookup")
    due = await services.use_ledger(partial(_compare, services, present, libraries, days, client.is_own))
    for server in due:
        failure = f"what is kept of server {server} could not be deleted, the next attempt is in an hour"
        async with record_errors(failure, services):
            await _forget(server, services)
            _log.info("server %s was left %d days ago: all that was kept of it is deleted", server, days)


def _compare(
    services: Services, present: Sequence[int], libraries: Sequence[str], days: int, is_own: Callable[[int], bool]
) -> list[int]:
    """Note the servers that were left while the bot was off, and return those of which all is to be deleted."""
    departures = services.ledger.departures
    departures.cancel(present)
    kept = departures.servers() | {server for library in libraries if (server := server_of(library))}
    departures.note(sorted(filter(is_own, kept - set(present))))
    return list(filter(is_own, departures.due(days=days)))


async def _forget(server: int, services: Services) -> None:
    library = f"{SERVER_PREFIX}{server}"
    clear = partial(services.footnote.clear, library=library)
    await services.worker.run(clear, kind="addition", library=library)
    await services.use_ledger(partial(services.ledger.privacy.forget_realm, Place(server=server, channel=0)))
    await services.use_ledger(partial(services.ledger.departures.cancel, [server]))
