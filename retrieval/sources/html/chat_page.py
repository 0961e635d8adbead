"""Chats that were saved as pages, by DiscordChatExporter and by Telegram: finds their messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from retrieval.discourse.dates import hour_of_day, iso_date
from retrieval.sources.base.conversations import ChatSection, Message, divide_messages, plain_message
from retrieval.sources.html.page_elements import class_names
from retrieval.text.normalize import one_line

_FEWEST = 2  # messages, by which a chat is told
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d\d)(?::\d\d)?(?:\s?([AP])\.?M\.?)?(?:\s+UTC\S*)?\s*$", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")  # Telegram writes the day first
_LINE_BREAK = "\u2028"
_MOST_TEXTS = 20  # of a message: its own and those of boxes; each may hold others
_SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _ChatMarkup:
    """The classes of elements by which a program marks the parts of a message."""

    message: frozenset[str]  # all of them
    writer: frozenset[str]  # any of them, as below
    moment: frozenset[str]
    text: frozenset[str]
    title: str
    title_number: int  # of such an element that has it, from 0


_PROGRAMS = (
    _ChatMarkup(
        message=frozenset({"chatlog__message-container"}),
        writer=frozenset({"chatlog__author", "chatlog__author-name"}),
        moment=frozenset({"chatlog__timestamp", "chatlog__short-timestamp"}),
        text=frozenset({"chatlog__content", "chatlog__embed-title", "chatlog__embed-description"}),
        title="preamble__entry",
        title_number=1,
    ),
    _ChatMarkup(
        message=frozenset({"message", "default"}),  # what Telegram itself says is of the class `service`
        writer=frozenset({"from_name"}),
        moment=frozenset({"date"}),
        text=frozenset({"text"}),
        title="page_header",
        title_number=0,
    ),
)


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A message while its elements are read."""

    writer: str
    moment: str = ""
    texts: list[str] = field(default_factory=list)


def chat_sections(tree: Any) -> list[ChatSection]:
    """Return the days of the chat that a page is an export of; empty where the page is no such export."""
    for program in _PROGRAMS:
        if not _is_export(tree, program):
            continue
        messages = [message for draft in _drafts(tree, program) if (message := _message(draft))]
        if len(messages) >= _FEWEST:
            return divide_messages(messages, _title(tree, program))
    return []


def _is_export(tree: Any, program: _ChatMarkup) -> bool:
    """Return whether the page has each kind of element that an export has."""
    classes = {name for element in tree.iter("div", "span") for name in class_names(element)}
    parts = (program.writer, program.moment, program.text)
    return {program.title, *program.message} <= classes and not any(part.isdisjoint(classes) for part in parts)


def _drafts(tree: Any, program: _ChatMarkup) -> Iterator[_Draft]:
    """Yield the messages; one without a writer has that of the message above it."""
    draft = _Draft(writer="")
    for element in tree.iter("div", "span"):
        classes = class_names(element)
        if program.message <= classes:
            yield draft
            draft = _Draft(writer=draft.writer)
        elif classes & program.writer and not draft.texts:
            draft.writer = one_line("".join(element.itertext()))
        elif classes & program.moment and not draft.moment:
            draft.moment = _moment(element.get("title") or "".join(element.itertext()))
        elif classes & program.text and len(draft.texts) < _MOST_TEXTS:
            draft.texts.append(_words(element))
    yield draft


def _message(draft: _Draft) -> Message | None:
    """Return a message that a person wrote; None for one without words."""
    text = plain_message("\n".join(draft.texts))
    if not draft.writer or not any(map(str.isalnum, text)):
        return None
    return Message(writer=draft.writer, moment=draft.moment, text=text, id="")


def _title(tree: Any, program: _ChatMarkup) -> str:
    """Return the name of the channel or group: of "Text Channels / boat-house" what is behind the slash."""
    entries = [element for element in tree.iter("div") if program.title in class_names(element)]
    entry = entries[min(program.title_number, len(entries) - 1)] if entries else None
    return "" if entry is None else one_line("".join(entry.itertext())).rpartition(" / ")[2]


def _words(element: Any) -> str:
    """Return the words of an element, with the line breaks that it shows."""
    for line_break in element.iter("br"):
        line_break.tail = f"{_LINE_BREAK}{line_break.tail or ''}"
    return _SPACES.sub(" ", "".join(element.itertext())).replace(_LINE_BREAK, "\n").strip()


def _moment(written: str) -> str:
    """Return a moment as ISO 8601, without its time where that cannot be read; empty where its day cannot."""
    written = one_line(written)
    clock, numbers = _CLOCK.search(written), _NUMBERS.match(written)
    stated = written[: clock.start()].strip(" ,") if clock else written
    day = f"{numbers[3]}-{int(numbers[2]):02}-{int(numbers[1]):02}" if numbers else iso_date(stated) or ""
    try:
        moment = datetime.fromisoformat(day[:10])
        if not clock:
            return day[:10]
        hour = hour_of_day(int(clock[1]), clock[3] or "")
        return moment.replace(hour=hour, minute=int(clock[2])).isoformat()
    except ValueError:
        return ""
