"""The questions that a library has no answer to, as a list whose entries can be taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any, Self

import discord
from discord import ui

from bot.discord.core.context import Interaction
from bot.discord.core.responder import Errand, attend
from bot.discord.ui import escaping, list_cards
from bot.discord.ui.card_parts import on_page, titled
from bot.discord.ui.paging import Turn
from bot.i18n import Phrases
from bot.store import Gap

LISTED = 200  # questions that are listed at most, those asked last
_OPTION = 100  # characters of an option of a select
_PLACEHOLDER = 150


async def listed(page: int, errand: Errand) -> ui.LayoutView:
    """The questions that got no answer here, those of one wording together, the one asked last first."""
    ledger, say = errand.services.ledger, errand.say
    found = await errand.services.noted(partial(ledger.gaps.latest, place=errand.place, limit=LISTED))
    shown = on_page(found, page, list_cards.GAPS)
    turns = TurnGaps.both(len(found), page, list_cards.GAPS, say)
    below: list[ui.Item[Any]] = [*([Dismiss.of(shown, page, say)] if shown else []), *turns]
    return list_cards.gaps(found, say, page=page, buttons=below)


class TurnGaps(Turn):
    """Another page of the questions without an answer."""

    kind = "gaps"
    reads = False

    async def made(self, errand: Errand) -> ui.LayoutView:
        """The list as it is now."""
        return await listed(self.page, errand)


class Dismiss(ui.DynamicItem[ui.Select[Any]], template=r"library\.dismiss:(?P<page>\d{1,5})"):
    """Takes one question out of the list, for as long as gaps are kept."""

    def __init__(self, page: int, select: ui.Select[Any]) -> None:
        self.page = page
        super().__init__(select)

    @classmethod
    def of(cls, gaps: Sequence[Gap], page: int, say: Phrases) -> Self:
        """The choice among the questions of a page."""
        select: ui.Select[Any] = ui.Select(
            custom_id=f"library.dismiss:{page}",
            placeholder=escaping.label(say.library.dismiss, _PLACEHOLDER),
            options=[_option(one, say) for one in gaps],
        )
        return cls(page, select)

    @classmethod
    async def from_custom_id(cls, _: Interaction, item: ui.Select[Any], match: re.Match[str]) -> Self:  # type: ignore[override]
        """The choice as somebody makes it."""
        return cls(int(match["page"]), item)

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Takes it out, and shows the list without it."""
        await attend(interaction, self._dismissed, updates=True)

    async def _dismissed(self, errand: Errand) -> ui.LayoutView:
        for gap in self.item.values:
            await errand.services.noted(partial(errand.services.ledger.gaps.dismiss, gap, place=errand.place))
        return await listed(self.page, errand)


def _option(gap: Gap, say: Phrases) -> discord.SelectOption:
    question = gap.question if escaping.has_ink(gap.question) else say.library.forgotten
    nearest = say.library.no_nearest
    if gap.title is not None:
        nearest = say.library.nearest.format(title=titled(gap.title, say))
    return discord.SelectOption(
        label=escaping.label(question, _OPTION), value=gap.id, description=escaping.label(nearest, _OPTION)
    )
