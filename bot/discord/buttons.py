"""The buttons of an answer and their forms: brings what was pressed or handed in to `pressing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.discord import errors, pressing
from bot.discord.answer_cards import PRESSED, AnswerButton
from bot.discord.aside_cards import AsideButton
from bot.discord.services import Interaction

if TYPE_CHECKING:
    from bot.discord.client import FootnoteBot


async def setup(bot: FootnoteBot) -> None:
    """Lets the buttons of every answer and of every quoted sentence work, and the forms that they open."""
    bot.add_dynamic_items(AnswerButton, AsideButton)
    bot.add_listener(_pressed, f"on_{PRESSED}")
    bot.add_listener(_handed_in, "on_interaction")


async def _pressed(interaction: Interaction, verb: str, answer: str, number: int) -> None:
    try:
        await pressing.pressed(interaction, verb, answer, number)
    except Exception as error:  # noqa: BLE001  discord.py would only log it
        await errors.tell(interaction, error)


async def _handed_in(interaction: Interaction) -> None:
    if interaction.type is not discord.InteractionType.modal_submit:
        return
    try:
        await pressing.handed_in(interaction)
    except Exception as error:  # noqa: BLE001  discord.py would only log it
        await errors.tell(interaction, error)
