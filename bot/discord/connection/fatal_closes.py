"""The close codes of the gateway after which connecting again is useless, with what to tell the operator."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PORTAL = "https://discord.com/developers/applications"
INTENT_REFUSED = 4014  # discord.py turns it into an error of its own, once the connection has begun
_ALLOW_INTENT = (
    f"Open {PORTAL}, choose the application, then Bot, and switch on Message Content Intent; "
    "or set discord.message_content = false."
)

# What is wrong, and what to do, by the code (Discord's documentation, `topics/opcodes-and-status-codes`).
FATAL_CLOSES: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        4004: ("Discord does not accept this token", f"Copy it again from {PORTAL} (Bot, Reset Token)."),
        4010: ("Discord refused the shard", "Name shards of the number that all processes use, as in --shards 0-3/16."),
        4011: (
            "Discord asks for more shards than the bot started with",
            "Start again: the number is asked for then. Where --shards names it, name a higher one in all processes.",
        ),
        4012: ("Discord no longer supports this version of its gateway", "Update Footnote and discord.py."),
        4013: ("Discord refused the intents as invalid", "Update Footnote and discord.py."),
        INTENT_REFUSED: (
            "Discord refused the message-content intent",
            _ALLOW_INTENT,
        ),
    }
)
