"""All that the server remembers: who and what there is, who may do what where, and what was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from support.discord_loopback import permissions
from support.discord_loopback.discord_message import Message
from support.discord_loopback.discord_records import DM, THREAD_KINDS, Channel, Guild, Member, Overwrite, Role, User
from support.discord_loopback.error_responses import missing_access, missing_permissions, unknown
from support.discord_loopback.json_types import Json
from support.discord_loopback.snowflakes import Snowflakes

DM_PERMISSIONS = permissions.EVERYONE | permissions.MENTION_EVERYONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that somebody attached. `url` serves its bytes."""

    id: str
    name: str
    data: bytes
    content_type: str
    url: str

    def to_json(self) -> Json:
        """Return the attachment object."""
        return {
            "id": self.id,
            "filename": self.name,
            "size": len(self.data),
            "url": self.url,
            "proxy_url": self.url,
            "content_type": self.content_type,
        }


class ServerState:
    """Tables of records by id. Changed on the server's loop alone; lookups that fail refuse as Discord does."""

    def __init__(self, *, app_name: str = "Footnote") -> None:
        self.new_id = Snowflakes()
        self.users: dict[str, User] = {}
        self.guilds: dict[str, Guild] = {}
        self.roles: dict[str, Role] = {}
        self.members: dict[tuple[str, str], Member] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        self.uploads: dict[str, Upload] = {}
        self.app_owner = self.add_user("the_operator")
        self.bot = self.add_user(app_name, bot=True)

    @property
    def app_id(self) -> str:
        """The application has the id of its bot."""
        return self.bot.id

    def add_user(self, name: str, *, bot: bool = False, locale: str = "en-US") -> User:
        """Make a new account."""
        user = User(id=self.new_id(), name=name, bot=bot, locale=locale)
        self.users[user.id] = user
        return user

    def guild(self, guild_id: str) -> Guild:
        """Make a server that the bot is in."""
        guild = self.guilds.get(guild_id)
        if guild is None or not guild.installed:
            raise unknown("Guild")
        return guild

    def channel(self, channel_id: str) -> Channel:
        """Make a channel of any kind."""
        if channel_id not in self.channels:
            raise unknown("Channel")
        return self.channels[channel_id]

    def message(self, channel_id: str, message_id: str) -> Message:
        """Return a message that has not been deleted."""
        message = self.messages.get(channel_id, {}).get(message_id)
        if message is None or message.deleted:
            raise unknown("Message")
        return message

    def transcript(self, channel_id: str) -> list[Message]:
        """Return every message of a channel, oldest first, ephemeral and deleted ones among them."""
        return list(self.messages.get(channel_id, {}).values())

    def roles_of(self, guild_id: str) -> list[Role]:
        """Return the roles of a server, the one of everyone first."""
        return [role for role in self.roles.values() if role.guild_id == guild_id]

    def members_of(self, guild_id: str) -> list[Member]:
        """Return the members of a server, in order of joining."""
        return [member for member in self.members.values() if member.guild_id == guild_id]

    def channels_of(self, guild_id: str, *, threads: bool = False) -> list[Channel]:
        """Return the channels of a server, or its threads."""
        listed = [channel for channel in self.channels.values() if channel.guild_id == guild_id]
        return [channel for channel in listed if (channel.kind in THREAD_KINDS) == threads]

    def permissions(self, user: User, channel: Channel) -> int:
        """Return what a user may do in a channel; in servers that the user is not in, what everyone may."""
        if channel.guild_id is None:
            return DM_PERMISSIONS
        guild = self.guilds[channel.guild_id]
        member = self.members.get((guild.id, user.id))
        roles = {guild.id, *(member.roles if member else ())}
        granted = (self.roles[role].permissions for role in roles)
        held = permissions.in_guild(granted, owner=guild.owner.id == user.id)
        return permissions.in_channel(held, self._overwrites(channel), guild_id=guild.id, roles=roles, user_id=user.id)

    def _overwrites(self, channel: Channel) -> Iterable[Overwrite]:
        parent = self.channels.get(channel.parent_id or "") if channel.kind in THREAD_KINDS else None
        return (parent or channel).overwrites

    def demand(self, channel: Channel, *needed: int) -> None:
        """Refuse unless the bot sees the channel and holds every permission asked for."""
        if not self.reaches(channel):
            raise missing_access()
        held = self.permissions(self.bot, channel)
        if not held & permissions.VIEW_CHANNEL:
            raise missing_access()
        if any(not held & permission for permission in needed):
            raise missing_permissions()

    def reaches(self, channel: Channel) -> bool:
        """Return whether the bot is in the server, or in the DM, of the channel."""
        if channel.guild_id is not None:
            return self.guilds[channel.guild_id].installed
        return not channel.apart

    def dm_with(self, user: User) -> Channel | None:
        """Return the DM between the bot and a user, once there is one."""
        for channel in self.channels.values():
            if channel.kind == DM and not channel.apart and channel.recipients == (user,):
                return channel
        return None
