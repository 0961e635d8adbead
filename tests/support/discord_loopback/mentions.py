"""Whom a message pings: what its words name, as far as `allowed_mentions` lets it."""

from __future__ import annotations

import re

from support.discord_loopback.component_trees import texts
from support.discord_loopback.discord_message import Message
from support.discord_loopback.discord_records import User
from support.discord_loopback.json_types import Json
from support.discord_loopback.permissions import MENTION_EVERYONE
from support.discord_loopback.server_state import ServerState

_USER, _ROLE, _EVERYONE = re.compile(r"<@!?(\d+)>"), re.compile(r"<@&(\d+)>"), re.compile(r"@(everyone|here)\b")


def addressed(message: Message, allowed: Json | None, state: ServerState) -> tuple[list[User], list[str], bool]:
    """Return the users, the ids of the roles, and whether everyone is pinged.

    Args:
        message: filled with its words.
        allowed: the `allowed_mentions` of the request; None allows everything that is named.
        state: who exists, and may ping everyone.
    """
    words = "\n".join([message.content, *texts(message.components)])
    users = [state.users[name] for name in _USER.findall(words) if name in state.users and _may(allowed, "users", name)]
    if message.replied_to is not None and (allowed is None or allowed.get("replied_user")):
        users.append(message.replied_to.author)
    roles = [role for role in _ROLE.findall(words) if role in state.roles and _may(allowed, "roles", role)]
    loud = bool(_EVERYONE.search(words)) and (allowed is None or "everyone" in (allowed.get("parse") or []))
    held = state.permissions(message.author, state.channels[message.channel_id])
    everyone = loud and message.guild_id is not None and bool(held & MENTION_EVERYONE)
    return list(dict.fromkeys(users)), list(dict.fromkeys(roles)), everyone


def _may(allowed: Json | None, kind: str, number: str) -> bool:
    if allowed is None:
        return True
    return kind in (allowed.get("parse") or []) or number in map(str, allowed.get(kind) or [])
