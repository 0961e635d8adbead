"""What readers do with the library beside asking: `/summary`, `/articles` and `/search`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from discord import app_commands, ui
from discord.app_commands import Choice, Range

from bot.discord import card_lists, cards, titles
from bot.discord.errands import Errand, attend
from bot.discord.paging import Turn
from bot.discord.passage_buttons import ShowPassage, Spot
from bot.discord.services import Interaction
from bot.discord.translator import text
from retrieval.pipeline import Footnote
from retrieval.records import Citation, RankedPassage

if TYPE_CHECKING:
    from bot.discord.client import FootnoteBot

FOUND = 25  # passages that a search shows at most
SHORT, MEDIUM, LONG = 3, 5, 8  # sentences of a summary
# A button keeps the words that its list is of, in a custom_id of 100 characters.
FILTER = 40
WORDS = 75

_LENGTHS = [
    Choice(name=text("summary.length.short"), value=SHORT),
    Choice(name=text("summary.length.medium"), value=MEDIUM),
    Choice(name=text("summary.length.long"), value=LONG),
]


async def setup(bot: FootnoteBot) -> None:
    """Adds the commands and their buttons."""
    bot.add_dynamic_items(ShowPassage, TurnArticles, TurnFound)
    bot.tree.add_command(summary)
    bot.tree.add_command(articles)
    bot.tree.add_command(search)


@app_commands.command(name=text("summary.name"), description=text("summary.description"))
@app_commands.rename(article=text("summary.article.name"), length=text("summary.length.name"))
@app_commands.describe(article=text("summary.article.description"), length=text("summary.length.description"))
@app_commands.choices(length=_LENGTHS)
@app_commands.autocomplete(article=titles.choices)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def summary(interaction: Interaction, article: str, length: int = MEDIUM) -> None:
    """Shows the sentences that say most of an article, each with what leads to its place."""

    async def made(errand: Errand) -> ui.LayoutView:
        found = await errand.services.worker.summarize(article, library=errand.library, sentences=length)
        return cards.summary(found, errand.say, show=partial(_shows, found.article.digest, errand))

    await attend(interaction, made, reads=True)


@app_commands.command(name=text("articles.name"), description=text("articles.description"))
@app_commands.rename(words=text("articles.filter.name"))
@app_commands.describe(words=text("articles.filter.description"))
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def articles(interaction: Interaction, words: Range[str, 1, FILTER] = "") -> None:
    """Lists the articles, a page at a time."""
    await attend(interaction, partial(_articles, words, 0), reads=True)


@app_commands.command(name=text("search.name"), description=text("search.description"))
@app_commands.rename(words=text("search.words.name"))
@app_commands.describe(words=text("search.words.description"))
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def search(interaction: Interaction, words: Range[str, 1, WORDS]) -> None:
    """Lists the passages that fit some words best."""
    await attend(interaction, partial(_found, words, 0), reads=True)


class TurnArticles(Turn):
    """Another page of the articles that a filter lets through."""

    kind = "articles"

    async def made(self, errand: Errand) -> ui.LayoutView:
        """The list as it is now."""
        return await _articles(self.of, self.page, errand)


class TurnFound(Turn):
    """Another page of the passages that were found."""

    kind = "found"

    async def made(self, errand: Errand) -> ui.LayoutView:
        """The list as it is found now."""
        return await _found(self.of, self.page, errand)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Passages that fit, and the digests of their articles by id."""

    passages: list[RankedPassage]
    digests: dict[str, str]


async def _articles(words: str, page: int, errand: Errand) -> ui.LayoutView:
    listed = await errand.services.worker.run(partial(errand.services.footnote.articles, library=errand.library))
    through = titles.holding(listed, words)
    turns: list[ui.Item[Any]] = [*TurnArticles.both(len(through), page, card_lists.ARTICLES, errand.say, of=words)]
    return card_lists.articles(through, errand.say, page=page, filtered=words, buttons=turns)


async def _found(words: str, page: int, errand: Errand) -> ui.LayoutView:
    look = partial(_searched, errand.services.footnote, errand.library, words)
    found = await errand.services.worker.run(look)
    turns = TurnFound.both(len(found.passages), page, card_lists.PASSAGES, errand.say, of=words)

    def show(one: RankedPassage) -> ui.Item[Any]:
        passage = one.passage
        digest = found.digests[passage.article_id]
        spot = Spot(article=passage.article_id, digest=digest, start=passage.start, end=passage.start)
        return ShowPassage.of(spot, errand.say)

    return card_lists.search(words, found.passages, errand.say, page=page, buttons=turns, show=show)


def _searched(footnote: Footnote, library: str, words: str) -> _Found:
    found = footnote.search(words, library=library, limit=FOUND)
    digests = {one.id: one.digest for one in footnote.articles(library=library)}
    # Of an article that was removed meanwhile nothing is shown.
    kept = [one for one in found if one.passage.article_id in digests]
    return _Found(passages=kept, digests=digests)


def _shows(digest: str, errand: Errand, citation: Citation) -> ui.Item[Any]:
    """The button that shows where a sentence stands, for a source that is no web page."""
    spot = Spot(article=citation.article_id, digest=digest, start=citation.start, end=citation.end)
    return ShowPassage.of(spot, errand.say)
