"""Users, servers, roles, members and channels: frozen values that can write themselves as Discord's JSON."""

from __future__ import annotations

from dataclasses import dataclass, field

from support.discord_loopback.guild_defaults import EMPTY_GUILD_FIELDS, PLAIN_GUILD_FIELDS
from support.discord_loopback.json_types import Json
from support.discord_loopback.permissions import EVERYONE
from support.discord_loopback.snowflakes import timestamp

TEXT, DM, GROUP, PUBLIC_THREAD, FORUM = 0, 1, 3, 11, 15
THREAD_KINDS = frozenset({10, 11, 12})


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account. `locale` is the language of its client, sent with every interaction."""

    id: str
    name: str
    bot: bool = False
    locale: str = "en-US"

    @property
    def mention(self) -> str:
        """What stands in a message's content where the user is named."""
        return f"<@{self.id}>"

    def to_json(self) -> Json:
        """Return the user object."""
        return {
            "id": self.id,
            "username": self.name,
            "global_name": None if self.bot else self.name.title(),
            "discriminator": "0000" if self.bot else "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
            "flags": 0,
            "primary_guild": None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role of a server; the one whose id is the server's is held by everyone."""

    id: str
    guild_id: str
    name: str
    permissions: int = EVERYONE
    position: int = 0
    managed: bool = False
    bot_id: str | None = None  # of the bot whose role it is, if it is one's

    def to_json(self) -> Json:
        """Return the role object."""
        tags = {} if self.bot_id is None else {"tags": {"bot_id": self.bot_id}}
        return tags | {
            "id": self.id,
            "name": self.name,
            "permissions": str(self.permissions),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": self.managed,
            "mentionable": False,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A user in a server."""

    user: User
    guild_id: str
    roles: tuple[str, ...] = ()  # ids, without the role of everyone
    joined: str = field(default_factory=timestamp)

    def to_json(self, *, user: bool = True) -> Json:
        """Return the member object; messages carry it without the user in it."""
        fields: Json = {
            "roles": list(self.roles),
            "nick": None,
            "avatar": None,
            "banner": None,
            "joined_at": self.joined,
            "premium_since": None,
            "communication_disabled_until": None,
            "pending": False,
            "mute": False,
            "deaf": False,
            "flags": 0,
        }
        return fields | {"user": self.user.to_json()} if user else fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Overwrite:
    """The permissions that a channel allows or denies to one role or one member."""

    target: str
    allow: int = 0
    deny: int = 0
    member: bool = False

    def to_json(self) -> Json:
        """Return the overwrite object."""
        kind = 1 if self.member else 0
        return {"id": self.target, "type": kind, "allow": str(self.allow), "deny": str(self.deny)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadState:
    """The facts of a thread that a channel does not have."""

    owner_id: str
    archived: bool = False
    locked: bool = False
    auto_archive: int = 1440
    joined: frozenset[str] = frozenset()
    since: str = field(default_factory=timestamp)

    def to_json(self) -> Json:
        """Return the thread metadata."""
        return {
            "archived": self.archived,
            "archive_timestamp": self.since,
            "auto_archive_duration": self.auto_archive,
            "locked": self.locked,
            "create_timestamp": self.since,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A text channel, thread, forum, DM or group DM. An old value still names the channel by its id."""

    id: str
    name: str
    kind: int = TEXT
    guild_id: str | None = None
    parent_id: str | None = None
    position: int = 0
    recipients: tuple[User, ...] = ()  # of a DM: everyone in it but the bot
    apart: bool = False  # a DM or group of people alone, where the bot is no more than an installed app
    overwrites: tuple[Overwrite, ...] = ()
    thread: ThreadState | None = None

    @property
    def mention(self) -> str:
        """What stands in a message's content where the channel is named."""
        return f"<#{self.id}>"

    def to_json(self, *, messages: int = 0) -> Json:
        """Return the channel object of its kind; a thread says how many messages it holds."""
        if self.guild_id is None:
            people = [user.to_json() for user in self.recipients]
            fields = {"id": self.id, "type": self.kind, "flags": 0, "last_message_id": None, "recipients": people}
            group = {"name": self.name, "icon": None, "owner_id": self.recipients[0].id}
            return fields | group if self.kind == GROUP else fields
        fields = {
            "id": self.id,
            "type": self.kind,
            "guild_id": self.guild_id,
            "name": self.name,
            "parent_id": self.parent_id,
            "rate_limit_per_user": 0,
            "last_message_id": None,
            "flags": 0,
        }
        if self.thread is None:
            return fields | self._own_fields()
        counts = {"message_count": messages, "total_message_sent": messages, "member_count": len(self.thread.joined)}
        return fields | counts | {"owner_id": self.thread.owner_id, "thread_metadata": self.thread.to_json()}

    def _own_fields(self) -> Json:
        fields: Json = {
            "position": self.position,
            "topic": None,
            "nsfw": False,
            "permission_overwrites": [overwrite.to_json() for overwrite in self.overwrites],
        }
        forum: Json = {"available_tags": [], "default_reaction_emoji": None, "default_sort_order": None}
        return fields | forum if self.kind == FORUM else fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Guild:
    """A server. In one where the bot is not installed, it hears of nothing but the interactions of its users."""

    id: str
    name: str
    owner: User
    locale: str = "en-US"
    installed: bool = True
    system_channel_id: str | None = None  # where Discord itself writes who has joined

    def to_json(self, roles: list[Role]) -> Json:
        """Return the guild object of REST."""
        empty = dict.fromkeys(EMPTY_GUILD_FIELDS)
        return (
            empty
            | PLAIN_GUILD_FIELDS
            | {
                "id": self.id,
                "name": self.name,
                "owner_id": self.owner.id,
                "system_channel_id": self.system_channel_id,
                "preferred_locale": self.locale,
                "roles": [role.to_json() for role in roles],
            }
        )
