"""`/settings`: what a server or one of its channels wants, shown in words and changed in the same command."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.app_commands import AppCommandChannel, AppCommandThread, Choice, Range, Transform, Transformer

from bot.discord.core.context import Interaction
from bot.discord.core.responder import Errand, attend
from bot.discord.core.translator import options, text
from bot.discord.preferences.settings_card import PickRoles, Reset, seen
from bot.i18n import LANGUAGES
from bot.store import Place

if TYPE_CHECKING:
    from bot.discord.core.client import FootnoteBot

_MOST_DAILY = 1_000_000
_SHARES = [Choice(name=text(f"settings.sureness.{one_in}"), value=one_in) for one_in in (20, 10, 5, 3)]
_LANGUAGES = [
    Choice(name=text("settings.language.asker"), value="auto"),
    *[Choice(name=one.name, value=one.code) for one in LANGUAGES.values()],
]


class Room(Transformer):
    """The number of a channel in which people write."""

    type = discord.AppCommandOptionType.channel
    channel_types = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]  # noqa: RUF012

    async def transform(self, _: Interaction, value: AppCommandChannel | AppCommandThread) -> int:  # type: ignore[override]
        """Takes the number of what was chosen."""
        return value.id


async def setup(bot: FootnoteBot) -> None:
    """Adds the command and what is under its card."""
    bot.add_dynamic_items(PickRoles, Reset)
    bot.tree.add_command(settings)


@app_commands.command(name=text("settings.name"), description=text("settings.description"))
@options(
    channel="settings.channel",
    footnote="settings.footnote",
    askers="settings.askers",
    private="settings.private",
    sureness="settings.sureness",
    language="settings.language",
    person="settings.person",
    server="settings.server",
)
@app_commands.choices(sureness=_SHARES)
@app_commands.choices(language=_LANGUAGES)  # each call takes choices of one type
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
async def settings(  # noqa: PLR0917  an option each
    interaction: Interaction,
    channel: Transform[int, Room] | None = None,
    footnote: bool | None = None,  # noqa: FBT001  an option of a command
    askers: discord.Role | None = None,
    private: bool | None = None,  # noqa: FBT001
    sureness: int | None = None,
    language: str | None = None,
    person: Range[int, 0, _MOST_DAILY] | None = None,
    server: Range[int, 0, _MOST_DAILY] | None = None,
) -> None:
    """Changes what is given, and shows what then holds."""
    wanted: dict[str, Any] = {
        "roles": None if askers is None else () if askers.is_default() else (askers.id,),
        "private": private,
        "accepted_wrong": None if sureness is None else 1 / sureness,
        "language": language,
        "person_daily": person,
        "server_daily": server,
    }
    given = {name: value for name, value in wanted.items() if value is not None}
    await attend(interaction, partial(_changed, channel, footnote, given))


async def _changed(
    channel: int | None,
    listens: bool | None,  # noqa: FBT001
    given: dict[str, Any],
    errand: Errand,
) -> ui.LayoutView:
    """Stores the changes. Whether a channel is a Footnote channel is always its own affair: at least the one here."""
    server, places = errand.place.server, errand.services.ledger.places
    if given:
        where = Place(server=server, channel=channel or 0)
        await errand.services.noted(partial(places.change, where, channel=channel is not None, **given))
    if listens is not None:
        where = Place(server=server, channel=channel or errand.place.channel)
        await errand.services.noted(partial(places.change, where, channel=True, listens=listens))
    return await seen(channel, errand)
