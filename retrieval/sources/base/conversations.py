"""Conversations: divides the messages of a chat into articles, and writes each with the name of who wrote it.

A question about a chat is answered by what was said in one conversation, so an article holds what belongs together: a
thread is one, and of a channel each day is one, whose date says how old the answer is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources.base.block_text import DocumentBlock, paragraph, render
from retrieval.sources.base.draft import draft
from retrieval.sources.base.file_loader import inner_source
from retrieval.sources.base.isolation import read_or_skip

_DAY_CHARACTERS = 10  # of an ISO 8601 date
_PAIR = re.compile(r"(\*\*|~~|\|\||(?<![\w*])\*)(?=\S)([^*~|\n]{1,500})(?<=\S)\1")
_CODE = re.compile(r"```(?:[\w+-]{1,20}\n)?|`")
_SIGNS = re.compile(r"<a?:(\w{1,32}):\d{1,20}>|<[@#]&?!?\d{1,20}>|<(https?://[^<>\s]+)>")
_QUOTE = re.compile(r"^(?:> ?)+", re.MULTILINE)
_HEADING = re.compile(r"^(?:-# |#{1,3} )", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message: its writer, its time and its words."""

    writer: str
    moment: str  # ISO 8601; empty where only the time of day is known
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


def divide_messages(messages: Sequence[Message], title: str, *, by_day: bool = True) -> list[ChatSection]:
    """Return the sections of a chat: one for each day, or one of all messages; none where there are no messages.

    Args:
        messages: in order.
        title: of the chat.
        by_day: whether each day is a section.
    """
    days: dict[str, list[Message]] = {}
    for message in messages:
        days.setdefault(message.moment[:_DAY_CHARACTERS] if by_day else "", []).append(message)
    return [
        ChatSection(
            address="",
            name=day,
            title=" – ".join(filter(None, (title, day))),
            published=section[0].moment,
            messages=tuple(section),
        )
        for day, section in days.items()
    ]


def conversation_drafts(
    sections: Sequence[ChatSection], source: str, limits: LimitSettings
) -> Iterator[Draft | Skipped]:
    """Yield the article of each section of a chat; one that is longer than an article may be is skipped.

    Args:
        sections: of the chat.
        source: of the file: an article's is `source#day`, that of a chat without days the file's own.
        limits: of an article's length.
    """
    taken: set[str] = set()
    for number, section in enumerate(sections, start=1):
        inner = inner_source(source, section.name, number, taken) if section.name or number > 1 else source
        yield from read_or_skip(conversation_draft(section, inner, limits), inner)


def conversation_draft(section: ChatSection, source: str, limits: LimitSettings) -> Iterator[Draft]:
    """Yield the article of a section; those who wrote it are named in its text.

    Raises:
        SourceError: it is longer than an article may be.
    """
    yield draft(
        source=source,
        title=section.title,
        text=render(conversation_blocks(section)),
        published=section.published or None,
        canonical=section.address,
        limits=limits,
    )


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


def plain_message(text: str) -> str:
    """Return the words of a message without the marks of Discord."""
    text = _SIGNS.sub(lambda match: f":{match[1]}:" if match[1] else match[2] or "", text)
    text = _HEADING.sub("", _QUOTE.sub("", _CODE.sub("", text)))
    text = _PAIR.sub(r"\2", _PAIR.sub(r"\2", text))
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))
