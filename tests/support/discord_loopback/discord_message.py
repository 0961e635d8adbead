"""A message as it stands now, with what its readers can see in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from support.discord_loopback.component_trees import BUTTON, pressable, texts, walk
from support.discord_loopback.discord_records import User
from support.discord_loopback.json_types import Json
from support.discord_loopback.snowflakes import timestamp

SUPPRESS_EMBEDS, EPHEMERAL, LOADING, SILENT, V2 = 1 << 2, 1 << 6, 1 << 7, 1 << 12, 1 << 15
PLAIN, REPLY, COMMAND_RESPONSE, MENU_RESPONSE, THREAD_STARTER = 0, 19, 20, 23, 21


@dataclass(slots=True, kw_only=True, eq=False)
class Message:
    """One message; edits and deletion show in it, so a test may keep it and look again."""

    id: str
    channel_id: str
    author: User
    guild_id: str | None = None
    kind: int = PLAIN
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    flags: int = 0
    mentions: list[User] = field(default_factory=list)
    mention_roles: list[str] = field(default_factory=list)
    mention_everyone: bool = False
    reference: Json | None = None
    replied_to: Message | None = None
    nonce: str | None = None
    metadata: Json | None = None  # of the interaction that it answers
    application_id: str | None = None
    audience: str | None = None  # the one user who sees an ephemeral message
    snapshots: list[Json] = field(default_factory=list)  # of messages that it forwards
    reactions: dict[str, list[str]] = field(default_factory=dict)  # emoji to ids of users
    created: str = field(default_factory=timestamp)
    posted: float = field(default_factory=time.monotonic)
    edited: str | None = None
    deleted: bool = False
    versions: list[str] = field(default_factory=list)  # what `text` said before each edit

    @property
    def ephemeral(self) -> bool:
        """Whether only the asker sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it says no more than that the bot is thinking."""
        return bool(self.flags & LOADING)

    @property
    def v2(self) -> bool:
        """Whether it is made of Components V2."""
        return bool(self.flags & V2)

    @property
    def text(self) -> str:
        """All that it says: content, text displays, titles and descriptions of embeds; joined by line ends."""
        embedded = [embed.get(key, "") for embed in self.embeds for key in ("title", "description")]
        return "\n".join(part for part in (self.content, *texts(self.components), *embedded) if part)

    @property
    def buttons(self) -> list[Json]:
        """Its buttons, in order."""
        return [node for _, node in walk(self.components) if node.get("type") == BUTTON]

    @property
    def custom_ids(self) -> list[str]:
        """The custom ids of its buttons and selects, in order."""
        return [node["custom_id"] for _, node in walk(self.components) if node.get("custom_id")]

    @property
    def links(self) -> list[str]:
        """The addresses of its link buttons, in order."""
        return [button["url"] for button in self.buttons if button.get("url")]

    def find(self, target: str) -> Json:
        """Find the button or select with this custom id or label.

        Raises:
            LookupError: there is none that can be used.
        """
        return pressable(self.components, target)

    def to_json(self, me: str, *, hide: Callable[[Message], bool] = lambda _: False, nested: bool = True) -> Json:
        """Return the message object.

        Args:
            me: id of the bot, who sees its own reactions marked.
            hide: for which messages to leave out what the message-content intent is needed for.
            nested: include the message that it replies to.
        """
        parts: Json = {"content": "", "embeds": [], "attachments": [], "components": []}
        if not hide(self):
            parts = {key: getattr(self, key) for key in parts}
            parts |= {"message_snapshots": self.snapshots} if self.snapshots else {}
        message = parts | self._plain(me) | self._optional()
        if self.kind == REPLY and nested:
            answered = None if self.replied_to is None or self.replied_to.deleted else self.replied_to
            message["referenced_message"] = answered and answered.to_json(me, hide=hide, nested=False)
        return message

    def _plain(self, me: str) -> Json:
        return {
            "id": self.id,
            "type": self.kind,
            "channel_id": self.channel_id,
            "author": self.author.to_json(),
            "timestamp": self.created,
            "edited_timestamp": self.edited,
            "flags": self.flags,
            "mentions": [user.to_json() for user in self.mentions],
            "mention_roles": self.mention_roles,
            "mention_everyone": self.mention_everyone,
            "pinned": False,
            "tts": False,
            "reactions": [_reaction(emoji, users, me) for emoji, users in self.reactions.items()],
        }

    def _optional(self) -> Json:
        fields: Json = {
            "nonce": self.nonce,
            "application_id": self.application_id,
            "webhook_id": self.application_id if self.metadata else None,
            "interaction_metadata": self.metadata,
            "message_reference": self.reference,
        }
        return {key: value for key, value in fields.items() if value is not None}


def emoji_json(emoji: str) -> Json:
    """Return the emoji object of a Unicode emoji, or of a custom one written as `name:id`."""
    name, _, number = emoji.partition(":")
    return {"id": number or None, "name": name}


def _reaction(emoji: str, users: list[str], me: str) -> Json:
    return {
        "emoji": emoji_json(emoji),
        "count": len(users),
        "count_details": {"burst": 0, "normal": len(users)},
        "burst_colors": [],
        "me_burst": False,
        "me": me in users,
    }
