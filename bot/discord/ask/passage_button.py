"""The button that shows a range of an article: its custom id names the range, so that it works after a restart."""

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
    def make(cls, target: ArticleRange, phrases: Phrases) -> Self:
        """Make the button for a range."""
        custom_id = f"library.passage:{target.article}:{target.digest[:_DIGEST]}:{target.start}:{target.end}"
        return cls(target, make_button(phrases.buttons.show, custom_id))

    @classmethod
    def parse(cls, match: re.Match[str]) -> ArticleRange:
        """Read the range."""
        return ArticleRange(
            article=match["article"], digest=match["digest"], start=int(match["start"]), end=int(match["end"])
        )

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Show the passage."""
        target, phrases = self.arguments, context.phrases
        look = partial(_look_up, context.services.footnote, context.library, target)
        citation, passage = await context.run(look)
        is_sentence = target.start < target.end  # else it is a passage, and none of its sentences was chosen
        beside = followup_card.row(citation, phrases, followup_card.BESIDE_PASSAGE) if is_sentence else ()
        return article_cards.passage(citation, passage, phrases, buttons=beside)


def _look_up(footnote: Footnote, library: str, target: ArticleRange) -> tuple[Citation, Passage]:
    """Return the range as a citation, and the passage that it is in.

    Raises:
        Refused: the article is gone, or has another text now.
    """
    article = footnote.article(target.article, library=library)
    if article is None:
        raise Refused("gone")
    passages = footnote.passages(target.article, library=library)
    around = (passage for passage in passages if passage.start <= target.start and target.end <= passage.end)
    passage = next(around, None)
    if passage is None or not article.digest.startswith(target.digest):
        raise Refused("changed")
    first = passage.sentences[0]
    start, end = (first.start, first.end) if target.start == target.end else (target.start, target.end)
    citation = Citation(
        article_id=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        start=target.start,
        end=target.end,
        quote=article.text[start:end],
    )
    return citation, passage
