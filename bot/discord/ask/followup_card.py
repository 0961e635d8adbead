"""Asides in Discord: the buttons under a sentence, and the card of what stands beside it.

A button knows its sentence by itself, as place and fingerprint, so it works after a restart, for as long as the article
says so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Self, get_args

import discord
from discord import ui

from bot.discord.core.context import Interaction, phrases_for
from bot.discord.core.error_replies import Refused
from bot.discord.core.responder import Errand, attend
from bot.discord.ui import cards, escaping, note_cards
from bot.discord.ui.card_parts import DATE, LABEL, Item, card, citation_line, entry, heading, opener, small, text
from bot.i18n import Phrases
from bot.render import followup_text, quote_excerpt, wording
from retrieval import LIST_ASIDES, AsideKind, AsideReply, Citation, Footnote, Passage, Sentence

# What stands under a sentence, in this order.
OFFERED: tuple[AsideKind, ...] = ("before", "after", "who", "when", "more", "elsewhere")
BESIDE_PASSAGE: tuple[AsideKind, ...] = (
    "before",
    "after",
    "who",
    "when",
    "elsewhere",
)  # "more" is what a passage shows
AROUND = "around"  # the verb of the button that shows the passage

_FINGERPRINT = 8  # hexadecimal digits that tell one sentence from what may stand in its place later
_VERBS = (*get_args(AsideKind), AROUND)
ID = re.compile(
    rf"aside\.(?P<verb>{'|'.join(_VERBS)}):(?P<article>[0-9a-f]{{16}}):(?P<start>\d{{1,9}}):(?P<end>\d{{1,9}})"
    rf":(?P<fingerprint>[0-9a-f]{{{_FINGERPRINT}}})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A sentence, by where it stands and a fingerprint of its words."""

    article: str
    start: int
    end: int
    fingerprint: str

    @classmethod
    def of(cls, citation: Citation) -> Self:
        """The spot of a quote."""
        where = (citation.start, citation.end)
        return cls(article=citation.article_id, start=where[0], end=where[1], fingerprint=_printed(citation.quote))


def _printed(quote: str) -> str:
    return hashlib.sha256(quote.encode("utf-8", "surrogatepass")).hexdigest()[:_FINGERPRINT]


class AsideButton(ui.DynamicItem[ui.Button[Any]], template=ID):
    """Shows what stands beside a sentence, to whoever presses."""

    def __init__(self, verb: str, spot: Spot, *, say: Phrases) -> None:
        self.verb, self.spot = verb, spot
        named = say.buttons.show if verb == AROUND else followup_text.heading(_kind(verb), say)
        place = f"{spot.article}:{spot.start}:{spot.end}:{spot.fingerprint}"
        super().__init__(
            ui.Button(
                style=discord.ButtonStyle.secondary,
                label=escaping.label(named, LABEL),
                custom_id=f"aside.{verb}:{place}",
            )
        )

    @classmethod
    async def from_custom_id(  # type: ignore[override]
        cls, interaction: Interaction, _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button as it was made, perhaps by an earlier process."""
        return cls(match["verb"], spot_of(match), say=phrases_for(interaction))

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Shows it; a step to the sentence before or after turns the page of a message that is the presser's alone."""
        own = bool(interaction.message and interaction.message.flags.ephemeral)
        await attend(interaction, self._shown, updates=own and self.verb in {"before", "after"}, reads=True)

    async def _shown(self, errand: Errand) -> ui.LayoutView:
        footnote, library, run = errand.services.footnote, errand.library, errand.services.worker.run
        if self.verb == AROUND:
            citation, home = await run(partial(_passage, footnote, library, self.spot))
            return cards.passage(citation, home, errand.say, buttons=row(citation, errand.say, BESIDE_PASSAGE))
        reply = await run(partial(_replied, footnote, library, _kind(self.verb), self.spot))
        return aside(reply, errand.say)


def spot_of(match: re.Match[str]) -> Spot:
    """The sentence that a button's id names."""
    return Spot(
        article=match["article"], start=int(match["start"]), end=int(match["end"]), fingerprint=match["fingerprint"]
    )


def row(citation: Citation, say: Phrases, kinds: Sequence[AsideKind] = OFFERED) -> list[Item]:
    """The buttons of the asides on a sentence."""
    spot = Spot.of(citation)
    return [AsideButton(kind, spot, say=say) for kind in kinds]


def aside(reply: AsideReply, say: Phrases) -> ui.LayoutView:
    """What stands beside a quote, each sentence with where it stands, or why there is nothing."""
    date = escaping.plain(wording.date(reply.about.published), limit=DATE)
    remarks = followup_text.remarks(reply, say, date=date)
    if reply.outcome in {"gone", "changed"}:
        return note_cards.note("\n".join(remarks))
    again = {"who", "when"} & {reply.kind}  # they would only say the same again
    offered = [kind for kind in OFFERED if kind not in again]
    return card(
        text(heading(followup_text.heading(reply.kind, say))),
        *[_sentence(reply, at, say) for at in range(len(reply.citations))],
        *([text(*map(small, remarks) if reply.citations else remarks)] if remarks else []),
        buttons=[] if reply.kind in LIST_ASIDES else row(reply.shown, say, offered),
    )


def _sentence(reply: AsideReply, at: int, say: Phrases) -> Item:
    citation = reply.citations[at]
    mark = None if at else quote_excerpt.inside(citation, reply.highlight)
    limit = cards.LEAD if reply.kind in LIST_ASIDES else cards.QUOTE
    said = escaping.plain(citation.quote, mark=(mark.start, mark.end) if mark else None, limit=limit)

    def show(one: Citation) -> Item:
        return AsideButton(AROUND, Spot.of(one), say=say)

    return entry(escaping.block(said), small(citation_line(citation, say)), button=opener(citation, say, show))


def quoted(footnote: Footnote, library: str, spot: Spot) -> Citation:
    """The sentence at a spot.

    Raises:
        Refused: the article is gone, or says something else there now.
    """
    article = footnote.article(spot.article, library=library)
    if article is None:
        raise Refused("gone")
    citation = Citation.of(article, Sentence(start=spot.start, end=spot.end))
    if _printed(citation.quote) != spot.fingerprint:
        raise Refused("changed")
    return citation


def _replied(footnote: Footnote, library: str, kind: AsideKind, spot: Spot) -> AsideReply:
    return footnote.aside(kind, quoted(footnote, library, spot), library=library)


def _passage(footnote: Footnote, library: str, spot: Spot) -> tuple[Citation, Passage | None]:
    citation = quoted(footnote, library, spot)
    passages = footnote.passages(spot.article, library=library)
    return citation, next((one for one in passages if one.start <= spot.start and spot.end <= one.end), None)


def _kind(verb: str) -> AsideKind:
    return next(kind for kind in OFFERED if kind == verb)
