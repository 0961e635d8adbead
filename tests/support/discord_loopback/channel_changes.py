"""What happens in channels, whoever does it: messages, reactions and threads, and the events that tell of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from support.discord_loopback import gateway_intents as wants
from support.discord_loopback.component_trees import completed, unfurl
from support.discord_loopback.discord_message import (
    EPHEMERAL,
    LOADING,
    PLAIN,
    REPLY,
    SILENT,
    SUPPRESS_EMBEDS,
    V2,
    Message,
    emoji_json,
)
from support.discord_loopback.discord_records import DM, PUBLIC_THREAD, THREAD_KINDS, Channel, ThreadState, User
from support.discord_loopback.error_responses import ErrorResponse
from support.discord_loopback.gateway_intents import Payload
from support.discord_loopback.json_types import Json
from support.discord_loopback.mentions import addressed
from support.discord_loopback.permissions import VIEW_CHANNEL
from support.discord_loopback.server_state import ServerState, Upload
from support.discord_loopback.snowflakes import timestamp

EDITABLE_FLAGS = SUPPRESS_EMBEDS | V2
SETTABLE_FLAGS = EDITABLE_FLAGS | EPHEMERAL | SILENT


class Publish(Protocol):
    """Sends an event to the sessions that may hear it."""

    def __call__(self, event: str, payload: Payload, guild_id: str | None) -> None: ...


class ChannelChanges:
    """Changes the state and tells the bot.

    Args:
        state: what is changed.
        publish: takes the events.
    """

    def __init__(self, state: ServerState, publish: Publish) -> None:
        self._state = state
        self._publish = publish

    def create(self, channel: Channel, author: User, body: Json, files: Sequence[Upload] = (), **facts: Any) -> Message:
        """Post a message.

        Args:
            channel: where.
            author: who.
            body: content, embeds, components, flags and so on, as in a request.
            files: what is attached to it.
            facts: further fields of `Message`, such as `metadata` and `audience`.

        Raises:
            ErrorResponse: 50006, there is nothing to read in it.
        """
        answered = self._answered(channel, body)
        kind = facts.pop("kind", PLAIN if answered is None else REPLY)
        message = Message(
            id=self._state.new_id(),
            channel_id=channel.id,
            guild_id=channel.guild_id,
            author=author,
            kind=kind,
            replied_to=answered,
            reference=None if answered is None else _reference(answered),
            nonce=None if body.get("nonce") is None else str(body["nonce"]),
            **facts,
        )
        self._fill(message, body, files, SETTABLE_FLAGS)
        self._state.messages.setdefault(channel.id, {})[message.id] = message
        self.tell("MESSAGE_CREATE", message)
        return message

    def edit(self, message: Message, body: Json, files: Sequence[Upload] = ()) -> Message:
        """Change a message; the first edit of a loading one makes it a whole one."""
        if not message.loading:
            message.versions.append(message.text)
            message.edited = timestamp()
        message.flags &= ~LOADING
        self._fill(message, body, files, EDITABLE_FLAGS)
        self.tell("MESSAGE_UPDATE", message)
        return message

    def delete(self, message: Message) -> None:
        """Take a message away; the transcript keeps it, marked."""
        message.deleted = True
        place = {"id": message.id, "channel_id": message.channel_id}
        self._tell_of(message, "MESSAGE_DELETE", place | _guild(message.guild_id))

    def react(self, message: Message, user: User, emoji: str, *, added: bool) -> None:
        """Put a reaction on a message, or take it off."""
        users = message.reactions.setdefault(emoji, [])
        if added == (user.id in users):
            return
        users.append(user.id) if added else users.remove(user.id)
        event: Json = {"user_id": user.id, "message_id": message.id, "channel_id": message.channel_id}
        event |= {"emoji": emoji_json(emoji), "burst": False, "type": 0} | _guild(message.guild_id)
        if added and message.guild_id is not None:
            event["member"] = self._state.members[message.guild_id, user.id].to_json()
        self._tell_of(message, "MESSAGE_REACTION_ADD" if added else "MESSAGE_REACTION_REMOVE", event)

    def open_thread(
        self, parent: Channel, owner: User, name: str, *, starter: Message | None = None, archive: int | None = None
    ) -> Channel:
        """Open a thread; one that starts from a message has its id.

        Raises:
            ErrorResponse: 160004, the message has one.
        """
        thread_id = starter.id if starter is not None else self._state.new_id()
        if thread_id in self._state.channels:
            raise ErrorResponse(400, 160004, "A thread has already been created for this message")
        state = ThreadState(owner_id=owner.id, auto_archive=archive or 1440, joined=frozenset({owner.id}))
        thread = Channel(
            id=thread_id, name=name, kind=PUBLIC_THREAD, guild_id=parent.guild_id, parent_id=parent.id, thread=state
        )
        self._state.channels[thread_id] = thread
        self._publish("THREAD_CREATE", self.channel_json(thread) | {"newly_created": True}, thread.guild_id)
        return thread

    def open_dm(self, user: User) -> Channel:
        """Find the DM between the bot and a user, or make it."""
        found = self._state.dm_with(user)
        if found is None:
            found = Channel(id=self._state.new_id(), name=user.name, kind=DM, recipients=(user,))
            self._state.channels[found.id] = found
        return found

    def change_channel(self, channel: Channel, **changes: Any) -> Channel:
        """Rename, archive, and so on."""
        changed = replace(channel, **changes)
        self._state.channels[channel.id] = changed
        event = "THREAD_UPDATE" if changed.kind in THREAD_KINDS else "CHANNEL_UPDATE"
        self._publish(event, self.channel_json(changed), changed.guild_id)
        return changed

    def drop_channel(self, channel: Channel) -> None:
        """Delete a channel with all that is in it."""
        del self._state.channels[channel.id]
        for message in self._state.transcript(channel.id):
            message.deleted = True
        event = "THREAD_DELETE" if channel.kind in THREAD_KINDS else "CHANNEL_DELETE"
        self._publish(event, self.channel_json(channel), channel.guild_id)

    def channel_json(self, channel: Channel) -> Json:
        """Return the channel object."""
        fields = channel.to_json(messages=len(self._state.messages.get(channel.id, ())))
        if channel.thread is not None and self._state.bot.id in channel.thread.joined:
            joined = {"id": channel.id, "user_id": self._state.bot.id, "flags": 0}
            fields["member"] = joined | {"join_timestamp": channel.thread.since}
        return fields

    def message_json(self, message: Message, intents: int) -> Json:
        """Return the message object for somebody with these intents; what they may not read is left out."""
        hide: Callable[[Message], bool] = lambda candidate: wants.hidden(candidate, self._state.bot, intents)  # noqa: E731
        fields = message.to_json(self._state.bot.id, hide=hide)
        thread = self._state.channels.get(message.id)
        return fields if thread is None else fields | {"thread": self.channel_json(thread)}

    def tell(self, event: str, message: Message) -> None:
        """Send an event with a whole message in it."""
        self._tell_of(message, event, lambda intents: self._event_json(message, intents))

    def _event_json(self, message: Message, intents: int) -> Json:
        fields = self.message_json(message, intents) | _guild(message.guild_id)
        member = self._state.members.get((message.guild_id or "", message.author.id))
        return fields if member is None else fields | {"member": member.to_json(user=False)}

    def _tell_of(self, message: Message, event: str, payload: Payload) -> None:
        """Send an event about a message, unless the bot is not where it is or it is for one user's eyes."""
        channel = self._state.channels.get(message.channel_id)
        if channel is None or not self._state.reaches(channel) or message.ephemeral:
            return
        if self._state.permissions(self._state.bot, channel) & VIEW_CHANNEL:
            self._publish(event, payload, message.guild_id)

    def _answered(self, channel: Channel, body: Json) -> Message | None:
        reference = body.get("message_reference")
        if not reference:
            return None
        answered = self._state.messages.get(channel.id, {}).get(str(reference["message_id"]))
        if answered is not None and not answered.deleted:
            return answered
        if reference.get("fail_if_not_exists", True):
            unknown = {"_errors": [{"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}]}
            raise ErrorResponse(400, 50035, "Invalid Form Body", {"message_reference": unknown})
        return None

    def _fill(self, message: Message, body: Json, files: Sequence[Upload], settable: int) -> None:
        """Take over what a body says; what it leaves out stays."""
        if "content" in body:
            message.content = body["content"] or ""
        if "embeds" in body:
            message.embeds = [{"type": "rich"} | embed for embed in body["embeds"] or []]
        if "components" in body:
            message.components = completed(body["components"] or [])
        if body.get("attachments") is not None or files:
            message.attachments = _attached(message, body, files)
        unfurl(message.components, message.attachments)
        message.flags |= (body.get("flags") or 0) & settable
        people = addressed(message, body.get("allowed_mentions"), self._state)
        message.mentions, message.mention_roles, message.mention_everyone = people
        if not (message.loading or message.text or message.embeds or message.components or message.attachments):
            raise ErrorResponse(400, 50006, "Cannot send an empty message")


def _reference(answered: Message) -> Json:
    place = {"type": 0, "message_id": answered.id, "channel_id": answered.channel_id}
    return place | _guild(answered.guild_id)


def _guild(guild_id: str | None) -> Json:
    return {} if guild_id is None else {"guild_id": guild_id}


def _attached(message: Message, body: Json, files: Sequence[Upload]) -> list[Json]:
    """Return the attachments that a body keeps, then the new ones."""
    listed = body.get("attachments")
    wanted = None if listed is None else {str(attachment["id"]) for attachment in listed}
    kept = [attachment for attachment in message.attachments if wanted is None or attachment["id"] in wanted]
    return kept + [file.to_json() for file in files]
