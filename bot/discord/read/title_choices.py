"""Articles by their titles: the choices that are shown while somebody types, and the filter of lists."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from discord.app_commands import Choice

from bot.discord.core.client import Interaction
from bot.discord.core.context import read_interaction
from bot.discord.core.responder import Responder
from bot.discord.core.title_index import searched_text
from bot.discord.ui import escaping
from bot.discord.ui.card_parts import place
from bot.render import wording
from retrieval import ArticleCard, FootnoteError

CHOICES = 25
CHOICE = 100  # characters
SECONDS = 2.5  # Discord takes no choices that come after 3


async def suggest_titles(interaction: Interaction, current: str) -> list[Choice[str]]:
    """The articles whose title or source has what was typed; each choice's value is the article's id."""
    client = interaction.client
    try:
        async with asyncio.timeout(SECONDS):
            context = await read_interaction(interaction, Responder(interaction))
            if not context.may_ask:
                return []
            look = partial(client.titles.find, current, library=context.library, limit=CHOICES)
            articles = await context.run(look, kind="suggestion", key=("titles", context.library, current))
    except (FootnoteError, TimeoutError):  # too many people type at once: the title can be typed
        return []
    return [Choice(name=_line(article), value=article.id) for article in articles]


def filter_articles(articles: Sequence[ArticleCard], typed: str) -> list[ArticleCard]:
    """The articles that have every typed word in title or source."""
    words = typed.casefold().split()
    return [article for article in articles if all(word in searched_text(article) for word in words)]


def _line(article: ArticleCard) -> str:
    parts = (article.title, wording.date(article.published), place(article.source))
    return escaping.label(" · ".join(filter(None, parts)), CHOICE)
