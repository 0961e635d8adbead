"""The questions that a library has no answer to, as a list whose entries can be dismissed."""

from __future__ import annotations

from functools import partial
from typing import Any

import discord
from discord import ui

from bot.discord.core.context import InteractionContext
from bot.discord.core.keeper_log import log_keeper_action
from bot.discord.core.page_buttons import PageButton
from bot.discord.core.page_selects import PageSelect, make_option
from bot.discord.library.unanswered_forms import AnswerGapButton
from bot.discord.ui import escaping, list_cards
from bot.discord.ui.card_parts import shown_title
from bot.discord.ui.list_pages import on_page
from bot.i18n import Phrases
from bot.store import UnansweredQuestion

LISTED = 200  # questions that are listed at most, those asked last


async def list_unanswered(page: int, context: InteractionContext) -> ui.LayoutView:
    """Make the card with a page of the questions that got no answer here, grouped by wording, the latest first."""
    ledger, phrases = context.services.ledger, context.phrases
    gaps = await context.services.read_ledger(partial(ledger.unanswered.latest, place=context.place, limit=LISTED))
    on_card = on_page(gaps, page, list_cards.GAPS)
    turns = UnansweredPage.both(len(gaps), page, list_cards.GAPS, phrases)
    options = [_option(gap, phrases) for gap in on_card]
    select = [DismissSelect.make(options, page, phrases.library.dismiss)] if options else []
    buttons: list[ui.Item[Any]] = [*select, *turns]

    def answer(gap: UnansweredQuestion) -> ui.Item[Any]:
        return AnswerGapButton.make(gap.id, phrases)

    return list_cards.gaps(gaps, phrases, page=page, buttons=buttons, answer=answer)


class UnansweredPage(PageButton):
    """Another page of the questions without an answer."""

    kind = "gaps"
    askers_only = False
    keepers_only = True

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Show the list as it is now."""
        return await list_unanswered(self.arguments.page, context)


class DismissSelect(PageSelect):
    """Takes a question out of the list, for as long as such questions are kept."""

    kind = "dismiss"

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Dismiss what was chosen, and show the list without it."""
        ledger = context.services.ledger
        for gap in self.item.values:
            await context.services.use_ledger(partial(ledger.unanswered.dismiss, gap, place=context.place))
        await log_keeper_action(context, lambda language: language.keeping.dismissed)
        return await list_unanswered(self.arguments, context)


def _option(gap: UnansweredQuestion, phrases: Phrases) -> discord.SelectOption:
    question = gap.question if escaping.has_ink(gap.question) else phrases.library.forgotten
    nearest = phrases.library.no_nearest
    if gap.title is not None:
        nearest = phrases.library.nearest.format(title=shown_title(gap.title, phrases))
    return make_option(question, gap.id, nearest)
