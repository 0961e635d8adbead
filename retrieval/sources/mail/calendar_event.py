"""Calendar events in the form of RFC 5545: of an e-mail that is nothing but an invitation, or of a calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from retrieval.sources.base.block_text import DocumentBlock, heading
from retrieval.sources.plain_text.loader import blocks_of_lines
from retrieval.text.normalize import normalise

_FOLD = re.compile(r"\r?\n[ \t]|\r(?!\n)[ \t]")
_PROPERTY = re.compile(r"([A-Za-z][\w-]*+)((?:[^:\"]|\"[^\"]*\")*+):(.*)")
_ESCAPE = re.compile(r"\\([nN,;\\])")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")
_ZONE = re.compile(r";TZID=\"?([^\";:]+)", re.IGNORECASE)
_FREQUENCY = re.compile(r"(?:^|;)FREQ=(\w+)", re.IGNORECASE)
_HEAD_CHARACTERS = 10_000  # in which a calendar says what it is called, above its events
_SUMMARY_LEVEL = 2
_SHOWN = ("SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "LOCATION", "STATUS", "RRULE")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """An event of a calendar."""

    summary: str
    # Its facts, `Start: 2026-03-05 10:00 (Europe/Berlin)`, and below a blank line its description.
    lines: tuple[str, ...]


def calendar_events(text: str) -> Iterator[CalendarEvent]:
    """Yield the events of a calendar that say anything, in its order."""
    stated: dict[str, tuple[str, str]] = {}  # parameters and value by name
    is_cancelled, parts = False, list[str]()
    for name, parameters, value in _properties(text):
        if name == "BEGIN":
            parts.append(value.strip().upper())
        elif name == "END":
            if parts and parts.pop() == "VEVENT":
                yield from _event(stated, is_cancelled=is_cancelled)
                stated = {}
        elif name == "METHOD":
            is_cancelled = value.strip().upper() == "CANCEL"
        elif parts[-1:] == ["VEVENT"] and name in _SHOWN:
            stated.setdefault(name, (parameters, value))
    yield from _event(stated, is_cancelled=is_cancelled)  # of a calendar that is cut off


def event_blocks(event: CalendarEvent, title: str) -> Iterator[DocumentBlock]:
    """Yield the blocks of an event, under its summary if that is not the title of the article."""
    if event.summary and event.summary != title:
        yield heading(_SUMMARY_LEVEL, event.summary)
    yield from blocks_of_lines(normalise("\n".join(event.lines)).split("\n"))


def calendar_name(text: str) -> str:
    """Return the name that a calendar has in the program that wrote it; empty where it states none."""
    head = text[:_HEAD_CHARACTERS].upper().partition("BEGIN:VEVENT")[0]
    properties = _properties(text[: len(head)])
    return next((_unescaped(value) for name, _, value in properties if name in ("NAME", "X-WR-CALNAME")), "")


def _event(stated: dict[str, tuple[str, str]], *, is_cancelled: bool) -> Iterator[CalendarEvent]:
    """Yield the event of its properties, if they say anything."""
    words = {name: _unescaped(value) for name, (_, value) in stated.items()}
    is_cancelled = is_cancelled or words.get("STATUS", "").upper() == "CANCELLED"
    lines = (*_facts(stated, words, is_cancelled=is_cancelled), "", *words.get("DESCRIPTION", "").split("\n"))
    if any(words.values()):
        yield CalendarEvent(summary=words.get("SUMMARY", ""), lines=lines)


def _facts(stated: dict[str, tuple[str, str]], words: dict[str, str], *, is_cancelled: bool) -> Iterator[str]:
    """Yield a line for each fact: the summary is the title, and is repeated in none."""
    start, end = _shown_time(*stated.get("DTSTART", ("", ""))), _shown_time(*stated.get("DTEND", ("", "")), is_end=True)
    frequency = _FREQUENCY.search(words.get("RRULE", ""))
    facts = {
        "Status": "cancelled" if is_cancelled else "",
        "Start": start,
        "End": end if end != start else "",
        "Repeats": frequency[1].lower() if frequency else "",
        "Location": " ".join(words.get("LOCATION", "").split()),
    }
    yield from (f"{label}: {fact}" for label, fact in facts.items() if fact)


def _properties(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the parameters and the value of each property, with folded lines joined."""
    for line in _FOLD.sub("", text).splitlines():
        if match := _PROPERTY.fullmatch(line):
            yield match[1].upper(), match[2], match[3]


def _unescaped(value: str) -> str:
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value).strip()


def _shown_time(parameters: str, value: str, *, is_end: bool = False) -> str:
    """Return a day, `2026-03-05`, or a time with its zone; an event of whole days ends the day before its end."""
    match = _TIME.fullmatch(value.strip())
    if match is None:
        return ""
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return ""
    if match[4] is None:
        return (day - timedelta(days=1) if is_end else day).isoformat()
    zone = "UTC" if match[6] else next(iter(_ZONE.findall(parameters)), "")
    return f"{day.isoformat()} {match[4]}:{match[5]}" + (f" ({zone})" if zone else "")
