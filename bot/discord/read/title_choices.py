"""Articles by their titles: the choices that are shown while somebody types, and the filter of lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from discord.app_commands import Choice

from bot.discord.connection.title_index import searched_text
from bot.discord.core.context import InteractionContext
from bot.discord.core.suggestions import suggestions
from bot.discord.ui import escaping
from bot.discord.ui.card_parts import source_name
from bot.render import wording
from retrieval import ArticleCard

CHOICES = 25
CHOICE = 100  # characters


@suggestions
async def suggest_titles(typed: str, context: InteractionContext) -> list[Choice[str]]:
    """Return the articles whose title or source has what was typed; each choice's value is the article's id."""
    look = partial(context.interaction.client.titles.find, typed, library=context.library, limit=CHOICES)
    articles = await context.run(look, kind="suggestion", key=("titles", context.library, typed))
    return [Choice(name=_line(article), value=article.id) for article in articles]


def filter_articles(articles: Sequence[ArticleCard], typed: str) -> list[ArticleCard]:
    """Return the articles that have every typed word in title or source."""
    words = typed.casefold().split()
    return [article for article in articles if all(word in searched_text(article) for word in words)]


def _line(article: ArticleCard) -> str:
    parts = (article.title, wording.date(article.published), source_name(article.source))
    return escaping.label(" · ".join(filter(None, parts)), CHOICE)
