"""`/privacy`: shows people what is stored about them, hands it out as a file, and deletes it."""

from __future__ import annotations

import io
import json
import re
from functools import partial
from typing import Literal, Self, TypeAlias, cast, get_args

import discord
from discord import app_commands, ui

from bot.discord.connection.client import Interaction
from bot.discord.connection.translator import command_text
from bot.discord.core.actions import run_action
from bot.discord.core.availability import allow_everywhere
from bot.discord.core.context import InteractionContext
from bot.discord.core.persistent_items import PersistentButton, make_button
from bot.discord.core.responder import Acknowledgement
from bot.discord.ui import note_cards, personal_data_cards
from bot.discord.ui.card_parts import BAD
from bot.i18n import Phrases

FILE = "footnote-my-data.json"

PrivacyStep: TypeAlias = Literal["erase", "confirm", "cancel", "export"]
_RED = frozenset({"erase", "confirm"})


@app_commands.command(name=command_text("privacy.name"), description=command_text("privacy.description"))
@allow_everywhere
async def privacy(interaction: Interaction) -> None:
    """Show what is stored about the person, to that person alone."""
    await run_action(interaction, show_stored_data)


class PrivacyButton(PersistentButton[PrivacyStep], template=rf"privacy:(?P<step>{'|'.join(get_args(PrivacyStep))})"):
    """A step of viewing, exporting and deleting what is stored about whoever presses."""

    acknowledgement = Acknowledgement.UPDATE
    askers_only = False

    @classmethod
    def make(cls, step: PrivacyStep, phrases: Phrases) -> Self:
        """Make the button for a step."""
        style = discord.ButtonStyle.danger if step in _RED else discord.ButtonStyle.secondary
        return cls(step, make_button(getattr(phrases.buttons, step), f"privacy:{step}", style))

    @classmethod
    def parse(cls, match: re.Match[str]) -> PrivacyStep:
        """Read the step."""
        return cast("PrivacyStep", match["step"])

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Take the step. The stored data is sent as a file of its own; the other steps change the card."""
        steps = {
            "erase": ask_confirmation,
            "confirm": delete_stored_data,
            "cancel": show_stored_data,
            "export": export_stored_data,
        }
        return await steps[self.arguments](context)


async def show_stored_data(context: InteractionContext) -> ui.LayoutView:
    """Make the card with what is stored."""
    services = context.services
    about = await services.read_ledger(partial(services.ledger.privacy.export, context.person))
    empty = not any(value for name, value in about.items() if name != "person")
    steps: tuple[PrivacyStep, ...] = () if empty else ("export", "erase")
    buttons = [PrivacyButton.make(step, context.phrases) for step in steps]
    settings = services.config.ledger
    return personal_data_cards.personal_data(
        about, context.phrases, days=settings.question_days, is_local=not settings.database, buttons=buttons
    )


async def ask_confirmation(context: InteractionContext) -> ui.LayoutView:
    """Make the card that asks whether to delete."""
    steps: tuple[PrivacyStep, ...] = ("confirm", "cancel")
    buttons = [PrivacyButton.make(step, context.phrases) for step in steps]
    return note_cards.note(context.phrases.privacy.sure_to_erase, buttons=buttons, colour=BAD)


async def delete_stored_data(context: InteractionContext) -> ui.LayoutView:
    """Delete what is stored."""
    services = context.services
    await services.use_ledger(partial(services.ledger.privacy.forget, context.person))
    return note_cards.note(context.phrases.privacy.erased)


async def export_stored_data(context: InteractionContext) -> ui.LayoutView:
    """Send the stored data as a file beside the card, which stays as it is."""
    services = context.services
    about = await services.read_ledger(partial(services.ledger.privacy.export, context.person))
    data = json.dumps(about, ensure_ascii=False, indent=2).encode()
    await context.responder.send(file=discord.File(io.BytesIO(data), filename=FILE), private=True)
    return await show_stored_data(context)
