"""Dates of feed entries that feedparser cannot read: in other languages, in seconds since 1970, with the second 60."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime

from retrieval.discourse.dates import iso_date

_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# The beginnings of month names in the languages of feeds, without accents; the longest that fits
# tells the month.
_BEGINNINGS = (
    ("jan", "ene", "gen", "sty", "янв", "tammi", "oca", "led", "ian", "ιαν", "січ", "sau"),
    ("feb", "fev", "lut", "фев", "helmi", "sub", "unor", "uno", "φεβ", "лют", "vas"),
    ("mar", "mrz", "mrt", "maa", "мар", "brez", "bre", "μαρ", "бер", "kov"),
    ("apr", "avr", "abr", "kwi", "апр", "huhti", "nis", "dub", "απρ", "квіт", "кві", "bal"),
    ("mai", "may", "mag", "mei", "maj", "май", "мая", "touko", "kvet", "kve", "μαι", "трав", "тра", "geg"),
    ("juin", "jun", "giu", "cze", "июн", "kesa", "haz", "cervna", "cvn", "iun", "ιουν", "черв", "чер", "bir"),
    ("juil", "jul", "lug", "lip", "июл", "heina", "tem", "cervenec", "cvc", "iul", "ιουλ", "лип", "lie"),
    ("aug", "aou", "ago", "sie", "авг", "elo", "agu", "ağu", "srp", "αυγ", "серп", "сер", "rgp"),
    ("sep", "set", "wrz", "сен", "syys", "eyl", "zari", "zar", "σεπ", "вер", "rgs"),
    ("okt", "oct", "ott", "out", "paz", "окт", "loka", "eki", "rij", "οκτ", "жов", "spa"),
    ("nov", "noi", "lis", "ноя", "marras", "kas", "νοε", "лист", "лис", "lap"),
    ("dez", "dec", "dic", "des", "gru", "дек", "joulu", "ara", "pros", "δεκ", "груд", "гру"),
)
_NUMBERED_MONTH = re.compile(r"(?:th(?:g|ang)?|tháng|thang)\s*(\d{1,2})", re.IGNORECASE)  # in Vietnamese
_ACCENTS = frozenset("\u0300\u0301\u0302\u0303\u0308\u0327\u030c")  # й keeps its own: it is another letter than и
_ZONES = {"MEZ": "+0100", "MESZ": "+0200", "HNEC": "+0100", "HAEC": "+0200"}  # Central European time, winter and summer
_DATE = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})(?:\.|er|º)?\s+(?:de\s+)?([^\W\d]{3,12})\.?,?\s+(?:de\s+)?(\d{4})\b(.*)", re.DOTALL
)
_CLOCK = re.compile(r"(\d{1,2}:\d{2}(?::\d{2})?)\s*(?:Uhr\b|h\b)?\s*(.*)", re.DOTALL)
_LEAP_SECOND = re.compile(r"(\d:\d{2}):6[01](?!\d)")
_PLAIN_DAY = re.compile(r"(\d{4})[/.年]\s?(\d{1,2})[/.月]\s?(\d{1,2})[日.]?(?:\s+(\d{1,2}:\d{2}(?::\d{2})?))?")
_WEEK_DAY = re.compile(r"\d{4}-?W\d{2}-?\d")
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
    if _WEEK_DAY.fullmatch(written):
        return _day_of_week(written)
    written = _NUMBERED_MONTH.sub(lambda number: _english(int(number[1])), written)
    match = _DATE.fullmatch(written)
    month = _month(match[2]) if match else None
    if match is None or month is None:
        is_dashed = _DASHED_CLOCK.search(written) is not None
        return (iso_date(_DASHED_CLOCK.sub(" ", written)) if is_dashed else None) or written
    clock = _CLOCK.search(match[4])
    time = f" {clock[1]} {_ZONES.get(clock[2].strip(), clock[2].strip())}".rstrip() if clock else ""
    return f"{match[1]} {month} {match[3]}{time}"


def _english(number: int) -> str:
    return _ENGLISH[number - 1] if 0 < number <= len(_ENGLISH) else ""


def _day_of_week(written: str) -> str:
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return written


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat(timespec="seconds")


def _month(name: str) -> str | None:
    """Return the English abbreviation of a month's name in another language."""
    parts = unicodedata.normalize("NFD", name.lower())
    plain = unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in _ACCENTS))
    lengths = (
        (len(beginning), month)
        for month, beginnings in zip(_ENGLISH, _BEGINNINGS, strict=True)
        for beginning in beginnings
        if plain.startswith(beginning)
    )
    return max(lengths, default=(0, None))[1]
