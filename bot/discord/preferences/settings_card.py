"""The card of a server's or a channel's settings, with the choice of roles and the way back to the defaults."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import discord
from discord import ui

from bot import i18n
from bot.discord.ask.question_answering import needed_confidence
from bot.discord.core.context import InteractionContext
from bot.discord.core.keeper_log import log_keeper_action
from bot.discord.core.persistent_items import PersistentButton, PersistentItem, make_button
from bot.discord.core.places import phrases_of
from bot.discord.core.responder import Acknowledgement
from bot.discord.ui import escaping, preference_cards
from bot.i18n import Phrases
from bot.store import Ledger, Place, Preferences
from retrieval import Settings

_MOST_ROLES = 25  # of a select
_PLACEHOLDER = 150
_SERVER = 0  # stands where a channel's number would


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsState:
    """The settings of a server or a channel, as they are stored and as they apply."""

    preferences: Preferences
    own: tuple[str, ...]  # what it sets itself
    listening: tuple[int, ...]  # Footnote channels: the server's, or the one channel if it is one
    threshold: float
    accepted: float | None  # the share of wrong answers that the threshold follows from, if it does
    rated: tuple[int, int]  # helpful ones, and all, of the rated answers that are as sure as the threshold


async def show_settings(channel: int | None, context: InteractionContext) -> ui.LayoutView:
    """Make the card with the settings of a channel, or of the server, as they are now."""
    services = context.services
    place = Place(server=context.place.server, channel=channel or _SERVER)
    state = await services.read_ledger(partial(_read, services.ledger, place, context.library, services.config))
    language = state.preferences.language
    phrases = phrases_of(context.interaction) if language == "auto" else i18n.of(language)
    return preference_cards.settings(
        state.preferences,
        phrases,
        threshold=state.threshold,
        accepted=state.accepted,
        channel=channel,
        own=state.own,
        listening=state.listening,
        closed=_closed(context, [*state.listening, *filter(None, [state.preferences.log_channel])]),
        rated=state.rated,
        reads_messages=context.interaction.client.intents.message_content,
        buttons=[
            RolesSelect.make(channel, state.preferences.roles, phrases),
            ResetButton.make(channel, phrases),
        ],
    )


class RolesSelect(PersistentItem[ui.RoleSelect[Any], int | None], template=r"settings\.askers:(?P<channel>\d{1,20})"):
    """Sets which roles may ask. Its argument is the channel; None for the server."""

    acknowledgement = Acknowledgement.UPDATE
    askers_only = False
    managers_only = True

    @classmethod
    def make(cls, channel: int | None, roles: Sequence[int], phrases: Phrases) -> Self:
        """Make the choice, with the roles that may ask now."""
        kind = discord.SelectDefaultValueType.role
        select: ui.RoleSelect[Any] = ui.RoleSelect(
            custom_id=f"settings.askers:{channel or _SERVER}",
            placeholder=escaping.label(phrases.settings.pick_roles, _PLACEHOLDER),
            min_values=0,
            max_values=_MOST_ROLES,
            default_values=[discord.SelectDefaultValue(id=role, type=kind) for role in roles[:_MOST_ROLES]],
        )
        return cls(channel, select)

    @classmethod
    def parse(cls, match: re.Match[str]) -> int | None:
        """Read the channel."""
        return int(match["channel"]) or None

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Store the roles, and show the settings with them."""
        data: Any = context.interaction.data
        roles = tuple(map(int, data["values"]))
        everyone = context.place.server in roles  # the role of everyone has the server's number
        place = Place(server=context.place.server, channel=self.arguments or _SERVER)
        change = partial(
            context.services.ledger.preferences.change,
            place,
            channel=self.arguments is not None,
            roles=() if everyone else roles,
        )
        await context.services.use_ledger(change)
        await log_keeper_action(context, lambda language: language.keeping.changed_settings)
        return await show_settings(self.arguments, context)


class ResetButton(PersistentButton[int | None], template=r"settings\.reset:(?P<channel>\d{1,20})"):
    """Takes back everything that a channel, or the server, sets itself. Its argument is the channel."""

    acknowledgement = Acknowledgement.UPDATE
    askers_only = False
    managers_only = True

    @classmethod
    def make(cls, channel: int | None, phrases: Phrases) -> Self:
        """Make the button."""
        custom_id = f"settings.reset:{channel or _SERVER}"
        return cls(channel, make_button(phrases.buttons.reset, custom_id, discord.ButtonStyle.danger))

    @classmethod
    def parse(cls, match: re.Match[str]) -> int | None:
        """Read the channel."""
        return int(match["channel"]) or None

    async def act(self, context: InteractionContext) -> ui.LayoutView:
        """Take the settings back, and show what then applies."""
        place = Place(server=context.place.server, channel=self.arguments or _SERVER)
        reset = partial(context.services.ledger.preferences.reset, place, channel=self.arguments is not None)
        await context.services.use_ledger(reset)
        await log_keeper_action(context, lambda language: language.keeping.changed_settings)
        return await show_settings(self.arguments, context)


def _read(ledger: Ledger, place: Place, library: str, config: Settings) -> SettingsState:
    is_channel = place.channel != _SERVER
    preferences = ledger.preferences.of(place)
    threshold = needed_confidence(preferences, config).sure
    listening = [number for number, own in ledger.preferences.channels(place).items() if own.get("listens")]
    judged = [
        rating for rating in ledger.feedback.judged(place=place, library=library) if rating.confidence >= threshold
    ]
    return SettingsState(
        preferences=preferences,
        own=tuple(ledger.preferences.own(place, channel=is_channel)),
        listening=tuple(number for number in listening if not is_channel or number == place.channel),
        threshold=threshold,
        accepted=_accepted(preferences, config),
        rated=(sum(rating.helpful for rating in judged), len(judged)),
    )


def _closed(context: InteractionContext, channels: Sequence[int]) -> list[int]:
    """Return the channels in which the bot may not write, or that are gone; none where the server is not known yet."""
    guild = context.interaction.client.get_guild(context.place.server or 0)
    if guild is None or guild.unavailable:
        return []
    return [number for number in dict.fromkeys(channels) if not _may_write(guild, number)]


def _may_write(guild: discord.Guild, number: int) -> bool:
    channel = guild.get_channel(number)
    if channel is None:
        return False
    held = channel.permissions_for(guild.me)
    # In a forum people and the bot write in its posts.
    return held.send_messages_in_threads if isinstance(channel, discord.ForumChannel) else held.send_messages


def _accepted(preferences: Preferences, config: Settings) -> float | None:
    if preferences.accepted_wrong is not None:
        return preferences.accepted_wrong
    return config.answer.accepted_wrong if preferences.threshold is None else None
