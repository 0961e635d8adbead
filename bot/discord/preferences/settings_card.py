"""The card of a server's or a channel's settings, with the choice of roles and the way back to the defaults."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import discord
from discord import ui

from bot.discord.ask import replies
from bot.discord.core.context import Interaction, phrases_for
from bot.discord.core.responder import Errand, attend
from bot.discord.ui import escaping, note_cards
from bot.discord.ui.card_parts import LABEL
from bot.i18n import Phrases
from bot.store import Ledger, Place, Preferences
from retrieval import Settings

_MOST_PICKED = 25  # of a select
_PLACEHOLDER = 150
_SERVER = 0  # stands where a channel's number would


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What the ledger knows about the settings of a server or a channel."""

    holds: Preferences
    own: tuple[str, ...]  # what it sets itself
    listening: tuple[int, ...]  # Footnote channels: the server's, or the one channel if it is one
    threshold: float
    accepted: float | None  # the share of wrong answers that the threshold follows from, if it does
    rated: tuple[int, int]  # helpful ones, and all, of the rated answers that are as sure as the threshold


async def seen(channel: int | None, errand: Errand) -> ui.LayoutView:
    """The settings of a channel, or of the server, as they are now."""
    services = errand.services
    look = partial(
        _held,
        services.ledger,
        Place(server=errand.place.server, channel=channel or _SERVER),
        errand.library,
        services.config,
    )
    held = await services.noted(look)
    say = phrases_for(errand.interaction, held.holds)
    return note_cards.settings(
        held.holds,
        say,
        threshold=held.threshold,
        accepted=held.accepted,
        channel=channel,
        own=held.own,
        listening=held.listening,
        rated=held.rated,
        reads_messages=errand.interaction.client.intents.message_content,
        buttons=[PickRoles.of(channel, held.holds.roles, say), Reset.of(channel, say)],
    )


class PickRoles(ui.DynamicItem[ui.RoleSelect[Any]], template=r"settings\.askers:(?P<channel>\d{1,20})"):
    """Says which roles may ask."""

    def __init__(self, channel: int | None, select: ui.RoleSelect[Any]) -> None:
        self.channel = channel
        super().__init__(select)

    @classmethod
    def of(cls, channel: int | None, roles: Sequence[int], say: Phrases) -> Self:
        """The choice, with the roles that may ask now."""
        kind = discord.SelectDefaultValueType.role
        select: ui.RoleSelect[Any] = ui.RoleSelect(
            custom_id=f"settings.askers:{channel or _SERVER}",
            placeholder=escaping.label(say.settings.pick_roles, _PLACEHOLDER),
            min_values=0,
            max_values=_MOST_PICKED,
            default_values=[discord.SelectDefaultValue(id=one, type=kind) for one in roles[:_MOST_PICKED]],
        )
        return cls(channel, select)

    @classmethod
    async def from_custom_id(cls, _: Interaction, item: ui.RoleSelect[Any], match: re.Match[str]) -> Self:  # type: ignore[override]
        """The choice as somebody makes it."""
        return cls(int(match["channel"]) or None, item)

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Stores the roles, and shows the settings with them."""
        await attend(interaction, self._picked, updates=True)

    async def _picked(self, errand: Errand) -> ui.LayoutView:
        data: Any = errand.interaction.data
        picked = [int(one) for one in data["values"]]
        everyone = errand.place.server in picked  # the role of everyone has the server's number
        await _change(self.channel, errand, roles=() if everyone else tuple(picked))
        return await seen(self.channel, errand)


class Reset(ui.DynamicItem[ui.Button[Any]], template=r"settings\.reset:(?P<channel>\d{1,20})"):
    """Takes back everything that a channel, or the server, sets itself."""

    def __init__(self, channel: int | None, label: str) -> None:
        self.channel = channel
        custom_id = f"settings.reset:{channel or _SERVER}"
        super().__init__(ui.Button(style=discord.ButtonStyle.danger, label=label, custom_id=custom_id))

    @classmethod
    def of(cls, channel: int | None, say: Phrases) -> Self:
        """The button."""
        return cls(channel, escaping.label(say.buttons.reset, LABEL))

    @classmethod
    async def from_custom_id(cls, _: Interaction, item: ui.Item[Any], match: re.Match[str]) -> Self:  # type: ignore[override]
        """The button as somebody presses it."""
        return cls(int(match["channel"]) or None, getattr(item, "label", None) or "…")

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Takes it back, and shows what then holds."""
        await attend(interaction, self._reset, updates=True)

    async def _reset(self, errand: Errand) -> ui.LayoutView:
        where = Place(server=errand.place.server, channel=self.channel or _SERVER)
        reset = partial(errand.services.ledger.places.reset, where, channel=self.channel is not None)
        await errand.services.noted(reset)
        return await seen(self.channel, errand)


async def _change(channel: int | None, errand: Errand, **values: Any) -> None:
    where = Place(server=errand.place.server, channel=channel or _SERVER)
    change = partial(errand.services.ledger.places.change, where, channel=channel is not None, **values)
    await errand.services.noted(change)


def _held(ledger: Ledger, where: Place, library: str, config: Settings) -> _Held:
    is_channel = where.channel != _SERVER
    holds = ledger.places.of(where)
    threshold = replies.needed(holds, config)
    listening = [number for number, own in ledger.places.channels(where).items() if own.get("listens")]
    judged = [one for one in ledger.feedback.judged(place=where, library=library) if one.confidence >= threshold]
    return _Held(
        holds=holds,
        own=tuple(ledger.places.own(where, channel=is_channel)),
        listening=tuple(one for one in listening if not is_channel or one == where.channel),
        threshold=threshold,
        accepted=_accepted(holds, config),
        rated=(sum(one.helpful for one in judged), len(judged)),
    )


def _accepted(holds: Preferences, config: Settings) -> float | None:
    if holds.accepted_wrong is not None:
        return holds.accepted_wrong
    is_set = holds.threshold is not None or config.answer.threshold >= 0
    return None if is_set else config.answer.accepted_wrong
