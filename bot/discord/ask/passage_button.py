"""The button that shows a place in an article: its custom id names the place, so that it works after a restart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import Self

from discord import ui

from bot.discord.ask import followup_card
from bot.discord.core.context import InteractionContext
from bot.discord.core.persistent_items import PersistentButton, make_button
from bot.discord.core.refusals import Refused
from bot.discord.ui import article_cards
from bot.i18n import Phrases
from retrieval import Citation, Footnote, Passage

_DIGEST = 8  # hexadecimal digits of an article's digest that tell one state of it from another


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRange:
    """A range of one state of an article; an empty one is where a passage begins."""

    article: str
    digest: str
    start: int
    end: int


class PassageButton(
    PersistentButton[ArticleRange],
    template=r"library\.passage:(?P<article>[0-9a-f]{16}):(?P<digest>[0-9a-f]{8}):(?P<start>\d+):(?P<end>\d+)",
):
    """Shows the passage around a range, with the range bold in it."""

    @classmethod
    def make(cls, place: ArticleRange, phrases: Phrases) -> Self:
        """Make the button for a range."""
        custom_id = f"library.passage:{place.article}:{place.digest[:_DIGEST]}:{place.start}:{place.end}"
        return cls(place, make_button(phrases.buttons.show, custom_id))

    @classmethod
    def parse(cls, match: re.Match[str]) -> ArticleRange:
        """Read the range."""
        return ArticleRange(
            article=match["article"], digest=match["digest"], start=int(match["start"]), end=int(match["end"])
        )

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Show the passage."""
        place, phrases = self.arguments, context.phrases
        look = partial(_look_up, context.services.footnote, context.library, place)
        citation, passage = await context.run(look)
        is_sentence = place.start < place.end  # else it is a passage, and none of its sentences was chosen
        beside = followup_card.row(citation, phrases, followup_card.BESIDE_PASSAGE) if is_sentence else ()
        return article_cards.passage(citation, passage, phrases, buttons=beside)


def _look_up(footnote: Footnote, library: str, place: ArticleRange) -> tuple[Citation, Passage]:
    """Return the range as a citation, and the passage that it is in.

    Raises:
        Refused: the article is gone, or has another text now.
    """
    article = footnote.article(place.article, library=library)
    if article is None:
        raise Refused("gone")
    passages = footnote.passages(place.article, library=library)
    around = (passage for passage in passages if passage.start <= place.start and place.end <= passage.end)
    passage = next(around, None)
    if passage is None or not article.digest.startswith(place.digest):
        raise Refused("changed")
    first = passage.sentences[0]
    start, end = (first.start, first.end) if place.start == place.end else (place.start, place.end)
    citation = Citation(
        article_id=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        start=place.start,
        end=place.end,
        quote=article.text[start:end],
    )
    return citation, passage
