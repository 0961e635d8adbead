"""`/articles`: the articles of the library, a page at a time."""

from __future__ import annotations

from functools import partial

from discord import app_commands, ui
from discord.app_commands import Range

from bot.discord.connection.client import Interaction
from bot.discord.connection.translator import command_text, describe_options
from bot.discord.core.actions import run_action
from bot.discord.core.availability import allow_everywhere
from bot.discord.core.context import InteractionContext
from bot.discord.core.page_buttons import PageButton
from bot.discord.read import title_choices
from bot.discord.ui import list_cards

FILTER = 40  # characters: the buttons keep them in a custom id of 100


@app_commands.command(name=command_text("articles.name"), description=command_text("articles.description"))
@describe_options(words="articles.filter")
@allow_everywhere
async def articles(interaction: Interaction, words: Range[str, 1, FILTER] = "") -> None:
    """List the articles."""
    await run_action(interaction, partial(list_articles, words, 0), askers_only=True)


class ArticlesPage(PageButton):
    """Another page of the articles that a filter lets through."""

    kind = "articles"

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Show the list as it is now."""
        return await list_articles(self.arguments.words, self.arguments.page, context)


async def list_articles(words: str, page: int, context: InteractionContext) -> ui.LayoutView:
    """Make the card with a page of the articles whose title or source has every word."""
    services, phrases = context.services, context.phrases
    articles = await context.run(partial(services.footnote.articles, library=context.library))
    matching = title_choices.filter_articles(articles, words)
    turns = ArticlesPage.both(len(matching), page, list_cards.ARTICLES, phrases, words=words)
    return list_cards.articles(matching, phrases, page=page, filtered=words, buttons=turns)
