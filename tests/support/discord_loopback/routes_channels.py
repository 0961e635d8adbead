"""The endpoints of channels: messages, reactions, threads, DMs and typing."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from support.discord_loopback import permissions as may
from support.discord_loopback.attached_files import Uploads, file_breaches
from support.discord_loopback.channel_changes import ChannelChanges
from support.discord_loopback.command_rules import thread_breaches
from support.discord_loopback.discord_message import Message
from support.discord_loopback.discord_records import FORUM, THREAD_KINDS, Channel
from support.discord_loopback.error_responses import Breach, ErrorResponse, missing_permissions
from support.discord_loopback.json_types import Json
from support.discord_loopback.message_rules import message_breaches
from support.discord_loopback.request_handling import Call, Route
from support.discord_loopback.server_state import ServerState

CHANNEL = "/channels/{channel_id}"
MESSAGES = CHANNEL + "/messages"
MESSAGE = MESSAGES + "/{message_id}"
REACTION = MESSAGE + "/reactions/{emoji_name}"
NONCE_SECONDS = 300.0
PAGE = 50
ARCHIVED_THREAD = "Tried to perform an operation on an archived thread, such as editing a message"  # Discord's words


class ChannelRoutes:
    """Endpoints below `/channels`, and the one that opens a DM.

    Args:
        state: who and what there is.
        posting: makes the changes.
        uploads: keeps attached files.
        content: whether the application has the message-content intent.
        closed: whether `allowed_mentions` has to allow nothing.
    """

    def __init__(
        self, state: ServerState, posting: ChannelChanges, uploads: Uploads, *, intents: int, closed: bool
    ) -> None:
        self.typing: list[tuple[str, float]] = []  # channel, and when in `time.monotonic`
        self._state = state
        self._posting = posting
        self._uploads = uploads
        self._intents = intents
        self._closed = closed
        self._nonces: dict[tuple[str, str], tuple[float, Message]] = {}

    def routes(self) -> list[Route]:
        """Return the endpoints, literal paths before those with a parameter in their place."""
        message_rules, thread_rules = self._message_rules, _thread_rules
        return [
            Route(method="POST", template="/users/@me/channels", handler=self._open_dm),
            Route(method="GET", template=CHANNEL, handler=self._channel),
            Route(method="PATCH", template=CHANNEL, handler=self._change, breaches=thread_rules),
            Route(method="DELETE", template=CHANNEL, handler=self._drop),
            Route(method="POST", template=CHANNEL + "/typing", handler=self._type),
            Route(method="GET", template=MESSAGES, handler=self._page),
            Route(method="POST", template=MESSAGES, handler=self._send, breaches=message_rules),
            Route(method="POST", template=MESSAGES + "/bulk-delete", handler=self._delete_many),
            Route(method="GET", template=MESSAGE, handler=self._get),
            Route(method="PATCH", template=MESSAGE, handler=self._edit, breaches=self._edit_rules),
            Route(method="DELETE", template=MESSAGE, handler=self._delete),
            Route(method="POST", template=MESSAGE + "/threads", handler=self._branch, breaches=thread_rules),
            Route(method="POST", template=CHANNEL + "/threads", handler=self._start, breaches=self._start_rules),
            Route(method="PUT", template=CHANNEL + "/thread-members/@me", handler=self._join),
            Route(method="PUT", template=REACTION + "/@me", handler=self._react),
            Route(method="DELETE", template=REACTION + "/@me", handler=self._unreact),
            Route(method="GET", template=REACTION, handler=self._reactors),
        ]

    # -- rules

    def _message_rules(self, call: Call) -> Iterable[Breach]:
        yield from message_breaches(call.body, closed=self._closed)
        yield from file_breaches(call.files)

    def _edit_rules(self, call: Call) -> Iterable[Breach]:
        yield from message_breaches(call.body, edited=self._message(call), closed=self._closed)
        yield from file_breaches(call.files)

    def _start_rules(self, call: Call) -> Iterable[Breach]:
        yield from thread_breaches(call.body)
        if call.body.get("message"):
            yield from message_breaches(call.body["message"], at=("message",), closed=self._closed)

    # -- channels

    def _open_dm(self, call: Call) -> Json:
        user = self._state.users.get(str(call.body["recipient_id"]))
        if user is None or user.bot:
            raise ErrorResponse(400, 50033, "Invalid Recipient(s)")
        return self._posting.channel_json(self._posting.open_dm(user))

    def _place(self, call: Call, *needed: int) -> Channel:
        channel = self._state.channel(call.params["channel_id"])
        self._state.demand(channel, *needed)
        return channel

    def _channel(self, call: Call) -> Json:
        return self._posting.channel_json(self._place(call))

    def _change(self, call: Call) -> Json:
        channel = self._place(call)
        asked: Json = call.body
        changes: dict[str, Any] = {"name": asked["name"]} if "name" in asked else {}
        if channel.thread is not None:
            thread = channel.thread
            changes["thread"] = replace(
                thread,
                archived=asked.get("archived", thread.archived),
                locked=asked.get("locked", thread.locked),
                auto_archive=asked.get("auto_archive_duration", thread.auto_archive),
            )
            if thread.owner_id != self._state.bot.id:
                self._state.demand(channel, may.MANAGE_THREADS)
        return self._posting.channel_json(self._posting.change_channel(channel, **changes))

    def _drop(self, call: Call) -> Json:
        channel = self._place(call, may.MANAGE_THREADS)
        self._posting.drop_channel(channel)
        return self._posting.channel_json(channel)

    def _type(self, call: Call) -> None:
        self.typing.append((self._speaking(call).id, time.monotonic()))

    # -- messages

    def _speaking(self, call: Call) -> Channel:
        """Return the channel, if the bot may speak in it."""
        channel = self._state.channel(call.params["channel_id"])
        in_thread = channel.kind in THREAD_KINDS
        self._state.demand(channel, may.SEND_MESSAGES_IN_THREADS if in_thread else may.SEND_MESSAGES)
        if channel.thread is not None and channel.thread.archived and channel.thread.locked:
            raise ErrorResponse(
                400, 50083, "Tried to perform an operation on an archived thread, such as editing a message"
            )
        return channel

    def _send(self, call: Call) -> Json:
        channel = self._speaking(call)
        if channel.thread is not None and channel.thread.archived:
            channel = self._posting.change_channel(channel, thread=replace(channel.thread, archived=False))
        key = (channel.id, str(call.body.get("nonce")))
        since, message = self._nonces.get(key, (0.0, None))
        if message is None or not call.body.get("enforce_nonce") or call.arrived - since > NONCE_SECONDS:
            message = self._posting.create(channel, self._state.bot, call.body, self._uploads.take(call.files))
            self._nonces[key] = (call.arrived, message)
        return self._json(message)

    def _message(self, call: Call) -> Message:
        self._place(call)
        return self._state.message(call.params["channel_id"], call.params["message_id"])

    def _page(self, call: Call) -> list[Json]:
        channel = self._place(call, may.READ_MESSAGE_HISTORY)
        seen = [message for message in self._state.transcript(channel.id) if not (message.deleted or message.ephemeral)]
        before, after = call.query.get("before"), call.query.get("after")
        if before:
            seen = [message for message in seen if int(message.id) < int(before)]
        if after:
            seen = [message for message in seen if int(message.id) > int(after)]
        limit = int(call.query.get("limit", PAGE))
        chosen = seen[:limit] if after else seen[-limit:]
        return [self._json(message) for message in reversed(chosen)]

    def _get(self, call: Call) -> Json:
        message = self._message(call)
        self._place(call, may.READ_MESSAGE_HISTORY)
        return self._json(message)

    def _edit(self, call: Call) -> Json:
        message = self._message(call)
        if message.author != self._state.bot:
            raise ErrorResponse(403, 50005, "Cannot edit a message authored by another user")
        thread = self._state.channel(message.channel_id).thread
        if thread is not None and thread.archived:
            raise ErrorResponse(
                400, 50083, "Tried to perform an operation on an archived thread, such as editing a message"
            )
        return self._json(self._posting.edit(message, call.body, self._uploads.take(call.files)))

    def _delete(self, call: Call) -> None:
        message = self._message(call)
        if message.author != self._state.bot:
            self._place(call, may.MANAGE_MESSAGES)
        self._posting.delete(message)

    def _delete_many(self, call: Call) -> None:
        channel = self._place(call, may.MANAGE_MESSAGES)
        for number in call.body["messages"]:
            self._posting.delete(self._state.message(channel.id, str(number)))

    def _json(self, message: Message) -> Json:
        return self._posting.message_json(message, self._intents)

    # -- threads and reactions

    def _branch(self, call: Call) -> Json:
        channel, starter = self._place(call, may.CREATE_PUBLIC_THREADS), self._message(call)
        name, archive = call.body["name"], call.body.get("auto_archive_duration")
        if channel.guild_id is None or channel.kind in THREAD_KINDS:
            raise ErrorResponse(400, 50024, "Cannot execute action on this channel type")
        thread = self._posting.open_thread(channel, self._state.bot, name, starter=starter, archive=archive)
        return self._posting.channel_json(thread)

    def _start(self, call: Call) -> Json:
        channel = self._place(call, may.CREATE_PUBLIC_THREADS)
        archive = call.body.get("auto_archive_duration")
        thread = self._posting.open_thread(channel, self._state.bot, call.body["name"], archive=archive)
        if channel.kind != FORUM:
            return self._posting.channel_json(thread)
        post = self._posting.create(thread, self._state.bot, call.body["message"], self._uploads.take(call.files))
        return self._posting.channel_json(thread) | {"message": self._json(post)}

    def _join(self, call: Call) -> None:
        channel = self._place(call)
        if channel.thread is None:
            raise missing_permissions()
        joined = channel.thread.joined | {self._state.bot.id}
        self._posting.change_channel(channel, thread=replace(channel.thread, joined=joined))

    def _react(self, call: Call) -> None:
        message = self._message(call)
        self._place(call, may.ADD_REACTIONS, may.READ_MESSAGE_HISTORY)
        self._posting.react(message, self._state.bot, call.params["emoji_name"], added=True)

    def _unreact(self, call: Call) -> None:
        self._posting.react(self._message(call), self._state.bot, call.params["emoji_name"], added=False)

    def _reactors(self, call: Call) -> list[Json]:
        users = self._message(call).reactions.get(call.params["emoji_name"], [])
        return [self._state.users[number].to_json() for number in users]


def _thread_rules(call: Call) -> Iterable[Breach]:
    return thread_breaches(call.body)
