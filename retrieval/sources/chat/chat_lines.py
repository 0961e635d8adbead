"""The lines of a chat: tells the program that wrote them, and reads the messages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.discourse.dates import month_number
from retrieval.sources.base.conversations import Message, plain_message
from retrieval.sources.chat.chat_dates import WrittenMoment, is_month_first, iso_moment
from retrieval.text.normalize import one_line

_DATE = r"(?P<first>\d{1,4})(?P<separator>[./-])(?P<second>\d{1,2}|[A-Z][a-z]{2})[./-](?P<third>\d{2,4})\.?"
_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.]\d\d)?(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?)?"
_PHONE = re.compile(
    rf"{_DATE}(?:,|,? (?:à|a las|um|kl\.))? {_TIME} (?:Uhr )?[-–] "
    r"(?:(?P<writer>[^:\n\"“„«]{1,60}): )?(?P<text>.*)"
)
_BRACKETED = re.compile(rf"\[{_DATE},? {_TIME}\] (?:(?P<writer>[^:\n<]{{1,60}}): )(?P<text>.*)")
_EXPORTED = re.compile(rf"\[{_DATE} {_TIME}\] (?P<writer>[^:\n<]{{1,60}}?)(?: \(pinned\))?(?P<text>)")
_RELAYED = re.compile(
    rf"(?:\[?(?:{_DATE}[ T])?{_TIME}\]?|(?P<month>[A-Z][a-z]{{2}}) (?P<day>\d\d) \d\d:\d\d:\d\d) +"
    r"(?:<[ @+%&~!]?(?P<writer>[^<>\s]{1,40})>|\* (?P<actor>[^\s*]{1,40}))\s+(?P<text>.*)"
)
_COLUMNS = re.compile(rf"{_DATE} {_TIME}\t[@+%&~]?(?P<writer>[^\t\n]{{1,40}})\t(?P<text>.*)")
_DAY_LINE = re.compile(
    r"(?:-{3} (?:Log opened|Day changed)|\*{4} BEGIN LOGGING AT) \w{3} (\w{3}) +(\d{1,2})(?: [\d:]{8})? (\d{4})"
)
_FORMS = (_PHONE, _BRACKETED, _EXPORTED, _RELAYED, _COLUMNS)
_ONE_LINE_FORMS = (_RELAYED, _COLUMNS)  # whose messages are a line each; any other line tells who came and went
_SAMPLE_LINES = 400  # by which the program is recognised
_NOISE_WRITERS = re.compile(r"-->|<--|--|=!=|\W*")
_MADE = "\u200e"  # WhatsApp writes it before the words of its own
_PLACEHOLDER = re.compile(r"<[^<>]{3,60}>|\S+\.\w{3,4} \([^()]{3,40}\)")  # `<Media omitted>`, `a.jpg (file attached)`
_PARTS_WITHOUT_WORDS = ("{Attachments}", "{Reactions}", "{Stickers}")
_RULE = re.compile(r"={20,}")
_CHANNEL = re.compile(r"Channel: (?:.* / )?(.+)")
_HEAD_LINES = 10
_COMING = re.compile(r"\S+ (?:\([^()]*\) )?(?:has )?(?:joined|left|quit|parted)\b|\S+ (?:is now known as|sets mode)")
_LEVELS = frozenset({"debug", "info", "notice", "warn", "warning", "error", "fatal", "critical", "trace"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatText:
    """The messages of a chat in order, and what it calls itself; empty for nothing."""

    title: str
    messages: tuple[Message, ...]


@dataclass(slots=True, kw_only=True)
class _Entry:
    """A message while its lines are read."""

    moment: WrittenMoment
    writer: str
    lines: list[str]


def read_chat(text: str) -> ChatText | None:
    r"""Return the messages of a chat; None where a text is no chat.

    Args:
        text: with `\n` line ends.
    """
    lines = [line.replace("\u202f", " ").replace("\u00a0", " ") for line in text.split("\n")]
    form = max(_FORMS, key=lambda form: _count(form, lines))
    if not _count(form, lines):
        return None
    entries = list(_entries(lines, form))
    if not entries or _is_log(entries):
        return None
    separator = next((match["separator"] for line in lines if (match := form.match(line.lstrip(_MADE)))), "") or ""
    month_first = is_month_first([entry.moment for entry in entries], separator)
    messages = (_message(entry, iso_moment(entry.moment, month_first=month_first)) for entry in entries if entry.writer)
    return ChatText(title=_title(lines), messages=tuple(filter(None, messages)))


def _is_log(entries: Sequence[_Entry]) -> bool:
    """Return whether the lines are those of a program that says how bad each is, in the place of a writer."""
    writers = [entry.writer for entry in entries if entry.writer]
    levels = sum(re.split(r"\W+", writer.strip("[]() ").casefold())[-1] in _LEVELS for writer in writers)
    return 2 * levels >= len(writers)


def _count(form: re.Pattern[str], lines: Sequence[str]) -> int:
    return sum(form.fullmatch(line.lstrip(_MADE)) is not None for line in lines[:_SAMPLE_LINES])


def _entries(lines: Sequence[str], form: re.Pattern[str]) -> Iterator[_Entry]:
    """Yield the messages; messages of the program have an empty writer."""
    entry: _Entry | None = None
    day: tuple[str, ...] = ()
    for line in lines:
        if stated := _DAY_LINE.match(line):
            day = (stated[3], str(month_number(stated[1]) or 0), stated[2])
        elif match := form.fullmatch(line.lstrip(_MADE)):
            if entry:
                yield entry
            entry = _begin(match, day)
            entry.writer = "" if line.startswith(_MADE) else entry.writer
        elif entry and form not in _ONE_LINE_FORMS:
            entry.lines.append(line)
    if entry:
        yield entry


def _begin(match: re.Match[str], day: tuple[str, ...]) -> _Entry:
    """Return the message that a line begins; `day` is the last that a line of its own stated."""
    stated = match.groupdict()
    parts = tuple(stated[name] for name in ("first", "second", "third")) if stated["first"] else day
    if stated.get("month"):
        parts = (day[0], str(month_number(stated["month"]) or 0), stated["day"]) if day else ()
    writer, text = stated["writer"] or "", stated["text"]
    if actor := stated.get("actor"):
        text = f"{actor} {text}"
        writer = "" if _COMING.match(text) else actor
    return _Entry(
        moment=WrittenMoment(
            parts=parts,
            hour=int(stated["hour"] or 0),
            minute=int(stated["minute"] or 0),
            half=(stated["half"] or "").casefold(),
        ),
        writer="" if _NOISE_WRITERS.fullmatch(writer) or text.startswith(_MADE) else one_line(writer),
        lines=[text],
    )


def _message(entry: _Entry, moment: str) -> Message | None:
    """Return a message with its words; None for one without."""
    kept: list[str] = []
    for line in entry.lines:
        if line in _PARTS_WITHOUT_WORDS or _RULE.fullmatch(line):
            break
        words = line.partition(f"{_MADE}<")[0].replace(_MADE, "").strip()  # behind it: that it was edited
        kept += [] if _PLACEHOLDER.fullmatch(words) else [words]
    text = plain_message("\n".join(kept))
    if not any(map(str.isalnum, text)):
        return None
    return Message(writer=entry.writer, moment=moment, text=text, id="")


def _title(lines: Sequence[str]) -> str:
    """Return the name of a channel that stands above its messages; empty for none."""
    return next((one_line(match[1]) for line in lines[:_HEAD_LINES] if (match := _CHANNEL.fullmatch(line))), "")
