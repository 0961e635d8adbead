"""Days of messages: which of the numbers in their dates is the day, told by all dates of a chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from retrieval.discourse.dates import hour_of_day, month_number

_CENTURY = 2000  # of years with two digits
_MOST_DAY, _MOST_MONTH = 31, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenMoment:
    """A date and a time as they stand before a message."""

    parts: tuple[str, ...]  # of the date, in order; three, or none where only the time of day is written
    hour: int
    minute: int
    half: str = ""  # "a" or "p" of a clock with twelve hours


def is_month_first(moments: Sequence[WrittenMoment], separator: str) -> bool:
    """Return whether the dates of a chat begin with the month, `2/13/24`.

    A number above 12 tells it. Where there is none, slashes on a clock with twelve hours are American, and any other
    date begins with the day.

    Args:
        moments: of all messages, in order.
        separator: between the numbers.
    """
    dates = [moment.parts for moment in moments if len(moment.parts) > 1 and all(map(str.isdecimal, moment.parts))]
    if any(int(first) > _MOST_MONTH for first, *_ in dates):
        return False
    if any(int(second) > _MOST_MONTH for _, second, *_ in dates):
        return True
    if separator != "/":
        return False
    return any(moment.half for moment in moments)


def iso_moment(moment: WrittenMoment, *, month_first: bool) -> str:
    """Return a moment in the form of ISO 8601; empty where its day is not written, or is no day."""
    if not moment.parts:
        return ""
    year, month, day = _ordered(moment.parts, month_first=month_first)
    try:
        return datetime(year, month, day, hour_of_day(moment.hour, moment.half), moment.minute).isoformat()  # noqa: DTZ001  as written
    except ValueError:
        return ""


def _ordered(parts: Sequence[str], *, month_first: bool) -> tuple[int, int, int]:
    """Return year, month and day of the three parts of a date."""
    first, second, third = parts
    if int(first) > _MOST_DAY:
        return int(first), month_number(second) or 0, int(third)
    year = int(third) if len(third) > 2 else _CENTURY + int(third)  # noqa: PLR2004  digits
    month, day = (first, second) if month_first and second.isdecimal() else (second, first)
    return year, month_number(month) or 0, int(day)
