"""`/settings`: what a server or one of its channels wants, shown in words and changed in the same command."""

from __future__ import annotations

from functools import partial
from typing import Any

import discord
from discord import app_commands, ui
from discord.app_commands import AppCommandChannel, AppCommandThread, Choice, Range, Transform, Transformer

from bot.discord.connection.client import Interaction
from bot.discord.connection.translator import command_text, describe_options
from bot.discord.core.actions import run_action
from bot.discord.core.context import InteractionContext
from bot.discord.core.keeper_log import log_keeper_action
from bot.discord.preferences.settings_card import show_settings
from bot.i18n import LANGUAGES
from bot.store import Place
from bot.store.preferences import MOST_DAILY

_SHARES = [Choice(name=command_text(f"settings.sureness.{share}"), value=share) for share in (20, 10, 5, 3)]
_LANGUAGES = [
    Choice(name=command_text("settings.language.asker"), value="auto"),
    *[Choice(name=phrases.name, value=phrases.code) for phrases in LANGUAGES.values()],
]


class ChannelNumber(Transformer):
    """The number of a channel in which people write."""

    type = discord.AppCommandOptionType.channel
    channel_types = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]  # noqa: RUF012

    async def transform(self, _: Interaction, value: AppCommandChannel | AppCommandThread) -> int:  # type: ignore[override]
        """Take the number of the channel that was chosen."""
        return value.id


class TextChannelNumber(ChannelNumber):
    """The number of a channel that messages can be sent to."""

    channel_types = [discord.ChannelType.text, discord.ChannelType.news]  # noqa: RUF012


@app_commands.command(name=command_text("settings.name"), description=command_text("settings.description"))
@describe_options(
    channel="settings.channel",
    footnote="settings.footnote",
    askers="settings.askers",
    keepers="settings.keepers",
    log="settings.log",
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
    channel: Transform[int, ChannelNumber] | None = None,
    footnote: bool | None = None,  # noqa: FBT001  an option of a command
    askers: discord.Role | None = None,
    keepers: discord.Role | None = None,
    log: Transform[int, TextChannelNumber] | None = None,
    private: bool | None = None,  # noqa: FBT001
    sureness: int | None = None,
    language: str | None = None,
    person: Range[int, 0, MOST_DAILY] | None = None,
    server: Range[int, 0, MOST_DAILY] | None = None,
) -> None:
    """Change what is set in the command, and show what then applies."""
    values: dict[str, Any] = {
        "roles": None if askers is None else () if askers.is_default() else (askers.id,),
        "keepers": None if keepers is None else () if keepers.is_default() else (keepers.id,),
        "log_channel": log,
        "private": private,
        "accepted_wrong": None if sureness is None else 1 / sureness,
        "language": language,
        "person_daily": person,
        "server_daily": server,
    }
    changes = {name: value for name, value in values.items() if value is not None}
    await run_action(interaction, partial(_change, channel, footnote, changes), managers_only=True)


async def _change(
    channel: int | None,
    listens: bool | None,  # noqa: FBT001
    changes: dict[str, Any],
    context: InteractionContext,
) -> ui.LayoutView:
    """Store the changes. Whether it is a Footnote channel is set for a channel alone, by default the one here."""
    server, services = context.place.server, context.services
    places = services.ledger.preferences
    if changes:
        place = Place(server=server, channel=channel or 0)
        await services.use_ledger(partial(places.change, place, channel=channel is not None, **changes))
    if listens is not None:
        place = Place(server=server, channel=channel or context.place.channel)
        await services.use_ledger(partial(places.change, place, channel=True, listens=listens))
    if changes or listens is not None:
        await log_keeper_action(context, lambda language: language.keeping.changed_settings)
    return await show_settings(channel, context)
