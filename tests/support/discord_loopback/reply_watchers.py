"""What tests hold in their hands: an interaction or a message, and what the bot made of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from typing import Any

from support.discord_loopback import interactions as kinds
from support.discord_loopback.change_signal import ChangeSignal
from support.discord_loopback.discord_message import Message
from support.discord_loopback.interactions import Interaction
from support.discord_loopback.json_types import Json
from support.discord_loopback.server_state import ServerState

PATIENCE = 30.0  # seconds: a bound for a machine that does much else, not a measure


class UserInteraction:
    """An interaction that a person started, and what came of it so far."""

    def __init__(self, interaction: Interaction, changes: ChangeSignal) -> None:
        self.interaction = interaction
        self._changes = changes

    def __await__(self) -> Generator[Any, None, UserInteraction]:
        return asyncio.to_thread(self.wait).__await__()

    @property
    def ack_ms(self) -> float | None:
        """Milliseconds from the interaction to its first response; None before it, or where it was refused."""
        acked = self.interaction.acked
        return None if acked is None else (acked - self.interaction.sent) * 1000

    @property
    def ack_type(self) -> int | None:
        """The type of the first response: 4 reply, 5 defer, 6 defer update, 7 update, 8 choices, 9 modal."""
        return self.interaction.ack_type

    @property
    def codes(self) -> list[int]:
        """The error codes that the bot was answered about this interaction, such as 10062."""
        return list(self.interaction.codes)

    @property
    def response(self) -> Message | None:
        """The message of the first response, once it says more than that the bot is thinking."""
        original = self.interaction.original
        return None if original is None or original.loading or original.deleted else original

    @property
    def messages(self) -> list[Message]:
        """Everything that a reader was shown for it: the response, then follow-ups."""
        followups = [message for message in list(self.interaction.followups) if not message.deleted]
        return ([self.response] if self.response is not None else []) + followups

    @property
    def choices(self) -> list[Json]:
        """The choices of an autocomplete answer."""
        return list(self._data().get("choices") or [])

    @property
    def modal(self) -> Json | None:
        """The modal that was opened."""
        return self._data() if self.ack_type == kinds.MODAL else None

    @property
    def settled(self) -> bool:
        """Whether the person has what there will be: choices, a modal, a message; after a deferral, what follows it."""
        if self.ack_type is None:
            return False
        return self.ack_type not in {kinds.DEFER, kinds.DEFER_UPDATE} or self.interaction.changes > 0

    def wait(
        self, seconds: float = PATIENCE, *, until: Callable[[UserInteraction], bool] | None = None
    ) -> UserInteraction:
        """Return when it is settled, or when `until` says so.

        Raises:
            LoopbackTimeout: it did not within so many seconds.
        """
        self._changes.wait(lambda: until(self) if until else self.settled, seconds, self._described)
        return self

    def wait_ack(self, seconds: float = PATIENCE) -> UserInteraction:
        """Return when the first response came.

        Raises:
            LoopbackTimeout: it did not within so many seconds.
        """
        return self.wait(seconds, until=lambda asked: asked.ack_type is not None)

    def _data(self) -> Json:
        return (self.interaction.callback or {}).get("data") or {}

    def _described(self) -> str:
        interaction = self.interaction
        said = [message.text for message in self.messages]
        acked = "not acknowledged" if interaction.acked is None else f"acknowledged with type {interaction.ack_type}"
        return f"interaction {interaction.data} is {acked}, errors {interaction.codes}, messages {said}"


class UserMessage:
    """A message that a person wrote, and what the bot did about it."""

    def __init__(
        self, message: Message, state: ServerState, changes: ChangeSignal, typing: list[tuple[str, float]]
    ) -> None:
        self.message = message
        self._state = state
        self._changes = changes
        self._typing = typing

    def __await__(self) -> Generator[Any, None, UserMessage]:
        return asyncio.to_thread(self.wait).__await__()

    @property
    def messages(self) -> list[Message]:
        """The bot's replies to it, its messages in the thread begun from it, and later ones that reply to nothing."""
        channel = self._state.transcript(self.message.channel_id)
        own = [reply for reply in channel if reply.author == self._state.bot and not reply.metadata]
        replies = [reply for reply in own if reply.replied_to is self.message]
        loose = [reply for reply in own if reply.reference is None and int(reply.id) > int(self.message.id)]
        inside = [reply for reply in self._state.transcript(self.message.id) if reply.author == self._state.bot]
        return [reply for reply in (*replies, *loose, *inside) if not reply.deleted]

    @property
    def response(self) -> Message | None:
        """The first of them."""
        return next(iter(self.messages), None)

    @property
    def ack_ms(self) -> float | None:
        """Milliseconds until the bot was typing in the channel or had responded, whichever came first."""
        since, place = self.message.posted, self.message.channel_id
        typing = [at for channel, at in list(self._typing) if channel == place and at >= since]
        first = min([*typing, *(message.posted for message in self.messages)], default=None)
        return None if first is None else (first - since) * 1000

    def wait(self, seconds: float = PATIENCE, *, until: Callable[[UserMessage], bool] | None = None) -> UserMessage:
        """Return when there is a response, or when `until` says so.

        Raises:
            LoopbackTimeout: there was none within so many seconds.
        """
        looked_for = until or (lambda said: said.response is not None)
        self._changes.wait(lambda: looked_for(self), seconds, self._described)
        return self

    def stays_silent(self, seconds: float) -> bool:
        """Return whether the bot neither wrote, typed nor reacted for so long."""
        bot = self._state.bot.id
        reacted = self.message.reactions
        return not self._changes.becomes_true(
            lambda: self.ack_ms is not None or any(bot in users for users in list(reacted.values())), seconds
        )

    def _described(self) -> str:
        said = [(message.author.name, message.text) for message in self._state.transcript(self.message.channel_id)]
        return f"no response to {self.message.text!r}; the channel holds {said}"
