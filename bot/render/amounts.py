"""Counts, sizes and times as English text: `2,000 articles`, `3.1 of 12.4 MB`, `2.3 s`."""

from __future__ import annotations

_MINUTE = 60  # seconds
_SHOWN_BY_TENS = 20  # seconds from which a time left is rounded to tens
_SHOWN_IN_SECONDS = 1_000.0  # milliseconds from which seconds are easier to read


def duration(milliseconds: float) -> str:
    """Return a time as people say it: `41 ms`, `2.3 s`."""
    if milliseconds < _SHOWN_IN_SECONDS:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds / 1_000:.1f} s"


def count(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: `1 article`, `2,000 articles`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def count_of(done: int, total: int | None, noun: str) -> str:
    """Return how many of how many, where that is known: `12 of 40 articles`."""
    return count(done, noun) if total is None else f"{done:,} of {count(total, noun)}"


def size_of(done: int, total: int) -> str:
    """Return how many bytes of how many, both in the unit that suits the whole: `3.1 of 12.4 MB`."""
    for unit, name in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")):
        if total >= unit:
            return f"{done / unit:.1f} of {total / unit:.1f} {name}"
    return f"{done} of {total} bytes"


def time_left(seconds: float) -> str:
    """Return a time as people say it, no more exact than it can be known: `40 s`, `3 min`, `2 h 10 min`."""
    if seconds < _MINUTE:
        return f"{max(1, round(seconds, -1 if seconds >= _SHOWN_BY_TENS else None)):.0f} s"
    minutes = round(seconds / _MINUTE)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
