"""Gateway intents: which events a session hears, and whose words it may read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from support.discord_loopback.discord_message import Message
from support.discord_loopback.discord_records import User
from support.discord_loopback.json_types import Json

GUILDS, MEMBERS, PRESENCES = 1 << 0, 1 << 1, 1 << 8
GUILD_MESSAGES, GUILD_REACTIONS, GUILD_TYPING = 1 << 9, 1 << 10, 1 << 11
DM_MESSAGES, DM_REACTIONS, DM_TYPING = 1 << 12, 1 << 13, 1 << 14
MESSAGE_CONTENT = 1 << 15
KNOWN = (1 << 22) - 1 | 1 << 24 | 1 << 25  # up to auto-moderation, and the two of polls
PRIVILEGED = MEMBERS | PRESENCES | MESSAGE_CONTENT

APP_FLAGS = {PRESENCES: 1 << 13, MEMBERS: 1 << 15, MESSAGE_CONTENT: 1 << 19}  # as an app of under 10,000 users has them

Payload: TypeAlias = Json | Callable[[int], Json]  # an event, or what makes it for a session's intents

_NEEDED: tuple[tuple[str, int, int], ...] = (  # prefix of the event, intent in servers, intent in DMs
    ("MESSAGE_REACTION", GUILD_REACTIONS, DM_REACTIONS),
    ("MESSAGE_", GUILD_MESSAGES, DM_MESSAGES),
    ("TYPING_", GUILD_TYPING, DM_TYPING),
    ("GUILD_MEMBER_", MEMBERS, MEMBERS),
    ("GUILD_MEMBERS_CHUNK", 0, 0),
    ("GUILD_", GUILDS, GUILDS),
    ("CHANNEL_", GUILDS, 0),
    ("THREAD_", GUILDS, GUILDS),
)


def needed(event: str, *, in_guild: bool) -> int:
    """Return the intent that an event needs, or 0."""
    for prefix, guild_intent, dm_intent in _NEEDED:
        if event.startswith(prefix):
            return guild_intent if in_guild else dm_intent
    return 0


def hidden(message: Message, bot: User, intents: int) -> bool:
    """Return whether a message reaches the bot without its words.

    They are there with the intent, in DMs, in the bot's own messages, and where the bot is mentioned. A reply with
    its ping counts as a mention, except where it answers the response to an interaction.
    """
    if intents & MESSAGE_CONTENT or message.guild_id is None or message.author == bot:
        return False
    named = bot.mention in message.content or f"<@!{bot.id}>" in message.content
    answered = message.replied_to
    to_response = answered is not None and answered.metadata is not None
    return not (named or (bot in message.mentions and not to_response))
