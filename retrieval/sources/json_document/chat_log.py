"""Exports of chats in JSON, by Discord, Slack and Telegram: finds their messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from retrieval.sources.base.conversations import ChatSection, Message, divide_messages, plain_message
from retrieval.sources.json_document.record_fields import read_moment, read_words
from retrieval.text.normalize import one_line

_KINDS = frozenset({"default", "reply", "message", "0", "19", ""})  # of messages that people write
_LEAST_SHARE = 0.5  # of the messages that have a time and a writer


def find_conversations(value: Any) -> list[ChatSection]:
    """Return the conversations of a chat, without messages of programs; none where a document is no chat."""
    if isinstance(value, Mapping):
        listed, about = value.get("messages"), value
    else:
        listed, about = value, {}
    if not isinstance(listed, list) or not _is_chat(listed):
        return []
    messages = sorted(filter(None, map(_message, listed)), key=lambda message: message.moment)
    channel = about.get("channel")
    channel = channel if isinstance(channel, Mapping) else {}
    title = one_line(str(channel.get("name") or about.get("name") or ""))
    is_thread = "thread" in str(channel.get("type") or "").casefold()
    address = _channel_address(about, channel)
    sections = divide_messages(messages, title, by_day=not is_thread)
    return [replace(section, address=_message_address(address, section.messages[0])) for section in sections]


def _is_chat(listed: Sequence[Any]) -> bool:
    objects = [item for item in listed if isinstance(item, Mapping)]
    spoken = sum(1 for item in objects if _writer(item) and _moment(item) and "title" not in item)
    return bool(objects) and spoken >= _LEAST_SHARE * len(objects)


def _message(value: Any) -> Message | None:
    """Return a message that a person wrote; None for another, and for one without words."""
    if not isinstance(value, Mapping) or str(value.get("type") or "").casefold() not in _KINDS:
        return None
    text = plain_message(read_words(value.get("content")) or _spoken(value.get("text")) or _embedded(value))
    writer, moment = _writer(value), _moment(value)
    if not writer or not moment or not any(map(str.isalnum, text)):
        return None
    return Message(writer=writer, moment=moment, text=text, id=str(value.get("id") or ""))


def _spoken(value: Any) -> str:
    """Return a text that may be a list of strings and of objects with marks, as Telegram has it."""
    return "".join(map(read_words, value)) if isinstance(value, list) else read_words(value)


def _embedded(message: Mapping[str, Any]) -> str:
    """Return what a program wrote into the boxes of a message: titles, descriptions and fields."""
    embeds = message.get("embeds")
    boxes = [box for box in embeds if isinstance(box, Mapping)] if isinstance(embeds, list) else []
    return "\n".join(filter(None, (read_words(box.get(name)) for box in boxes for name in ("title", "description"))))


def _writer(message: Mapping[str, Any]) -> str:
    for name in ("author", "from", "user_profile", "username", "user", "sender", "sender_name"):
        value = message.get(name)
        if isinstance(value, Mapping):
            value = next(
                (value[key] for key in ("nickname", "real_name", "global_name", "name", "username") if value.get(key)),
                "",
            )
        if isinstance(value, str) and value.strip():
            return one_line(value)
    return ""


def _moment(message: Mapping[str, Any]) -> str:
    names = ("timestamp", "date", "ts", "time", "created_at")
    return next((moment for name in names if (moment := read_moment(message.get(name)))), "")


def _channel_address(about: Mapping[str, Any], channel: Mapping[str, Any]) -> str:
    """Return the address of a channel on Discord, with a slash behind it; empty for another program's chat."""
    guild = about.get("guild")
    ids = [str(part.get("id") or "") for part in (guild, channel) if isinstance(part, Mapping)]
    is_discord = len(ids) == len(("guild", "channel")) and all(map(str.isdecimal, ids))
    return f"https://discord.com/channels/{ids[0]}/{ids[1]}/" if is_discord else ""


def _message_address(channel_address: str, message: Message) -> str:
    """Return the address of a message on Discord; empty for another program's."""
    return f"{channel_address}{message.id}" if channel_address and message.id.isdecimal() else ""
