"""`/search`: the passages that match some words best, with a picture of when the articles speak of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from discord import app_commands, ui
from discord.app_commands import Range

from bot.discord.ask.passage_button import ArticleRange, PassageButton
from bot.discord.connection.client import Interaction
from bot.discord.connection.translator import command_text, describe_options
from bot.discord.core.actions import run_action
from bot.discord.core.availability import allow_everywhere
from bot.discord.core.context import InteractionContext
from bot.discord.core.page_buttons import PageButton
from bot.discord.core.responder import Card, PictureCard
from bot.discord.read.passage_links import article_digests
from bot.discord.ui import list_cards
from bot.i18n import Phrases
from bot.render import chart
from retrieval import Footnote, RankedPassage, Timeline

PASSAGES = 25  # that a search shows at most
WORDS = 75  # characters: the buttons keep them in a custom id of 100
PICTURE = "timeline.png"
LEAST_BARS = 2  # a single bar shows no development


@app_commands.command(name=command_text("search.name"), description=command_text("search.description"))
@describe_options(words="search.words")
@allow_everywhere
async def search(interaction: Interaction, words: Range[str, 1, WORDS]) -> None:
    """List the passages that match some words best."""
    await run_action(interaction, partial(list_passages, words, 0), askers_only=True)


class SearchPage(PageButton):
    """Another page of the passages of a search."""

    kind = "found"

    async def act(self, context: InteractionContext) -> Card:
        """Show the list as a search finds it now."""
        return await list_passages(self.arguments.words, self.arguments.page, context)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Passages that match, and what their card needs."""

    passages: list[RankedPassage]
    digests: dict[str, str]  # of the articles, by id
    timeline: Timeline
    picture: bytes  # the timeline, drawn; empty where there is too little to draw


async def list_passages(words: str, page: int, context: InteractionContext) -> Card:
    """Make the card with a page of the passages."""
    services, phrases = context.services, context.phrases
    look = partial(_search, services.footnote, context.library, words, phrases)
    result = await context.run(look, kind="question", key=("search", context.library, words, phrases.code))
    if not result.digests:
        return list_cards.empty_library(phrases)
    turns = SearchPage.both(len(result.passages), page, list_cards.PASSAGES, phrases, words=words)

    def show(ranked: RankedPassage) -> ui.Item[Any]:
        passage = ranked.passage
        digest = result.digests[passage.article_id]
        target = ArticleRange(article=passage.article_id, digest=digest, start=passage.start, end=passage.start)
        return PassageButton.make(target, phrases)

    make = partial(list_cards.search, words, result.passages, phrases, page=page, buttons=turns, show=show)
    if not result.picture:
        return make()
    drawn = list_cards.picture(PICTURE, words, result.timeline, phrases)
    return PictureCard(view=make(drawn=drawn), name=PICTURE, picture=result.picture)


def _search(footnote: Footnote, library: str, words: str, phrases: Phrases) -> SearchResult:
    matching = footnote.search(words, library=library, limit=PASSAGES)
    timeline = footnote.timeline(words, library=library)
    digests = article_digests(footnote, library)
    # Passages of an article that was removed meanwhile are left out.
    passages = [ranked for ranked in matching if ranked.passage.article_id in digests]
    picture = _draw(timeline, phrases) if passages and len(timeline.periods) >= LEAST_BARS else b""
    return SearchResult(passages=passages, digests=digests, timeline=timeline, picture=picture)


def _draw(timeline: Timeline, phrases: Phrases) -> bytes:
    units = (phrases.library.articles, phrases.library.sentences)
    articles, sentences = (unit.more.format(count="").strip() for unit in units)
    return chart.png(timeline, articles=articles, sentences=sentences)
