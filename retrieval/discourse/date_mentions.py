"""Finds dates and times in a text, in every language that has a lexicon."""

from __future__ import annotations

import re
from functools import cache

from retrieval.core.records import TextRange
from retrieval.languages import alternatives, lexicon, lexicons

_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
_MONTH = rf"(?:{alternatives(lambda entry: entry.dates.months)})(?!\w)(?:\.(?=\s+\d))?"
_DAY = rf"(?:{alternatives(lambda entry: entry.dates.weekdays)})"
_SEASON = rf"(?:{alternatives(lambda entry: entry.dates.seasons)})"
_NUMBER = rf"(?:\d+|{alternatives(lambda entry: entry.dates.numbers)})"
_UNIT = rf"(?:{alternatives(lambda entry: entry.dates.units)})"
_PREPOSITION = rf"(?:{alternatives(lambda entry: entry.dates.prepositions)})"
_ENDING = rf"(?:{alternatives(lambda entry: entry.dates.ordinal_endings)})"
_DAY_LINK = rf"(?:{alternatives(lambda entry: entry.dates.day_links)})"
_YEAR_LINK = rf"(?:{alternatives(lambda entry: entry.dates.year_links)})"
_SEASON_ARTICLE = rf"(?:{alternatives(lambda entry: entry.dates.season_articles)})"
_SEASON_PREPOSITION = rf"(?:{alternatives(lambda entry: entry.dates.season_prepositions)})"
_DECADE = rf"(?:{alternatives(lambda entry: entry.dates.decade_openers)})"
_WEEKDAY_OPENER = rf"(?:{alternatives(lambda entry: entry.dates.weekday_openers)})"
_WEEKDAY_CLOSER = rf"(?:{alternatives(lambda entry: entry.dates.weekday_closers)})"
_DISTANCE = rf"(?:{alternatives(lambda entry: entry.dates.distances)})"
_DISTANCE_OPENER = rf"(?:{alternatives(lambda entry: entry.dates.distance_openers)})"


def _filled(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the patterns of a lexicon, with `<MONTH>` and other names replaced by their patterns."""
    meanings = {"<MONTH>": _MONTH, "<DAY>": _DAY, "<SEASON>": _SEASON, "<YEAR>": _YEAR}
    return tuple(re.sub("<[A-Z]+>", lambda name: meanings[name[0]], pattern) for pattern in patterns)


_DATES = [entry.dates for entry in lexicons()]

# From the most exact kind to the least: of several dates in a sentence the most exact is shown, of equals the first.
_KINDS = tuple(
    re.compile("|".join(patterns), re.IGNORECASE)
    for patterns in (
        (  # a day: 2026-05-03, 3 May 2026, May 3rd, 3. Mai, 3 de mayo de 2026, 1er mai, 3/5/2026
            rf"\b{_YEAR}-\d\d-\d\d\b",
            rf"\b\d{{1,2}}(?:\.|{_ENDING})?\s+(?:{_DAY_LINK}\s+)?{_MONTH}(?:,?\s+(?:{_YEAR_LINK}\s+)?{_YEAR}\b)?",
            rf"\b{_MONTH}\s+\d{{1,2}}{_ENDING}?\b(?:,?\s+{_YEAR}\b)?",
            rf"\b\d{{1,2}}[./]\d{{1,2}}[./](?:{_YEAR}|\d\d)\b",
        ),
        (  # a month or a season of a year: May 2026
            rf"\b{_MONTH}\s+(?:{_YEAR_LINK}\s+)?{_YEAR}\b",
            rf"\b(?:{_SEASON_ARTICLE}\s+)?{_SEASON}(?:\s+{_DAY_LINK})?\s+{_YEAR}\b",
        ),
        # a day of the week: on Friday, am Montag, lundi dernier
        (rf"\b(?:{_WEEKDAY_OPENER}\s+)?{_DAY}\b(?:\s+{_WEEKDAY_CLOSER})?",),
        (rf"\b{_PREPOSITION}\s+{_MONTH}",),
        (  # a year: only behind a word of time, for many numbers look like one
            rf"\b{_PREPOSITION}\s+(?:{_DECADE}\s+)?{_YEAR}s?\b(?!\s*(?:%|°|\w+s\b))",
            rf"\({_YEAR}\)",
            *(pattern for dates in _DATES for pattern in _filled(dates.years)),
        ),
        # seen from the day of writing: yesterday, letzte Woche, el mes pasado
        tuple(pattern for dates in _DATES for pattern in _filled(dates.relative)),
        (  # so long before or after: two days ago, vor zwei Tagen
            rf"\b{_NUMBER}\s+{_UNIT}\s+{_DISTANCE}\b",
            rf"\b{_DISTANCE_OPENER}\s+{_NUMBER}\s+{_UNIT}\b",
        ),
        # a time of day
        (*(pattern for dates in _DATES for pattern in _filled(dates.clock)), r"\b\d{1,2}:\d\d\b"),
        (  # a part of the day or of the year
            *(pattern for dates in _DATES for pattern in _filled(dates.day_parts)),
            rf"\b{_SEASON_PREPOSITION}\s+(?:{_SEASON_ARTICLE}\s+)?{_SEASON}\b",
        ),
    )
)


def find_date_mention(text: str, language: str) -> TextRange | None:
    """Find the range of the most exact date or time in a text; None without one.

    Args:
        text: a sentence.
        language: its language, ISO 639-1.
    """
    for kind in (*_KINDS, *_own_kind(language)):
        if match := kind.search(text):
            return TextRange(start=match.start(), end=match.end())
    return None


@cache
def _own_kind(language: str) -> tuple[re.Pattern[str], ...]:
    """Return the words that mean a time in this language only; they are tried last."""
    own = lexicon(language).dates.own
    return (re.compile("|".join(_filled(own)), re.IGNORECASE),) if own else ()
