"""Dates of feed entries that feedparser cannot read: in other languages, in seconds since 1970, with the second 60."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# The beginnings of month names in German, French, Spanish, Italian, Portuguese and Dutch, without accents.
_BEGINNINGS = (
    ("jan", "ene", "gen"),
    ("feb", "fev"),
    ("mar", "mrz", "mrt", "maa"),
    ("apr", "avr", "abr"),
    ("mai", "may", "mag", "mei"),
    ("juin", "jun", "giu"),
    ("juil", "jul", "lug"),
    ("aug", "aou", "ago"),
    ("sep", "set"),
    ("okt", "oct", "ott", "out"),
    ("nov",),
    ("dez", "dec", "dic"),
)
_ZONES = {"MEZ": "+0100", "MESZ": "+0200", "HNEC": "+0100", "HAEC": "+0200"}  # Central European time, winter and summer
_DATE = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})(?:\.|er|º)?\s+(?:de\s+)?([^\W\d]{3,12})\.?,?\s+(?:de\s+)?(\d{4})\b(.*)", re.DOTALL
)
_CLOCK = re.compile(r"(\d{1,2}:\d{2}(?::\d{2})?)\s*(?:Uhr\b|h\b)?\s*(.*)", re.DOTALL)
_LEAP_SECOND = re.compile(r"(\d:\d{2}):6[01]\b")
_SECONDS = re.compile(r"(\d{9,10})(?:\.\d{1,9})?")
_MILLISECONDS = re.compile(r"\d{13}")


def plain_date(written: str) -> str:
    """Rewrite a date into a form that feedparser reads; a date that needs no change, or cannot be read, stays."""
    written = _LEAP_SECOND.sub(r"\1:59", written.strip())
    if match := _SECONDS.fullmatch(written):
        return _moment(int(match[1]))
    if _MILLISECONDS.fullmatch(written):
        return _moment(int(written) // 1000)
    match = _DATE.fullmatch(written)
    month = _month(match[2]) if match else None
    if match is None or month is None:
        return written
    clock = _CLOCK.search(match[4])
    time = f" {clock[1]} {_ZONES.get(clock[2].strip(), clock[2].strip())}".rstrip() if clock else ""
    return f"{match[1]} {month} {match[3]}{time}"


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat(timespec="seconds")


def _month(name: str) -> str | None:
    """The English abbreviation of a month's name in another language."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    matches = (month for month, beginnings in zip(_ENGLISH, _BEGINNINGS, strict=True) if plain.startswith(beginnings))
    return next(matches, None)
