"""Subtitles: the words of a film, SubRip (`.srt`) or WebVTT (`.vtt`), without numbers, times and marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMES = re.compile(rf"\s*(?P<start>{_CLOCK})\s*-->\s*(?P<end>{_CLOCK})(?:\s.*)?")
_TOP_LINES = 60  # WebVTT may have notes and styles above the first times
_NUMBER = re.compile(r"\s*\d+\s*")
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?\s+([^<>]{1,80})>")
_TAG = re.compile(r"</?(?:[bicuv]|ruby|rt|lang|font|\d+)\b[^<>]*>|\{\\[^{}]*\}", re.IGNORECASE)
_SENTENCE_END = re.compile("[.!?…。！？][\"'”’»)\\]]*$")
_DASH = re.compile(r"(?:[-–—]|>>+)\s*(?=\S)")  # before the words of another speaker
_NAME = re.compile(r"(?:[^\W\d_a-zß-ÿ][\w.'’-]{0,30}\s?){1,3}:\s")  # of the speaker
_SOUND = re.compile(r"[\[(][^\])]*[\])]|[♪♫\s]+")
_NO_WORDS = ("NOTE", "STYLE", "REGION")  # with which blocks of WebVTT begin that are not shown
_PAUSE = 4.0  # seconds without words, after which a paragraph begins


def has_times(lines: Sequence[str]) -> bool:
    """Return whether lines are those of subtitles: one near the top says from when to when words are shown."""
    top = lines[:_TOP_LINES]
    is_numbered = any(_NUMBER.fullmatch(line) and _TIMES.fullmatch(below) for line, below in pairwise(top))
    is_named = bool(lines) and lines[0].startswith("WEBVTT") and any(map(_TIMES.fullmatch, top))
    return is_named or is_numbered


def spoken_lines(lines: Sequence[str]) -> list[str]:
    """Return what is said as paragraphs, parted by empty lines.

    A paragraph ends at a pause, and before another speaker; else words go on, because subtitles are cut for the screen.
    """
    paragraphs: list[list[str]] = []  # of the lines of each
    shown: frozenset[str] = frozenset()  # lines of the cue before: programs show a line again above the next
    last_end = 0.0
    for start, end, words in _cues(lines):
        is_ended = bool(paragraphs) and _SENTENCE_END.search(paragraphs[-1][-1]) is not None
        is_late = is_ended and start - last_end > _PAUSE
        for line in words:
            if line in shown:
                continue
            turn = _DASH.match(line)
            text = line[turn.end() :] if turn else line
            if not paragraphs or turn or is_late or _NAME.match(text):
                paragraphs.append([])
            paragraphs[-1].append(text)
            is_late = False
        shown, last_end = (frozenset(words), end) if words else (shown, last_end)
    return "\n\n".join(map(" ".join, paragraphs)).split("\n")


def _cues(lines: Sequence[str]) -> Iterator[tuple[float, float, list[str]]]:
    """Yield the words that are shown together, with the seconds from and to when."""
    times: re.Match[str] | None = None
    words: list[str] = []
    for number, line in enumerate(lines):
        if (found := _TIMES.fullmatch(line)) or _is_aside(lines, number):
            if times is not None:
                yield _seconds(times["start"]), _seconds(times["end"]), words
            times, words = found, []
        elif times is not None and not _is_name_of_cue(lines, number):
            text = _TAG.sub("", _VOICE.sub(r"\1: ", line)).strip()
            words += [text] if text and not _SOUND.fullmatch(text) else []
    if times is not None:
        yield _seconds(times["start"]), _seconds(times["end"]), words


def _is_aside(lines: Sequence[str], number: int) -> bool:
    """Return whether a block begins that is not shown."""
    return lines[number].startswith(_NO_WORDS) and bool(number) and not lines[number - 1].strip()


def _is_name_of_cue(lines: Sequence[str], number: int) -> bool:
    """Return whether a line is the number of the next words, or their name: it stands directly above their times."""
    if number + 1 == len(lines) or not _TIMES.fullmatch(lines[number + 1]):
        return False
    return _NUMBER.fullmatch(lines[number]) is not None or not lines[number - 1].strip()


def _seconds(clock: str) -> float:
    seconds = 0.0
    for part in clock.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds
