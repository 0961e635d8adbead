"""Dates of feed entries that feedparser cannot read: in other languages, in seconds since 1970, with the second 60."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

from retrieval.sources.base.dates import iso_date

_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# The beginnings of month names in German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish and Russian,
# without accents.
_BEGINNINGS = (
    ("jan", "ene", "gen", "sty", "янв"),
    ("feb", "fev", "lut", "фев"),
    ("mar", "mrz", "mrt", "maa", "мар"),
    ("apr", "avr", "abr", "kwi", "апр"),
    ("mai", "may", "mag", "mei", "maj", "май", "мая"),
    ("juin", "jun", "giu", "cze", "июн"),
    ("juil", "jul", "lug", "lip", "июл"),
    ("aug", "aou", "ago", "sie", "авг"),
    ("sep", "set", "wrz", "сен"),
    ("okt", "oct", "ott", "out", "paz", "окт"),
    ("nov", "lis", "ноя"),
    ("dez", "dec", "dic", "des", "gru", "дек"),
)
_ACCENTS = frozenset("\u0300\u0301\u0302\u0303\u0308\u0327\u030c")  # й keeps its own: it is another letter than и
_ZONES = {"MEZ": "+0100", "MESZ": "+0200", "HNEC": "+0100", "HAEC": "+0200"}  # Central European time, winter and summer
_DATE = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})(?:\.|er|º)?\s+(?:de\s+)?([^\W\d]{3,12})\.?,?\s+(?:de\s+)?(\d{4})\b(.*)", re.DOTALL
)
_CLOCK = re.compile(r"(\d{1,2}:\d{2}(?::\d{2})?)\s*(?:Uhr\b|h\b)?\s*(.*)", re.DOTALL)
_LEAP_SECOND = re.compile(r"(\d:\d{2}):6[01]\b")
_PLAIN_DAY = re.compile(r"(\d{4})[/.年]\s?(\d{1,2})[/.月]\s?(\d{1,2})日?(?:\s+(\d{1,2}:\d{2}(?::\d{2})?))?")
_DASHED_CLOCK = re.compile(r"\s+-\s+(?=\d{1,2}:\d{2})")
_SECONDS = re.compile(r"(\d{9,10})(?:\.\d{1,9})?")
_MILLISECONDS = re.compile(r"\d{13}")


def plain_date(written: str) -> str:
    """Rewrite a date into a form that feedparser reads; a date that needs no change, or cannot be read, stays."""
    written = _LEAP_SECOND.sub(r"\1:59", written.strip())
    if match := _SECONDS.fullmatch(written):
        return _moment(int(match[1]))
    if _MILLISECONDS.fullmatch(written):
        return _moment(int(written) // 1000)
    if day := _PLAIN_DAY.fullmatch(written):  # which feedparser takes for the first of this month
        return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}{f'T{day[4]}' if day[4] else ''}"
    match = _DATE.fullmatch(written)
    month = _month(match[2]) if match else None
    if match is None or month is None:
        is_dashed = _DASHED_CLOCK.search(written) is not None
        return (iso_date(_DASHED_CLOCK.sub(" ", written)) if is_dashed else None) or written
    clock = _CLOCK.search(match[4])
    time = f" {clock[1]} {_ZONES.get(clock[2].strip(), clock[2].strip())}".rstrip() if clock else ""
    return f"{match[1]} {month} {match[3]}{time}"


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat(timespec="seconds")


def _month(name: str) -> str | None:
    """Return the English abbreviation of a month's name in another language."""
    parts = unicodedata.normalize("NFD", name.lower())
    plain = unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in _ACCENTS))
    matches = (month for month, beginnings in zip(_ENGLISH, _BEGINNINGS, strict=True) if plain.startswith(beginnings))
    return next(matches, None)
