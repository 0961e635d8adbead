"""INTERACTION_CREATE as Discord writes it: who asked, where, in which language, and who installed the app."""

from __future__ import annotations

from typing import Literal, TypeAlias

from support.discord_loopback import permissions as may
from support.discord_loopback.channel_changes import ChannelChanges
from support.discord_loopback.discord_records import Channel, User
from support.discord_loopback.interactions import Interaction
from support.discord_loopback.json_types import Json
from support.discord_loopback.server_state import ServerState

Install: TypeAlias = Literal["guild", "user", "both"]
ATTACHMENT_BYTES = 10 * 1024 * 1024
IN_GUILD, IN_BOT_DM, IN_PRIVATE = 0, 1, 2


def context_of(channel: Channel) -> int:
    """Return whether a channel is in a server, is the DM with the bot, or is a DM of other people."""
    if channel.guild_id is not None:
        return IN_GUILD
    return IN_PRIVATE if channel.apart else IN_BOT_DM


def owners_of(state: ServerState, channel: Channel, user: User, install: Install | None) -> dict[str, str]:
    """Return who installed the app for a use of it: "0" the server (or 0 in the bot's DM), "1" the user.

    Args:
        state: which servers the bot is in.
        channel: where it is used.
        user: by whom.
        install: as a test wants it; by default the server where the bot is in it, else the user.
    """
    chosen = install or ("guild" if state.reaches(channel) else "user")
    guild = {"0": channel.guild_id or "0"} if chosen in {"guild", "both"} else {}
    return guild | ({"1": user.id} if chosen in {"user", "both"} else {})


def interaction_json(interaction: Interaction, state: ServerState, posting: ChannelChanges, locale: str) -> Json:
    """Return the interaction object.

    Args:
        interaction: what was asked.
        state: who and what there is.
        posting: writes channels and messages.
        locale: the language of the asker's client.
    """
    channel, user = interaction.channel, interaction.user
    held = str(state.permissions(user, channel))
    own = state.permissions(state.bot, channel) if state.reaches(channel) else may.EVERYONE
    fields: Json = {
        "id": interaction.id,
        "application_id": state.app_id,
        "type": interaction.kind,
        "data": interaction.data,
        "token": interaction.token,
        "version": 1,
        "channel_id": channel.id,
        "channel": posting.channel_json(channel) | {"permissions": held},
        "app_permissions": str(own),
        "locale": locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": interaction.owners,
        "context": context_of(channel),
        "attachment_size_limit": ATTACHMENT_BYTES,
    }
    if interaction.message is not None:
        fields["message"] = interaction.message.to_json(state.bot.id)
    if channel.guild_id is None:
        return fields | {"user": user.to_json()}
    guild = state.guilds[channel.guild_id]
    member = state.members[guild.id, user.id].to_json() | {"permissions": held}
    place: Json = {"guild_id": guild.id, "guild_locale": guild.locale, "member": member}
    return fields | place | {"guild": {"id": guild.id, "locale": guild.locale, "features": []}}
