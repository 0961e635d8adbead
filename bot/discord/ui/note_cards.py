"""Short notes and figures as Discord shows them: sentences of the bot's own, refusals, errors."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.discord.ui import escaping
from bot.discord.ui.card_parts import BAD, CALM, Item, card, fact, heading, optional_text, text
from bot.i18n import Phrases

VALUE = 300  # characters of a stranger's words among figures
FACTS = 10
ERROR_ID = 40


def facts(head: str, values: Sequence[tuple[str, str]], *, buttons: Sequence[Item] = ()) -> ui.LayoutView:
    """Return the card of figures under a heading.

    It has at most FACTS names in the bot's words, each with a value that is escaped here.
    """
    lines = [fact(name, escaping.plain(value, limit=VALUE)) for name, value in values[:FACTS]]
    return card(text(heading(head)), *optional_text(*lines), buttons=buttons)


def note(own: str, *, buttons: Sequence[Item] = (), colour: int = CALM) -> ui.LayoutView:
    """Return the card of a sentence of the bot's own; the caller escapes and cuts other people's words in it."""
    return card(text(own), buttons=buttons, colour=colour)


def error(identity: str, phrases: Phrases) -> ui.LayoutView:
    """Return the card of an unexpected error, with its id in the log."""
    return note(phrases.refusals.error.format(id=f"**{escaping.plain(identity, limit=ERROR_ID)}**"), colour=BAD)


def busy(position: int, phrases: Phrases) -> ui.LayoutView:
    """Return the card of a full queue; `position`: the asker's position in it, 0 if nothing more is accepted."""
    refusals = phrases.refusals
    return note(refusals.busy.format(position=phrases.number(position)) if position else refusals.full)
