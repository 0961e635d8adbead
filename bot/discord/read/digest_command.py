"""`/digest`: what all articles say about something, by date."""

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
from bot.discord.read.passage_links import article_digests, passage_button
from bot.discord.ui import list_cards
from retrieval import Digest, Footnote

WORDS = 75  # characters: the buttons keep them in a custom id of 100


@app_commands.command(name=command_text("digest.name"), description=command_text("digest.description"))
@describe_options(about="digest.about")
@allow_everywhere
async def digest(interaction: Interaction, about: Range[str, 1, WORDS]) -> None:
    """Show what all articles say about something."""
    await run_action(interaction, partial(show_digest, about, 0), askers_only=True)


class DigestPage(PageButton):
    """Another page of what the articles say."""

    kind = "digest"

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Show the digest as it is now."""
        return await show_digest(self.arguments.words, self.arguments.page, context)


async def show_digest(words: str, page: int, context: InteractionContext) -> ui.LayoutView:
    """Make the card with a page of the digest."""
    services, phrases = context.services, context.phrases
    make = partial(_digest, services.footnote, context.library, words)
    made, digests = await context.run(make, kind="question", key=("digest card", context.library, words))
    if not digests:
        return list_cards.empty_library(phrases)
    turns = DigestPage.both(len(made.entries), page, list_cards.ENTRIES, phrases, words=words)
    show = partial(passage_button, digests, phrases)
    return list_cards.digest(made, phrases, page=page, buttons=turns, show=show)


def _digest(footnote: Footnote, library: str, words: str) -> tuple[Digest, dict[str, str]]:
    return footnote.digest(words, library=library), article_digests(footnote, library)
