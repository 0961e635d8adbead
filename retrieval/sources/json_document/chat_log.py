"""Exports of chats: divides their messages into articles, and writes each with the name of who wrote it.

A question about a chat is answered by what was said in one conversation, so an article holds what belongs together: a
thread is one, and of a channel each day is one, whose date says how old the answer is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retrieval.sources.base.block_text import DocumentBlock, paragraph
from retrieval.sources.json_document.record_fields import read_moment, read_words
from retrieval.text.normalize import one_line

_KINDS = frozenset({"default", "reply", "message", "0", "19", ""})  # of messages that people write
_DAY_CHARACTERS = 10  # of an ISO 8601 date
_LEAST_SHARE = 0.5  # of the messages that have a time and a writer
_PAIR = re.compile(r"(\*\*|~~|\|\||(?<![\w*])\*)(?=\S)([^*~|\n]{1,500})(?<=\S)\1")
_CODE = re.compile(r"```(?:[\w+-]{1,20}\n)?|`")
_SIGNS = re.compile(r"<a?:(\w{1,32}):\d{1,20}>|<[@#]&?!?\d{1,20}>|<(https?://[^<>\s]+)>")
_QUOTE = re.compile(r"^(?:> ?)+", re.MULTILINE)
_HEADING = re.compile(r"^(?:-# |#{1,3} )", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message: its writer, its time and its words."""

    writer: str
    moment: str  # ISO 8601
    text: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatSection:
    """The messages of a day of a channel, or of a thread."""

    name: str  # tells it from others of the file
    title: str
    published: str
    address: str  # of its first message on Discord; empty elsewhere
    messages: tuple[Message, ...]


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
    if "thread" in str(channel.get("type") or "").casefold():
        days = [("", messages)] if messages else []
    else:
        days = _by_day(messages)
    address = _channel_address(about, channel)
    return [_conversation(title, day, day_messages, address) for day, day_messages in days]


def conversation_blocks(conversation: ChatSection) -> Iterator[DocumentBlock]:
    """Yield a paragraph for each turn: the name of a writer, and what they wrote until somebody else did."""
    turn: list[str] = []
    writer = ""
    for message in conversation.messages:
        if message.writer != writer and turn:
            yield paragraph("\n".join(turn))
            turn = []
        turn.append(message.text if turn else f"{message.writer}: {message.text}")
        writer = message.writer
    if turn:
        yield paragraph("\n".join(turn))


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


def plain_message(text: str) -> str:
    """Return the words of a message without the marks of Discord."""
    text = _SIGNS.sub(lambda match: f":{match[1]}:" if match[1] else match[2] or "", text)
    text = _HEADING.sub("", _QUOTE.sub("", _CODE.sub("", text)))
    text = _PAIR.sub(r"\2", _PAIR.sub(r"\2", text))
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def _by_day(messages: Sequence[Message]) -> list[tuple[str, list[Message]]]:
    days: dict[str, list[Message]] = {}
    for message in messages:
        days.setdefault(message.moment[:_DAY_CHARACTERS], []).append(message)
    return list(days.items())


def _channel_address(about: Mapping[str, Any], channel: Mapping[str, Any]) -> str:
    """Return the address of a channel on Discord, with a slash behind it; empty for another program's chat."""
    guild = about.get("guild")
    ids = [str(part.get("id") or "") for part in (guild, channel) if isinstance(part, Mapping)]
    is_discord = len(ids) == len(("guild", "channel")) and all(map(str.isdecimal, ids))
    return f"https://discord.com/channels/{ids[0]}/{ids[1]}/" if is_discord else ""


def _conversation(title: str, day: str, messages: Sequence[Message], address: str) -> ChatSection:
    return ChatSection(
        address=f"{address}{messages[0].id}" if address and messages[0].id.isdecimal() else "",
        name=day,
        title=" – ".join(filter(None, (title, day))),
        published=messages[0].moment,
        messages=tuple(messages),
    )
