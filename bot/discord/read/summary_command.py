"""`/summary`: an article in its own sentences."""

from __future__ import annotations

from functools import partial
from typing import cast, get_args

from discord import app_commands, ui
from discord.app_commands import Choice, Range

from bot.discord.core.actions import run_action
from bot.discord.core.availability import everywhere
from bot.discord.core.client import Interaction
from bot.discord.core.context import InteractionContext
from bot.discord.core.translator import options, text
from bot.discord.read import title_choices
from bot.discord.read.passage_links import passage_button
from bot.discord.ui import cards
from retrieval import Length

FOCUS = 200  # characters

_LENGTHS = [Choice(name=text(f"summary.length.{length}"), value=length) for length in get_args(Length)]


@app_commands.command(name=text("summary.name"), description=text("summary.description"))
@options(article="summary.article", length="summary.length", focus="summary.focus")
@app_commands.choices(length=_LENGTHS)
@app_commands.autocomplete(article=title_choices.suggest_titles)
@everywhere
async def summary(
    interaction: Interaction, article: str, length: str = "medium", focus: Range[str, 1, FOCUS] = ""
) -> None:
    """Show the sentences that say most of an article, each with a button that leads to its place."""

    async def summarize(context: InteractionContext) -> ui.LayoutView:
        made = await context.services.worker.summarize(
            article, library=context.library, length=cast("Length", length), about=focus
        )
        digests = {made.article.id: made.article.digest}
        return cards.summary(made, context.phrases, show=partial(passage_button, digests, context.phrases))

    await run_action(interaction, summarize, askers_only=True)
