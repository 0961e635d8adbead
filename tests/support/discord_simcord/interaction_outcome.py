"""What people see of what the bot did: simcord's messages as the other Discord of the tests shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import simcord

from support.discord_loopback.discord_message import Message
from support.discord_loopback.discord_records import User
from support.discord_loopback.json_types import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The outcome of an interaction."""

    result: simcord.InteractionResult
    acks: list[int]  # types of the first responses: 4 reply, 5 defer, 6 defer update, 8 choices, 9 form
    original: Message | None  # the response, or the message whose button it was; None if it is gone
    followups: list[Message]

    @property
    def messages(self) -> list[Message]:
        """Everything that it shows."""
        return [message for message in (self.original, *self.followups) if message is not None]

    @property
    def message(self) -> Message:
        """The one message that it shows."""
        (message,) = self.messages
        return message

    @property
    def form(self) -> Json:
        """The form that it opened."""
        assert self.result.modal is not None
        return self.result.modal


def seen(stored: Any) -> Message:
    """Show a message of simcord's as the other Discord of the tests shows it, with the same ways to look at it."""
    return Message(
        id=str(stored.id),
        channel_id=str(stored.channel_id),
        author=User(id=str(stored.author_id), name=""),
        content=stored.content,
        components=stored.components,
        attachments=stored.attachments,
        flags=stored.flags,
        mentions=[User(id=str(user_id), name="") for user_id in stored.ping_user_ids],
        mention_everyone=stored.mention_everyone,
        reference=stored.reference,
    )
