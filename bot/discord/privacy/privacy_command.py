"""`/privacy`: shows people what is stored about them, hands it out as a file, and deletes it."""

from __future__ import annotations

import io
import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias, get_args

import discord
from discord import app_commands, ui

from bot.discord.core.context import Interaction
from bot.discord.core.responder import Errand, attend
from bot.discord.core.translator import text
from bot.discord.ui import escaping, note_cards
from bot.discord.ui.card_parts import BAD, LABEL
from bot.i18n import Phrases

if TYPE_CHECKING:
    from bot.discord.core.client import FootnoteBot

FILE = "footnote-my-data.json"

Step: TypeAlias = Literal["erase", "confirm", "cancel", "export"]
_RED = frozenset({"erase", "confirm"})


async def setup(bot: FootnoteBot) -> None:
    """Adds the command and its buttons."""
    bot.add_dynamic_items(Choose)
    bot.tree.add_command(privacy)


@app_commands.command(name=text("privacy.name"), description=text("privacy.description"))
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def privacy(interaction: Interaction) -> None:
    """Shows what is stored about the asker, to the asker alone."""
    await attend(interaction, _stored)


class Choose(ui.DynamicItem[ui.Button[Any]], template=rf"privacy:(?P<step>{'|'.join(get_args(Step))})"):
    """One step of looking at, taking along and deleting what is stored about whoever presses."""

    def __init__(self, step: Step, label: str) -> None:
        self.step = step
        style = discord.ButtonStyle.danger if step in _RED else discord.ButtonStyle.secondary
        super().__init__(ui.Button(style=style, label=label, custom_id=f"privacy:{step}"))

    @classmethod
    def of(cls, step: Step, say: Phrases) -> Self:
        """The button for a step."""
        return cls(step, escaping.label(getattr(say.buttons, step), LABEL))

    @classmethod
    async def from_custom_id(cls, _: Interaction, item: ui.Item[Any], match: re.Match[str]) -> Self:  # type: ignore[override]
        """The button as somebody presses it."""
        step: Any = match["step"]
        return cls(step, getattr(item, "label", None) or "…")

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Takes the step. What is stored is sent as a file of its own; the rest changes the card."""
        works = {"erase": _asked, "confirm": _erased, "cancel": _stored, "export": _exported}
        await attend(interaction, works[self.step], updates=True)


async def _stored(errand: Errand) -> ui.LayoutView:
    services, person = errand.services, errand.interaction.user.id
    about = await services.noted(partial(services.ledger.privacy.about, person))
    empty = not any(value for name, value in about.items() if name != "person")
    steps: tuple[Step, ...] = () if empty else ("export", "erase")
    buttons = [Choose.of(step, errand.say) for step in steps]
    return note_cards.privacy(about, errand.say, days=services.config.ledger.question_days, buttons=buttons)


async def _asked(errand: Errand) -> ui.LayoutView:
    steps: tuple[Step, ...] = ("confirm", "cancel")
    buttons = [Choose.of(step, errand.say) for step in steps]
    return note_cards.note(errand.say.privacy.sure_to_erase, buttons=buttons, colour=BAD)


async def _erased(errand: Errand) -> ui.LayoutView:
    services, person = errand.services, errand.interaction.user.id
    await services.noted(partial(services.ledger.privacy.forget, person))
    return note_cards.note(errand.say.privacy.erased)


async def _exported(errand: Errand) -> ui.LayoutView:
    """Sends the file beside the card, which stays as it is."""
    services, person = errand.services, errand.interaction.user.id
    about = await services.noted(partial(services.ledger.privacy.about, person))
    data = json.dumps(about, ensure_ascii=False, indent=2).encode()
    await errand.interaction.followup.send(file=discord.File(io.BytesIO(data), filename=FILE), ephemeral=True)
    return await _stored(errand)
