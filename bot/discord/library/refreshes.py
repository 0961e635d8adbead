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
from bot.discord.core.progress import Progress
from bot.discord.core.responder import Errand
from bot.discord.library import corrections
from bot.discord.ui import note_cards, report_cards
from retrieval import Footnote, FootnoteError, Outcome, Unchanged

if TYPE_CHECKING:
    from bot.discord.core.client import FootnoteBot
    from retrieval import Watch

LOOK_SECONDS = 300.0  # between two looks for what is due

_log = logging.getLogger("footnote.discord")


async def refresh(errand: Errand) -> ui.LayoutView:
    """Reads the place's library again, and tells what changed."""
    say, services = errand.say, errand.services
    look = partial(services.footnote.locations, library=errand.library)
    if not await services.worker.run(look):
        return note_cards.note(say.library.nothing_followed)
    progress = Progress(
        errand.interaction, lambda read: note_cards.note(say.library.rereading.format(done=say.number(read)))
    )
    try:
        outcomes = await refreshed(errand.interaction.client, errand.library, watch=progress.watch)
    finally:
        await progress.end()
    if all(isinstance(one, Unchanged) for one in outcomes):
        return note_cards.note(say.library.up_to_date)
    return report_cards.report(outcomes, say)


async def refreshed(
    bot: FootnoteBot, library: str, locations: Sequence[str] = (), *, watch: Watch | None = None
) -> list[Outcome]:
    """Reads a library again, in the worker, and corrects the cards of answers that quoted what changed.

    Raises:
        FootnoteError: it could not be done to the end; what was stored by then stays.
    """
    outcomes = await bot.services.worker.refresh(locations, library=library, watch=watch)
    await corrections.correct(bot, library, outcomes)
    return outcomes


async def keep_up(bot: FootnoteBot) -> None:
    """Reads every location again when it was last read so long ago as is configured; for as long as the bot runs."""
    services = bot.services
    every = timedelta(hours=services.config.library.refresh_hours)
    tried: dict[tuple[str, str], float] = {}
    await bot.wait_until_ready()  # cards may have to be corrected
    while every:
        try:
            due = await services.worker.run(partial(_due, services.footnote, every))
        except Closing:
            return
        except FootnoteError as error:
            _log.warning("what is due to be read again could not be looked up: %s", error)
            due = []
        for library, location in due:
            if time.monotonic() - tried.get((library, location), -every.total_seconds()) < every.total_seconds():
                continue  # it could not be read the last time
            tried[library, location] = time.monotonic()
            await _kept_up(bot, library, location)
        await asyncio.sleep(LOOK_SECONDS)


async def _kept_up(bot: FootnoteBot, library: str, location: str) -> None:
    try:
        outcomes = await refreshed(bot, library, [location])
    except Closing:
        raise
    except FootnoteError as error:
        _log.warning("library %s: a location could not be read again: %s", library, error)
    else:
        changed = sum(not isinstance(one, Unchanged) for one in outcomes)
        _log.info("library %s: a location was read again, %d of %d outcomes are new", library, changed, len(outcomes))


def _due(footnote: Footnote, every: timedelta) -> list[tuple[str, str]]:
    """Libraries and locations that were last read so long ago, the longest first."""
    until = (datetime.now(UTC) - every).isoformat(timespec="seconds")
    found = [
        (one.read or "", library, one.location)
        for library in footnote.libraries()
        for one in footnote.locations(library=library)
        if one.read is None or one.read <= until
    ]
    return [(library, location) for _, library, location in sorted(found)]
