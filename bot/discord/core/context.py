"""The context of an interaction or a message: made once, and handed to the functions that answer it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import discord

from bot.concurrency.worker import Kind
from bot.discord.connection.client import FootnoteClient, Interaction
from bot.discord.connection.retries import REQUEST_ERRORS, retry
from bot.discord.connection.services import Services
from bot.discord.core.places import Incoming, library_of, person_of, phrases_in, phrases_of, place_of
from bot.discord.core.refusals import Refused
from bot.discord.core.responder import Responder
from bot.i18n import Phrases
from bot.store import Place, Preferences

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The person who asks, the place, and the library, preferences and words that apply there."""

    services: Services
    place: Place
    library: str
    person: int
    roles: frozenset[int]
    manages: bool  # the server, so that no setting excludes the person
    preferences: Preferences
    phrases: Phrases

    async def run(self, call: Callable[[], T], *, kind: Kind = "lookup", key: Hashable = None) -> T:
        """Run a call that reads the library, in the worker; the libraries of all places take turns.

        Args:
            call: the work to do.
            kind: which threads it takes, by default those for what buttons and lists show.
            key: calls of one kind with the same key are made once; None: each is made.
        """
        return await self.services.worker.run(call, kind=kind, key=key, owner=self.library)

    @property
    def may_ask(self) -> bool:
        """True if the person may ask here, and so see what the articles say."""
        allowed = self.preferences.roles
        return self.keeps or not allowed or not self.roles.isdisjoint(allowed)

    @property
    def keeps(self) -> bool:
        """True if the person keeps the library: by managing the server, by a keeper's role, or as its only reader."""
        return self.manages or self.place.server is None or not self.roles.isdisjoint(self.preferences.keepers)

    def require_keeper(self) -> None:
        """Refuse whoever may not change the library.

        Discord shows the commands to those who manage the server, and to whom the server's settings allow them. Where
        the server names roles of keepers, these are checked here as well.

        Raises:
            Refused: there are such roles, and the person has none of them and does not manage the server.
        """
        if self.preferences.keepers and not self.keeps:
            raise Refused("not_keeper")

    def require_manager(self) -> None:
        """Refuse whoever does not manage the server.

        Raises:
            Refused: the person does not.
        """
        if not self.manages:
            raise Refused("not_allowed")

    def require_permission(self) -> None:
        """Refuse whoever may not ask here.

        Raises:
            Refused: the person has none of the roles that may ask.
        """
        if not self.may_ask:
            raise Refused("not_allowed")


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionContext(Context):
    """The context of a command, a button or a form."""

    interaction: Interaction
    responder: Responder


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageContext(Context):
    """The context of a message that somebody wrote."""

    client: FootnoteClient
    message: discord.Message


async def read_interaction(
    interaction: Interaction, responder: Responder, *, seconds: float | None = None
) -> InteractionContext:
    """Make the context of an interaction.

    Args:
        interaction: of a command, a button or a form.
        responder: that answers it.
        seconds: how long to wait for the preferences of the place, where the first response must follow at once;
            after that the defaults apply. None: as long as it takes.
    """
    services, place = interaction.client.services, place_of(interaction)
    try:
        async with asyncio.timeout(seconds):
            preferences = await services.preferences_of(place)
    except TimeoutError:
        preferences = Preferences()
    return InteractionContext(
        **_fields(interaction, services, place, preferences), interaction=interaction, responder=responder
    )


async def read_message(message: discord.Message, client: FootnoteClient) -> MessageContext:
    """Make the context of a message."""
    await _look_up_thread(message)
    services, place = client.services, place_of(message)
    preferences = await services.preferences_of(place)
    return MessageContext(**_fields(message, services, place, preferences), client=client, message=message)


async def _look_up_thread(message: discord.Message) -> None:
    """Ask Discord about a thread that the bot was not told of: what applies there is known by its channel alone."""
    channel = message.channel
    if message.guild is None or not isinstance(channel, discord.PartialMessageable):
        return
    with suppress(*REQUEST_ERRORS):
        found = await retry(partial(message.guild.fetch_channel, channel.id))
        if isinstance(found, discord.Thread):
            message.channel = found


def _fields(incoming: Incoming, services: Services, place: Place, preferences: Preferences) -> dict[str, Any]:
    person = person_of(incoming)
    member = person if isinstance(person, discord.Member) else None
    language = preferences.language
    return {
        "services": services,
        "place": place,
        "library": library_of(incoming),
        "person": person.id,
        "roles": frozenset(role.id for role in member.roles) if member else frozenset(),
        "manages": _manages(incoming, member),
        "preferences": preferences,
        "phrases": phrases_of(incoming) if language == "auto" else phrases_in(language, incoming),
    }


def _manages(incoming: Incoming, member: discord.Member | None) -> bool:
    if isinstance(incoming, discord.Interaction):
        return incoming.permissions.manage_guild
    return bool(member and (member.guild.owner_id == member.id or member.guild_permissions.manage_guild))
