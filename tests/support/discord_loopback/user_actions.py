"""What people do: write, use commands, press buttons, fill in forms, react, open threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from support.discord_loopback import interactions as kinds
from support.discord_loopback import permissions as may
from support.discord_loopback.command_rules import CHAT_INPUT, MESSAGE_MENU
from support.discord_loopback.component_trees import SELECTS
from support.discord_loopback.discord_message import Message
from support.discord_loopback.discord_records import Channel, User
from support.discord_loopback.input_values import Impossible, InputValues
from support.discord_loopback.interaction_payloads import Install, interaction_json, owners_of
from support.discord_loopback.interactions import Interaction
from support.discord_loopback.json_types import Json
from support.discord_loopback.reply_watchers import UserInteraction, UserMessage
from support.discord_loopback.server_setup import ServerSetup
from support.discord_loopback.server_state import Upload
from support.discord_loopback.user_capabilities import demand, offered, pressed


class UserActions(ServerSetup):
    """Acts as the people who use the bot. What Discord's client would not let them do raises an error in the test."""

    def user_says(
        self,
        channel: Channel,
        user: User,
        text: str,
        *,
        mentions: Sequence[User] = (),
        reply_to: Message | None = None,
        ping: bool = True,
        attachments: Sequence[Upload] = (),
    ) -> UserMessage:
        """Post a message.

        Args:
            channel: where.
            user: who writes.
            text: what; `<@id>` in it mentions.
            mentions: users whose mention is put before the text.
            reply_to: the message that it answers.
            ping: the reply mentions the author of that message, as Discord's client sets by default.
            attachments: from `add_file`.
        """
        body: Json = {"content": " ".join([*(mention.mention for mention in mentions), text])}
        if reply_to is not None:
            body["message_reference"] = {"message_id": reply_to.id}
            body["allowed_mentions"] = {"parse": ["users", "roles", "everyone"], "replied_user": ping}

        def posting() -> Message:
            now = demand(self.state, channel, user, may.SEND_MESSAGES)
            return self.posting.create(now, user, body, attachments)

        return UserMessage(self.do(posting), self.state, self.changes, self._channels.typing)

    def edit_says(self, message: Message, text: str) -> None:
        """Change a message as its author."""
        self.do(lambda: self.posting.edit(message, {"content": text}))

    def deletes(self, message: Message) -> None:
        """Delete a message as somebody who may."""
        self.do(lambda: self.posting.delete(message))

    def reacts(self, message: Message, user: User, emoji: str) -> None:
        """Put a user's reaction on a message."""
        self.do(lambda: self.posting.react(message, user, emoji, added=True))

    def opens_thread(self, channel: Channel, user: User, name: str, *, starter: Message | None = None) -> Channel:
        """Open a thread as a user, from a message or, in a forum, as a post."""
        return self.do(lambda: self.posting.open_thread(self.state.channels[channel.id], user, name, starter=starter))

    def slash(
        self,
        channel: Channel,
        user: User,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        locale: str | None = None,
        install: Install | None = None,
    ) -> UserInteraction:
        """Give a slash command.

        Args:
            channel: where; its server and the context follow from it.
            user: who.
            name: of the command, with its subcommands after spaces: "library add".
            options: by name; users, channels, roles and uploads are given as records.
            locale: the language of the client, by default the user's.
            install: "guild", "user" or "both": who installed the app; by default a server that the bot is in.

        Raises:
            LookupError: no such command is registered.
            Impossible: Discord's client would not offer it here, or not send these options.
        """
        return self._command(channel, user, name, options or {}, focus=None, locale=locale, install=install)

    def autocomplete(
        self,
        channel: Channel,
        user: User,
        name: str,
        *,
        focus: str,
        text: str,
        options: Mapping[str, Any] | None = None,
        locale: str | None = None,
        install: Install | None = None,
    ) -> UserInteraction:
        """Type `text` into the option `focus`, and ask for choices; `options` are those filled in before."""
        values = {**(options or {}), focus: text}
        return self._command(channel, user, name, values, focus=focus, locale=locale, install=install)

    def _command(
        self,
        channel: Channel,
        user: User,
        name: str,
        options: Mapping[str, Any],
        *,
        focus: str | None,
        locale: str | None,
        install: Install | None,
    ) -> UserInteraction:
        kind = kinds.COMMAND if focus is None else kinds.AUTOCOMPLETE

        def using() -> Interaction:
            first, *subcommands = name.split()
            filling = InputValues(self.state, channel)
            command = offered(self.state, self.commands, channel, user, kind=CHAT_INPUT, name=first)
            filled = filling.options(command, subcommands, options, focus)
            data = _command_data(command, filled, filling)
            return self._send(kind, channel, user, data, locale=locale, install=install)

        return UserInteraction(self.do(using), self.changes)

    def message_command(
        self, message: Message, user: User, name: str, *, locale: str | None = None, install: Install | None = None
    ) -> UserInteraction:
        """Pick an app's command from the menu of a message. The bot gets the message with its words."""

        def using() -> Interaction:
            channel = self.state.channels[message.channel_id]
            command = offered(self.state, self.commands, channel, user, kind=MESSAGE_MENU, name=name)
            filling = InputValues(self.state, channel)
            filling.resolved["messages"] = {message.id: message.to_json(self.state.bot.id)}
            data = _command_data(command, None, filling) | {"target_id": message.id}
            return self._send(kinds.COMMAND, channel, user, data, locale=locale, install=install)

        return UserInteraction(self.do(using), self.changes)

    def press(
        self,
        message: Message,
        target: str,
        user: User,
        *,
        values: Sequence[str] = (),
        locale: str | None = None,
    ) -> UserInteraction:
        """Press a button, or pick from a select, as a user.

        Args:
            message: that holds it.
            target: its custom id, or its label.
            user: who; of an ephemeral message only the one who sees it.
            values: what is picked from a select.
            locale: the language of the client, by default the user's.

        Raises:
            LookupError: there is no such button, or it cannot be pressed.
            Impossible: the user does not see the message, or the select does not offer the values.
        """

        def pressing() -> Interaction:
            component = pressed(self.state, message, target, user)
            data: Json = {
                "component_type": component["type"],
                "custom_id": component["custom_id"],
                "id": component["id"],
            }
            if component["type"] in SELECTS:
                data["values"] = list(values)
            channel = self.state.channels[message.channel_id]
            return self._send(kinds.COMPONENT, channel, user, data, locale=locale, message=message)

        return UserInteraction(self.do(pressing), self.changes)

    def submit_modal(
        self, asked: UserInteraction, values: Mapping[str, Any], *, locale: str | None = None
    ) -> UserInteraction:
        """Fill in the modal that `asked` was answered with.

        Args:
            asked: the interaction that opened it.
            values: by custom id: text, options picked, uploads.
            locale: the language of the client, by default the user's.

        Raises:
            Impossible: no modal was opened, or its inputs do not take these values.
        """

        def submitting() -> Interaction:
            if asked.modal is None:
                raise Impossible("no modal was opened; the response is of type", asked.ack_type)
            opener = asked.interaction
            filling = InputValues(self.state, opener.channel)
            data: Json = {"custom_id": asked.modal["custom_id"], "components": filling.form(asked.modal, values)}
            if filling.resolved:
                data["resolved"] = filling.resolved
            facts: dict[str, Any] = {"message": opener.message, "opener": opener}
            return self._send(kinds.MODAL_SUBMIT, opener.channel, opener.user, data, locale=locale, **facts)

        return UserInteraction(self.do(submitting), self.changes)

    def _send(
        self,
        kind: int,
        channel: Channel,
        user: User,
        data: Json,
        *,
        locale: str | None,
        install: Install | None = None,
        **facts: Any,
    ) -> Interaction:
        """Open an interaction and hand it to the bot; one that follows another keeps its owners."""
        channel = self.state.channels[channel.id]
        owners = owners_of(self.state, channel, user, install)
        for earlier in (facts.get("message"), facts.get("opener")):
            metadata = earlier.metadata if isinstance(earlier, Message) else None
            owners = (metadata or {}).get("authorizing_integration_owners", owners)
        interaction = self.interactions.open(
            self.state.new_id(), kind, user, channel, owners=owners, data=data, **facts
        )
        payload = interaction_json(interaction, self.state, self.posting, locale or user.locale)
        self.gateway.publish("INTERACTION_CREATE", payload, channel.guild_id)
        return interaction


def _command_data(command: Json, options: list[Json] | None, filling: InputValues) -> Json:
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if options is not None:
        data["options"] = options
    if filling.resolved:
        data["resolved"] = filling.resolved
    return data | ({"guild_id": command["guild_id"]} if "guild_id" in command else {})
