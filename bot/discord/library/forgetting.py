"""`/library forget`: deletes everything that is kept of a server at once, after a question."""

from __future__ import annotations

import re
from functools import partial
from typing import Literal, Self, TypeAlias, cast, get_args

import discord
from discord import ui

from bot.discord.core.context import InteractionContext
from bot.discord.core.keeper_log import log_keeper_action
from bot.discord.core.persistent_items import PersistentButton, make_button
from bot.discord.core.responder import Acknowledgement
from bot.discord.ui import note_cards
from bot.discord.ui.card_parts import BAD
from bot.i18n import Phrases

Step: TypeAlias = Literal["yes", "no"]


async def ask_to_forget(context: InteractionContext) -> ui.LayoutView:
    """Ask whether to delete everything."""
    phrases = context.phrases
    articles = await context.run(partial(context.services.footnote.articles, library=context.library))
    counted = phrases.count(len(articles), phrases.library.articles)
    buttons = [ForgetButton.make(step, phrases) for step in get_args(Step)]
    return note_cards.note(phrases.keeping.sure_to_forget.format(articles=counted), buttons=buttons, colour=BAD)


class ForgetButton(PersistentButton[Step], template=r"library\.forget:(?P<step>yes|no)"):
    """Deletes everything, or leaves it."""

    acknowledgement = Acknowledgement.UPDATE
    askers_only = False
    keepers_only = True

    @classmethod
    def make(cls, step: Step, phrases: Phrases) -> Self:
        """Make the button of a step."""
        style = discord.ButtonStyle.danger if step == "yes" else discord.ButtonStyle.secondary
        label = phrases.buttons.forget if step == "yes" else phrases.buttons.cancel
        return cls(step, make_button(label, f"library.forget:{step}", style))

    @classmethod
    def parse(cls, match: re.Match[str]) -> Step:
        """Read the step."""
        return cast("Step", match["step"])

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Take the step. Where it is said what keepers do, this is said too, once and for the last time."""
        services, phrases, library = context.services, context.phrases, context.library
        if self.arguments == "no":
            articles = await context.run(partial(services.footnote.articles, library=library))
            return note_cards.note(phrases.count(len(articles), phrases.library.articles))
        clear = partial(services.footnote.clear, library=library)
        await services.worker.run(clear, kind="addition", library=library)
        await services.use_ledger(partial(services.ledger.privacy.forget_realm, context.place))
        await log_keeper_action(context, lambda language: language.keeping.forgotten)
        return note_cards.note(phrases.keeping.forgotten)
