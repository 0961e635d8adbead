"""`/library forget`: deletes everything that is kept of a server at once, after a question."""

from __future__ import annotations

from functools import partial

from discord import ui

from bot.discord.core.context import InteractionContext
from bot.discord.core.keeper_log import log_keeper_action
from bot.discord.library.confirm_buttons import ConfirmButton
from bot.discord.ui import note_cards
from bot.discord.ui.card_parts import BAD


async def ask_to_forget(context: InteractionContext) -> ui.LayoutView:
    """Ask whether to delete everything."""
    phrases = context.phrases
    articles = await context.run(partial(context.services.footnote.articles, library=context.library))
    counted = phrases.count(len(articles), phrases.library.articles)
    buttons = ForgetButton.make_choice(phrases)
    return note_cards.note(phrases.keeping.sure_to_forget.format(articles=counted), buttons=buttons, colour=BAD)


class ForgetButton(ConfirmButton):
    """Deletes everything, or leaves it."""

    kind = "forget"
    label = "forget"
    has_target = False

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Take the step. Where it is said what keepers do, this is said too, once and for the last time."""
        services, phrases, library = context.services, context.phrases, context.library
        if self.arguments.step == "no":
            articles = await context.run(partial(services.footnote.articles, library=library))
            return note_cards.note(phrases.count(len(articles), phrases.library.articles))
        clear = partial(services.footnote.clear, library=library)
        await services.worker.run(clear, kind="addition", library=library)
        await services.use_ledger(partial(services.ledger.privacy.forget_realm, context.place))
        await log_keeper_action(context, lambda language: language.keeping.forgotten)
        return note_cards.note(phrases.keeping.forgotten)
