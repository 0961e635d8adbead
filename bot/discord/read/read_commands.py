"""What readers do with the library beside asking: `/summary`, `/digest`, `/articles` and `/search`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast, get_args

from discord import app_commands, ui
from discord.app_commands import Choice, Range

from bot.discord.ask.passage_button import ShowPassage, Spot
from bot.discord.core.context import Interaction
from bot.discord.core.responder import Errand, Made, Pictured, attend
from bot.discord.core.translator import options, text
from bot.discord.read import title_choices
from bot.discord.ui import cards, list_cards
from bot.discord.ui.paging import Turn
from bot.i18n import Phrases
from bot.render import chart
from retrieval import Citation, Digest, Footnote, Length, RankedPassage, Timeline

if TYPE_CHECKING:
    from bot.discord.core.client import FootnoteBot

FOUND = 25  # passages that a search shows at most
# A button keeps the words that its list is of, in a custom_id of 100 characters.
FILTER = 40
WORDS = 75
FOCUS = 200  # characters
PICTURE = "timeline.png"
LEAST_BARS = 2  # one alone tells nothing

_LENGTHS = [Choice(name=text(f"summary.length.{length}"), value=length) for length in get_args(Length)]


async def setup(bot: FootnoteBot) -> None:
    """Adds the commands and their buttons."""
    bot.add_dynamic_items(ShowPassage, TurnArticles, TurnDigest, TurnFound)
    bot.tree.add_command(summary)
    bot.tree.add_command(digest)
    bot.tree.add_command(articles)
    bot.tree.add_command(search)


@app_commands.command(name=text("summary.name"), description=text("summary.description"))
@options(article="summary.article", length="summary.length", focus="summary.focus")
@app_commands.choices(length=_LENGTHS)
@app_commands.autocomplete(article=title_choices.choices)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def summary(
    interaction: Interaction, article: str, length: str = "medium", focus: Range[str, 1, FOCUS] = ""
) -> None:
    """Shows the sentences that say most of an article, each with what leads to its place."""

    async def made(errand: Errand) -> ui.LayoutView:
        found = await errand.services.worker.summarize(
            article, library=errand.library, length=cast("Length", length), about=focus
        )
        digests = {found.article.id: found.article.digest}
        return cards.summary(found, errand.say, show=partial(_shows, digests, errand))

    await attend(interaction, made, reads=True)


@app_commands.command(name=text("digest.name"), description=text("digest.description"))
@options(about="digest.about")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def digest(interaction: Interaction, about: Range[str, 1, WORDS]) -> None:
    """Shows what all articles say about something, by date."""
    await attend(interaction, partial(_told, about, 0), reads=True)


@app_commands.command(name=text("articles.name"), description=text("articles.description"))
@options(words="articles.filter")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def articles(interaction: Interaction, words: Range[str, 1, FILTER] = "") -> None:
    """Lists the articles, a page at a time."""
    await attend(interaction, partial(_articles, words, 0), reads=True)


@app_commands.command(name=text("search.name"), description=text("search.description"))
@options(words="search.words")
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


class TurnDigest(Turn):
    """Another page of what the articles say."""

    kind = "digest"

    async def made(self, errand: Errand) -> Made:
        """The digest as it is now."""
        return await _told(self.of, self.page, errand)


class TurnFound(Turn):
    """Another page of the passages that were found."""

    kind = "found"

    async def made(self, errand: Errand) -> Made:
        """The list as it is found now."""
        return await _found(self.of, self.page, errand)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Passages that fit, and the digests of their articles by id."""

    passages: list[RankedPassage]
    digests: dict[str, str]
    timeline: Timeline
    picture: bytes  # the timeline, drawn; none where there is too little to draw


async def _articles(words: str, page: int, errand: Errand) -> ui.LayoutView:
    listed = await errand.services.worker.run(partial(errand.services.footnote.articles, library=errand.library))
    through = title_choices.holding(listed, words)
    turns: list[ui.Item[Any]] = [*TurnArticles.both(len(through), page, list_cards.ARTICLES, errand.say, of=words)]
    return list_cards.articles(through, errand.say, page=page, filtered=words, buttons=turns)


async def _told(words: str, page: int, errand: Errand) -> ui.LayoutView:
    look = partial(_digested, errand.services.footnote, errand.library, words)
    made, digests = await errand.services.worker.run(look)
    turns = TurnDigest.both(len(made.entries), page, list_cards.TOLD, errand.say, of=words)
    return list_cards.digest(made, errand.say, page=page, buttons=turns, show=partial(_shows, digests, errand))


async def _found(words: str, page: int, errand: Errand) -> Made:
    look = partial(_searched, errand.services.footnote, errand.library, words, errand.say)
    found = await errand.services.worker.run(look)
    turns = TurnFound.both(len(found.passages), page, list_cards.PASSAGES, errand.say, of=words)

    def show(one: RankedPassage) -> ui.Item[Any]:
        passage = one.passage
        digest = found.digests[passage.article_id]
        spot = Spot(article=passage.article_id, digest=digest, start=passage.start, end=passage.start)
        return ShowPassage.of(spot, errand.say)

    draw = list_cards.search
    if not found.picture:
        return draw(words, found.passages, errand.say, page=page, buttons=turns, show=show)
    drawn = list_cards.picture(PICTURE, words, found.timeline, errand.say)
    view = draw(words, found.passages, errand.say, page=page, buttons=turns, show=show, drawn=drawn)
    return Pictured(view=view, name=PICTURE, picture=found.picture)


def _searched(footnote: Footnote, library: str, words: str, say: Phrases) -> _Found:
    found = footnote.search(words, library=library, limit=FOUND)
    counted = footnote.timeline(words, library=library)
    digests = _digests(footnote, library)
    # Of an article that was removed meanwhile nothing is shown.
    kept = [one for one in found if one.passage.article_id in digests]
    drawn = _drawn(counted, say) if kept and len(counted.spans) >= LEAST_BARS else b""
    return _Found(passages=kept, digests=digests, timeline=counted, picture=drawn)


def _drawn(counted: Timeline, say: Phrases) -> bytes:
    articles, sentences = (one.more.format(count="").strip() for one in (say.library.articles, say.library.sentences))
    return chart.png(counted, articles=articles, sentences=sentences)


def _digested(footnote: Footnote, library: str, words: str) -> tuple[Digest, dict[str, str]]:
    return footnote.digest(words, library=library), _digests(footnote, library)


def _digests(footnote: Footnote, library: str) -> dict[str, str]:
    return {one.id: one.digest for one in footnote.articles(library=library)}


def _shows(digests: Mapping[str, str], errand: Errand, citation: Citation) -> ui.Item[Any]:
    """The button that shows where a sentence stands, for a source that is no web page."""
    digest = digests.get(citation.article_id, "0" * 8)  # of one that is gone: the button says so
    spot = Spot(article=citation.article_id, digest=digest, start=citation.start, end=citation.end)
    return ShowPassage.of(spot, errand.say)
