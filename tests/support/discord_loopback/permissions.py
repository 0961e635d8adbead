"""The permissions that decide what the bot and the people may do in a channel."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Protocol

ADMINISTRATOR = 1 << 3
MANAGE_GUILD = 1 << 5
ADD_REACTIONS = 1 << 6
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
MENTION_EVERYONE = 1 << 17
USE_APPLICATION_COMMANDS = 1 << 31
MANAGE_THREADS = 1 << 34
CREATE_PUBLIC_THREADS = 1 << 35
SEND_MESSAGES_IN_THREADS = 1 << 38
USE_EXTERNAL_APPS = 1 << 50

EVERYONE = (
    ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
    | USE_EXTERNAL_APPS
)
ALL = (1 << 53) - 1


class Overwriting(Protocol):
    """An overwrite of a channel: whom it is for, and what it allows and denies."""

    @property
    def target(self) -> str: ...
    @property
    def allow(self) -> int: ...
    @property
    def deny(self) -> int: ...


def in_guild(roles: Iterable[int], *, owner: bool) -> int:
    """Return what someone with these roles may do in a server; its owner and its administrators may do everything."""
    held = reduce(or_, roles, 0)
    return ALL if owner or held & ADMINISTRATOR else held


def in_channel(held: int, overwrites: Iterable[Overwriting], *, guild_id: str, roles: set[str], user_id: str) -> int:
    """Apply the overwrites of one channel: those of everyone, then of the roles together, then of the member."""
    if held & ADMINISTRATOR:
        return ALL
    listed = list(overwrites)
    for targets in ({guild_id}, roles - {guild_id}, {user_id}):
        chosen = [overwrite for overwrite in listed if overwrite.target in targets]
        denied = reduce(or_, (overwrite.deny for overwrite in chosen), 0)
        allowed = reduce(or_, (overwrite.allow for overwrite in chosen), 0)
        held = held & ~denied | allowed
    return held
