"""The buttons of an answer and their forms: brings what was pressed or handed in to `pressing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.discord.ask import button_actions
from bot.discord.ask.answer_card import PRESSED, AnswerButton
from bot.discord.ask.followup_card import AsideButton
from bot.discord.core import error_replies
from bot.discord.core.context import Interaction

if TYPE_CHECKING:
    from bot.discord.core.client import FootnoteBot


async def setup(bot: FootnoteBot) -> None:
    """Lets the buttons of every answer and of every quoted sentence work, and the forms that they open."""
    bot.add_dynamic_items(AnswerButton, AsideButton)
    bot.add_listener(_pressed, f"on_{PRESSED}")
    bot.add_listener(_handed_in, "on_interaction")


async def _pressed(interaction: Interaction, verb: str, answer: str, number: int) -> None:
    try:
        await button_actions.pressed(interaction, verb, answer, number)
    except Exception as error:  # noqa: BLE001  discord.py would only log it
        await error_replies.tell(interaction, error)


async def _handed_in(interaction: Interaction) -> None:
    if interaction.type is not discord.InteractionType.modal_submit:
        return
    try:
        await button_actions.handed_in(interaction)
    except Exception as error:  # noqa: BLE001  discord.py would only log it
        await error_replies.tell(interaction, error)
