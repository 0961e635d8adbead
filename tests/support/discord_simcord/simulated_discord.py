"""The bot inside simcord: its real client, ledger and library on a Discord in memory, for tests of behaviour.

    with Simulation(folder) as sim:
        shown = sim.ask("When did the quarry close?")
        assert shown.message.text
        sim.restart()
        assert sim.press(shown.message, "Why?").message.ephemeral

Every method does what a person does, by default `ada`, and returns when the bot has nothing more to do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import discord
import simcord

from support.discord_loopback.discord_message import Message
from support.discord_loopback.json_types import Json
from support.discord_simcord.bot_environment import BotEnvironment, Person, Room
from support.discord_simcord.interaction_outcome import Outcome, seen
from support.discord_simcord.request_checks import acknowledgements

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
FOLLOW_UP = "And who was its foreman?"
UNDERSTOOD = "Understood as: “Quarry closes after ninety years”: And who was its foreman?"  # after that question
OTTERS = "When did otters return to the river Welm?"
NOWHERE = "Which violinist won the competition in Vienna?"

Stage: TypeAlias = "Callable[..., Simulation]"


class Simulation(BotEnvironment):
    """A simulated Discord, and what people do in it."""

    def slash(self, name: str, *, by: Person | None = None, at: Room | None = None, **options: Any) -> Outcome:
        """Give a command."""
        return self.outcome(self.let((by or self.ada).slash(at or self.channel, name, **options)))

    def slash_directly(self, name: str, *, by: Person | None = None, **options: Any) -> Outcome:
        """Give a command in direct messages with the bot."""
        return self.outcome(self.let((by or self.ada).user.slash(name, **options)))

    def ask(self, question: str = QUESTION, *, by: Person | None = None, at: Room | None = None) -> Outcome:
        """Give `/ask`."""
        return self.slash("ask", by=by, at=at, question=question)

    def typing(self, name: str, option: str, typed: str, *, by: Person | None = None) -> list[Json]:
        """Return the choices while somebody types into an option of a command."""
        return self.let((by or self.ada).autocomplete(self.channel, name, option, typed))

    def menu(self, name: str, message: discord.Message, *, by: Person | None = None) -> Outcome:
        """Pick a command from a message's menu."""
        return self.outcome(self.let((by or self.ada).context_menu(self.channel, name, message)))

    def press(self, message: Message, target: str, *, by: Person | None = None) -> Outcome:
        """Press a button, named by its label or custom id."""
        handle = self._handle(message)
        custom_id = seen(handle._message).find(target)["custom_id"]
        return self.outcome(self.let(self._reader(message, by).click(handle, custom_id=custom_id)))

    def pick(self, message: Message, target: str, values: Sequence[Any], *, by: Person | None = None) -> Outcome:
        """Pick values in a select."""
        return self.outcome(self.let((by or self.ada).select(self._handle(message), values, custom_id=target)))

    def hand_in(self, opened: Outcome, *, by: Person | None = None, **values: Any) -> Outcome:
        """Fill in a form and submit it."""
        return self.outcome(self.let((by or self.ada).submit_modal(opened.result, values)))

    def writes(self, text: str, *, by: Person | None = None, at: Room | None = None, **how: Any) -> discord.Message:
        """Write a message."""
        return self.let((by or self.ada).send(at or self.channel, text, **how))

    def says(self, text: str, *, by: Person | None = None, at: Room | None = None, **how: Any) -> list[Message]:
        """Write a message, and return what the bot then writes, anywhere."""
        return self.since(self.writes(text, by=by, at=at, **how).id)

    def mention(self, text: str, **how: Any) -> list[Message]:
        """Write a message that mentions the bot."""
        return self.says(f"<@{self.env.backend.bot_user.id}> {text}", **how)

    def reply(self, message: Message, text: str, **how: Any) -> list[Message]:
        """Reply to a message."""
        return self.says(text, reply_to=self._handle(message), **how)

    def dm(self, text: str, *, by: Person | None = None) -> list[Message]:
        """Write the bot directly."""
        return self.since(self.let((by or self.ada).send_dm(text)).id)

    def outcome(self, result: simcord.InteractionResult) -> Outcome:
        """Return what an interaction came to."""
        responses = (result.response, *result.followups)
        shown = [None if response is None else seen(response._message) for response in responses]
        acks = acknowledgements(self.sent(), result._interaction.id)
        return Outcome(result=result, acks=acks, original=shown[0], followups=list(filter(None, shown[1:])))

    def _handle(self, message: Message) -> simcord.ResponseMessage:
        stored = self.env.backend.get_message(int(message.channel_id), int(message.id))
        return simcord.ResponseMessage(self.env, stored)

    def _reader(self, message: Message, by: Person | None) -> simcord.MemberActor | simcord.UserHandle:
        """Return somebody in a server, or in direct messages, as the message is."""
        person = by or self.ada
        direct = self.env.backend.get_channel(int(message.channel_id)).guild_id is None
        return person.user if direct else person
