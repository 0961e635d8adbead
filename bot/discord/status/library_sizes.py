"""Counts from time to time what the libraries hold, where figures are asked for."""

from __future__ import annotations

import asyncio
from functools import partial

from bot.app.metrics import LibrarySizes
from bot.discord.connection.client import FootnoteClient
from bot.discord.connection.services import Services
from bot.discord.core.background import record_errors

PERIOD = 300.0  # seconds between two counts, each of which reads the list of articles of every library


async def measure_libraries(client: FootnoteClient) -> None:
    """Count what the libraries hold, as long as the bot runs; nothing where nobody asked for figures."""
    services = client.services
    while services.metrics.is_active:
        async with record_errors("the libraries could not be counted", services):
            services.metrics.set_sizes(await count_libraries(services))
        await asyncio.sleep(PERIOD)


async def count_libraries(services: Services) -> LibrarySizes:
    """Count libraries, articles and passages; between two libraries those who press buttons take their turn."""
    articles = passages = 0
    libraries = await services.worker.run(services.footnote.libraries, kind="lookup")
    for library in libraries:
        look = partial(services.footnote.articles, library=library)
        cards = await services.worker.run(look, kind="lookup", owner=library)
        articles += len(cards)
        passages += sum(card.passages for card in cards)
    return LibrarySizes(libraries=len(libraries), articles=articles, passages=passages)
