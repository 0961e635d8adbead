"""What every feature may use, and what each of them needs first: where it is, whose words it speaks, and time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import aiohttp
import discord

from bot import i18n
from bot.app.configuration import Config
from bot.concurrency.worker import Worker
from bot.i18n import Phrases
from bot.store import Ledger, Place, Preferences

if TYPE_CHECKING:
    from bot.discord.core.client import FootnoteBot
    from retrieval import Footnote

T = TypeVar("T")
Interaction: TypeAlias = "discord.Interaction[FootnoteBot]"
Where: TypeAlias = "Interaction | discord.Message"

UNKNOWN_INTERACTION = 10062  # it came too late, or Discord forgot it
ALREADY_ACKNOWLEDGED = 40060  # by a request whose answer was lost
TOKENS_OVER = frozenset({10015, 50027})  # 15 minutes after the interaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything a feature may use."""

    footnote: Footnote
    worker: Worker
    ledger: Ledger
    config: Config

    async def noted(self, call: Callable[[], T]) -> T:
        """Reads or writes the ledger, in the thread that is for it."""
        return await self.worker.run(call, kind="note")


class Expired(Exception):
    """Discord takes no response to this interaction any more."""


def library_of(where: Where) -> str:
    """The library of a place: a server's, or in direct messages and where only a user installed the app, the user's."""
    server = _server(where)
    return f"user-{_person(where).id}" if server is None else f"guild-{server}"


def place_of(where: Where) -> Place:
    """The place, as the ledger knows places."""
    channel = where.channel
    number = where.channel_id if isinstance(where, discord.Interaction) else where.channel.id
    assert number is not None  # noqa: S101  only pings have none
    if isinstance(channel, discord.Thread):
        return Place(server=_server(where), channel=channel.parent_id, thread=channel.id)
    return Place(server=_server(where), channel=number)


def phrases_for(where: Where, holds: Preferences | None = None) -> Phrases:
    """The bot's words in the asker's locale; in the place's language, where its preferences name one."""
    if holds is not None and holds.language != "auto":
        return i18n.of(holds.language)
    if isinstance(where, discord.Interaction):
        return i18n.of(where.locale.value)
    return i18n.of(where.guild.preferred_locale.value if where.guild else None)


async def acknowledged(interaction: Interaction, *, private: bool) -> None:
    """Tells Discord that an answer will come, before anything else is done; it then goes into `edit_original_response`.

    Args:
        interaction: of a command, or of a button whose answer is a message of its own.
        private: whether only the asker sees the answer.

    Raises:
        Expired: Discord takes no response any more.
    """
    await _first_response(interaction.response.defer(ephemeral=private, thinking=True))


async def acknowledged_update(interaction: Interaction) -> None:
    """As `acknowledged`, for a button that changes its own message.

    Raises:
        Expired: Discord takes no response any more.
    """
    await _first_response(interaction.response.defer())


async def _first_response(response: Any) -> None:
    try:
        await response
    except discord.HTTPException as error:
        if error.code == UNKNOWN_INTERACTION:
            raise Expired from error
        if error.code != ALREADY_ACKNOWLEDGED:
            raise


async def insisted(request: Callable[[], Awaitable[T]]) -> T:
    """Makes a request once more if the connection broke. It must be one that Discord carries out only once.

    Raises:
        aiohttp.ClientError: the connection broke again.
    """
    try:
        return await request()
    except (aiohttp.ClientError, ConnectionError):
        return await request()


def _server(where: Where) -> int | None:
    """The server, if the bot is in it."""
    if isinstance(where, discord.Interaction):
        return where.guild_id if where.guild_id is not None and where.is_guild_integration() else None
    return where.guild.id if where.guild else None


def _person(where: Where) -> discord.User | discord.Member:
    return where.user if isinstance(where, discord.Interaction) else where.author
