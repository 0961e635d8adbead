"""`/summary` and `/random`: an article in its own sentences."""

from __future__ import annotations

from functools import partial
from typing import cast, get_args

from discord import app_commands, ui
from discord.app_commands import Choice, Range

from bot.app.random_article import summarize_random
from bot.discord.connection.client import Interaction
from bot.discord.connection.translator import command_text, describe_options
from bot.discord.core.actions import run_action
from bot.discord.core.availability import allow_everywhere
from bot.discord.core.context import InteractionContext
from bot.discord.read import title_choices
from bot.discord.read.passage_links import passage_button
from bot.discord.ui import article_cards, list_cards
from retrieval import ArticleUnknown, Length, Summary

FOCUS = 200  # characters

_LENGTHS = [Choice(name=command_text(f"summary.length.{length}"), value=length) for length in get_args(Length)]


@app_commands.command(name=command_text("summary.name"), description=command_text("summary.description"))
@describe_options(article="summary.article", length="summary.length", focus="summary.focus")
@app_commands.choices(length=_LENGTHS)
@app_commands.autocomplete(article=title_choices.suggest_titles)
@allow_everywhere
async def summary(
    interaction: Interaction, article: str, length: str = "medium", focus: Range[str, 1, FOCUS] = ""
) -> None:
    """Show the sentences that say most of an article, each with a button that leads to its place."""

    async def summarize(context: InteractionContext) -> ui.LayoutView:
        services, library = context.services, context.library
        try:
            made = await services.worker.summarize(article, library=library, length=cast("Length", length), about=focus)
        except ArticleUnknown:
            if await context.run(partial(services.footnote.articles, library=library)):
                raise
            return list_cards.empty_library(context.phrases)
        return _card(made, context)

    await run_action(interaction, summarize, askers_only=True)


@app_commands.command(name=command_text("random.name"), description=command_text("random.description"))
@allow_everywhere
async def random(interaction: Interaction) -> None:
    """Show the summary of an article chosen at random."""
    await run_action(interaction, show_random, askers_only=True)


async def show_random(context: InteractionContext) -> ui.LayoutView:
    """Make the card with the summary, or the one that says that there are no articles."""
    services = context.services
    summarize = partial(summarize_random, services.footnote, library=context.library, length="medium")
    made = await context.run(summarize, kind="question")
    return list_cards.empty_library(context.phrases) if made is None else _card(made, context)


def _card(made: Summary, context: InteractionContext) -> ui.LayoutView:
    digests = {made.article.id: made.article.digest}
    return article_cards.summary(made, context.phrases, show=partial(passage_button, digests, context.phrases))
