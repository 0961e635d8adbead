"""The base of buttons and selects that outlive a restart: all that one needs is written in its custom id.

A subclass names the pattern of its custom ids and says what a press does; the base parses the arguments, checks the
permission, acknowledges, shows the card and reports errors.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Any, ClassVar, Generic, Self, TypeVar

import discord
from discord import ui

from bot.discord.connection.client import Interaction
from bot.discord.core.actions import run_action
from bot.discord.core.context import InteractionContext
from bot.discord.core.responder import Acknowledgement, Card
from bot.discord.ui import escaping
from bot.discord.ui.card_parts import LABEL

WidgetT = TypeVar("WidgetT", bound="ui.Item[Any]")
ArgumentsT = TypeVar("ArgumentsT")

_NEVER = r"(?!)"  # matches no custom id: the base itself is never pressed


class PersistentItem(ui.DynamicItem[WidgetT], Generic[WidgetT, ArgumentsT], template=_NEVER):
    """A button or a select whose custom id holds its arguments.

    Args:
        arguments: what the custom id says.
        widget: the button or select that is shown.
    """

    acknowledgement: ClassVar[Acknowledgement] = Acknowledgement.PRIVATE
    askers_only: ClassVar[bool] = True
    keepers_only: ClassVar[bool] = False
    managers_only: ClassVar[bool] = False

    def __init__(self, arguments: ArgumentsT, widget: WidgetT) -> None:
        self.arguments = arguments
        super().__init__(widget)

    @classmethod
    @abstractmethod
    def parse(cls, match: re.Match[str]) -> ArgumentsT:
        """Read the arguments from a custom id that matches the template."""
        raise NotImplementedError

    @classmethod
    async def from_custom_id(cls, _interaction: Interaction, item: Any, match: re.Match[str]) -> Self:  # type: ignore[override]
        """Make the item that somebody used, perhaps one that an earlier process sent."""
        return cls(cls.parse(match), item)

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Run what the item does."""
        await run_action(
            interaction,
            self.act,
            acknowledgement=self.acknowledgement_for(interaction),
            askers_only=self.needs_permission(),
            keepers_only=self.keepers_only,
            managers_only=self.managers_only,
        )

    def acknowledgement_for(self, _interaction: Interaction) -> Acknowledgement:
        """Return how a press is acknowledged: for all presses of a class alike, unless a subclass decides otherwise."""
        return self.acknowledgement

    def needs_permission(self) -> bool:
        """Return whether the item is only for those who may ask here."""
        return self.askers_only

    @abstractmethod
    async def act(self, context: InteractionContext) -> Card | None:
        """Do what the item says, and return the card to show; None where it has answered by itself."""
        raise NotImplementedError


class PersistentButton(PersistentItem[ui.Button[Any], ArgumentsT], template=_NEVER):
    """A button whose custom id holds its arguments."""


def make_button(
    label: str, custom_id: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> ui.Button[Any]:
    """Make the widget of a button; a label that is too long for Discord is cut."""
    return ui.Button(style=style, label=escaping.label(label, LABEL), custom_id=custom_id)
