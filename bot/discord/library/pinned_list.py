"""The verified answers of a library, as a list from which they can be taken out."""

from __future__ import annotations

from functools import partial
from typing import Any

from discord import ui

from bot.discord.ask.pinned_answers import describe_pin
from bot.discord.core.context import InteractionContext
from bot.discord.core.keeper_log import log_keeper_action
from bot.discord.core.page_buttons import PageButton
from bot.discord.core.page_selects import PageSelect, make_option
from bot.discord.ui import escaping
from bot.discord.ui.card_parts import TITLE, heading, small, text
from bot.discord.ui.list_pages import list_card, on_page
from bot.i18n import Phrases
from bot.store.pins import PinnedAnswer

A_PAGE = 6
_LEAD = 200  # characters of a sentence


async def list_pinned(page: int, context: InteractionContext) -> ui.LayoutView:
    """Make the card with a page of the pinned answers, the latest first."""
    services, phrases = context.services, context.phrases
    pins = await services.read_ledger(partial(services.ledger.pins.of, context.library))
    on_card = on_page(pins, page, A_PAGE)
    options = [make_option(pin.question, pin.id) for pin in on_card]
    select = [UnpinSelect.make(options, page, phrases.pinned.unpin)] if options else []
    turns = PinnedPage.both(len(pins), page, A_PAGE, phrases)
    buttons: list[ui.Item[Any]] = [*select, *turns]
    head = text(heading(phrases.pinned.heading), "" if pins else phrases.pinned.none)
    blocks = [_entry(pin, phrases) for pin in on_card]
    return list_card(head, blocks, len(pins), phrases, page=page, a_page=A_PAGE, buttons=buttons)


def _entry(pin: PinnedAnswer, phrases: Phrases) -> ui.Item[Any]:
    quote = escaping.block(escaping.plain(pin.citation.quote, limit=_LEAD))
    return text(f"**{escaping.plain(pin.question, limit=TITLE)}**", quote, small(describe_pin(pin, phrases)))


class PinnedPage(PageButton):
    """Another page of the pinned answers."""

    kind = "pinned"
    askers_only = False
    keepers_only = True

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Show the list as it is now."""
        return await list_pinned(self.arguments.page, context)


class UnpinSelect(PageSelect):
    """Takes a pinned answer out."""

    kind = "unpin"

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Take out what was chosen, and show the list without it."""
        services = context.services
        remove = partial(services.ledger.pins.remove, list(self.item.values), library=context.library)
        await services.use_ledger(remove)
        await log_keeper_action(context, lambda language: language.pinned.removed)
        return await list_pinned(self.arguments, context)
