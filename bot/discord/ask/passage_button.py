"""The button that shows a place in an article: it knows the place by itself, so it works after a restart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import discord
from discord import ui

from bot.discord.ask import followup_card
from bot.discord.core.context import Interaction
from bot.discord.core.error_replies import Refused
from bot.discord.core.responder import Errand, attend
from bot.discord.ui import cards, escaping
from bot.discord.ui.card_parts import LABEL
from bot.i18n import Phrases
from retrieval import Citation, Footnote, Passage

_DIGEST = 8  # hexadecimal digits of an article's digest that tell one state of it from another


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A range of one state of an article; an empty one is where a passage begins."""

    article: str
    digest: str
    start: int
    end: int


class ShowPassage(
    ui.DynamicItem[ui.Button[Any]],
    template=r"library\.passage:(?P<article>[0-9a-f]{16}):(?P<digest>[0-9a-f]{8}):(?P<start>\d+):(?P<end>\d+)",
):
    """Shows the passage around a spot, with the spot bold in it."""

    def __init__(self, spot: Spot, label: str) -> None:
        self.spot = spot
        custom_id = f"library.passage:{spot.article}:{spot.digest[:_DIGEST]}:{spot.start}:{spot.end}"
        super().__init__(ui.Button(style=discord.ButtonStyle.secondary, label=label, custom_id=custom_id))

    @classmethod
    def of(cls, spot: Spot, say: Phrases) -> Self:
        """The button for a spot."""
        return cls(spot, escaping.label(say.buttons.show, LABEL))

    @classmethod
    async def from_custom_id(cls, _: Interaction, item: ui.Item[Any], match: re.Match[str]) -> Self:  # type: ignore[override]
        """The button as somebody presses it."""
        spot = Spot(article=match["article"], digest=match["digest"], start=int(match["start"]), end=int(match["end"]))
        return cls(spot, getattr(item, "label", None) or "…")

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Shows it to whoever pressed."""
        await attend(interaction, self._shown, reads=True)

    async def _shown(self, errand: Errand) -> ui.LayoutView:
        look = partial(_looked_up, errand.services.footnote, errand.library, self.spot)
        citation, home = await errand.services.worker.run(look)
        whole = self.spot.start < self.spot.end  # else it is a passage, and none of its sentences was chosen
        beside = followup_card.row(citation, errand.say, followup_card.BESIDE_PASSAGE) if whole else ()
        return cards.passage(citation, home, errand.say, buttons=beside)


def _looked_up(footnote: Footnote, library: str, spot: Spot) -> tuple[Citation, Passage]:
    """The spot as a citation, and the passage that it is in.

    Raises:
        Refused: the article is gone, or another text now.
    """
    article = footnote.article(spot.article, library=library)
    if article is None:
        raise Refused("gone")
    passages = footnote.passages(spot.article, library=library)
    home = next((one for one in passages if one.start <= spot.start and spot.end <= one.end), None)
    if home is None or not article.digest.startswith(spot.digest):
        raise Refused("changed")
    first = home.sentences[0]
    start, end = (first.start, first.end) if spot.start == spot.end else (spot.start, spot.end)
    citation = Citation(
        article_id=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        start=spot.start,
        end=spot.end,
        quote=article.text[start:end],
    )
    return citation, home
