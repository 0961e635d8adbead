"""Reads again what was added: when somebody asks for it, and on a schedule while the bot runs."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from discord import ui

from bot.concurrency.worker import Closing
from bot.discord.connection.client import FootnoteClient
from bot.discord.connection.process_locks import hold_lock
from bot.discord.core.background import record_errors
from bot.discord.core.context import InteractionContext
from bot.discord.core.keeper_log import log_keeper_action
from bot.discord.core.progress import Progress
from bot.discord.library import corrections
from bot.discord.ui import note_cards, report_cards
from retrieval import Footnote, Outcome, Unchanged

if TYPE_CHECKING:
    from retrieval import Watch

LOOK_SECONDS = 300.0  # between two searches for what is due

_log = logging.getLogger("footnote.discord")


async def refresh(context: InteractionContext) -> ui.LayoutView:
    """Read the place's library again, and make the report of what changed."""
    phrases, services = context.phrases, context.services
    look = partial(services.footnote.locations, library=context.library)
    if not await context.run(look):
        return note_cards.note(phrases.library.nothing_followed)

    def card(read: int) -> ui.LayoutView:
        return note_cards.note(phrases.library.rereading.format(done=phrases.number(read)))

    progress = Progress(context.responder, card)
    try:
        outcomes = await refresh_library(context.interaction.client, context.library, watch=progress.watch)
    finally:
        await progress.end()
    if all(isinstance(outcome, Unchanged) for outcome in outcomes):
        return note_cards.note(phrases.library.up_to_date)
    await log_keeper_action(context, partial(report_cards.sums, outcomes))
    return report_cards.report(outcomes, phrases)


async def refresh_library(
    client: FootnoteClient, library: str, locations: Sequence[str] = (), *, watch: Watch | None = None
) -> list[Outcome]:
    """Read a library again, in the worker, and correct the cards of answers that quoted what changed.

    A process that reads the same library is waited for, so that a card is not corrected twice.

    Raises:
        FootnoteError: it could not be read to the end; what was stored by then stays.
    """
    services = client.services
    async with hold_lock(services, f"library {library}", seconds=services.worker.addition_seconds):
        outcomes = await services.worker.refresh(locations, library=library, watch=watch)
        await corrections.correct_cards(client, library, outcomes)
    return outcomes


async def refresh_due_locations(client: FootnoteClient) -> None:
    """Read every location again when it was last read as long ago as is configured; as long as the bot runs.

    Of several processes one does it for all; another one goes on where that ends.
    """
    services = client.services
    every = timedelta(hours=services.config.library.refresh_hours)
    attempts: dict[tuple[str, str], float] = {}
    await client.wait_until_ready()  # cards may have to be corrected
    while every:
        await client.upkeep.wait()
        due: list[tuple[str, str]] = []
        try:
            async with record_errors("what is due to be read again could not be looked up", services):
                due = await services.worker.run(partial(_due, services.footnote, every), kind="lookup")
        except Closing:
            return
        for library, location in due:
            if not await client.upkeep.is_own():
                break
            last = attempts.get((library, location), -every.total_seconds())
            if time.monotonic() - last < every.total_seconds():
                continue  # it could not be read the last time
            attempts[library, location] = time.monotonic()
            await _refresh_location(client, library, location)
        await asyncio.sleep(LOOK_SECONDS)


async def _refresh_location(client: FootnoteClient, library: str, location: str) -> None:
    """Read a location again; an error of it is recorded, and the other locations are read."""
    async with record_errors(f"library {library}: a location could not be read again", client.services):
        outcomes = await refresh_library(client, library, [location])
        changed = sum(not isinstance(outcome, Unchanged) for outcome in outcomes)
        _log.info("library %s: a location was read again, %d of %d outcomes are new", library, changed, len(outcomes))


def _due(footnote: Footnote, every: timedelta) -> list[tuple[str, str]]:
    """Return the libraries and locations that were last read so long ago, the longest first."""
    until = (datetime.now(UTC) - every).isoformat(timespec="seconds")
    due = [
        (location.read or "", library, location.location)
        for library in footnote.libraries()
        for location in footnote.locations(library=library)
        if location.read is None or location.read <= until
    ]
    return [(library, location) for _, library, location in sorted(due)]
