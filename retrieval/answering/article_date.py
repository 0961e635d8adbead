"""Finds the day on which an article was written, and compares the days of two articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from retrieval.core.records import Article
from retrieval.discourse.dates import month_number
from retrieval.languages import alternatives

_LEAD = 90  # characters of a text in which a dateline stands: "PELLHAVEN, 2 March. The choir …"
_DAY_LENGTH = len("2026-05-03")
_MONTH = rf"(?:{alternatives(lambda entry: entry.dates.months)})(?!\w)\.?"
_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
# A dateline says no more than where and when, and ends behind the date: a birth or an event is no date of writing.
_DATELINE = re.compile(
    rf"(?P<before>[^()\n]*?)"
    rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º)?\.?(?: of| de)? (?P<month>{_MONTH})(?:,?(?: de)? (?P<year>{_YEAR}))?"
    rf"|\b(?P<first>{_MONTH}) (?P<second>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<third>{_YEAR}))?)"
    r"(?:,? \d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?)?(?: \([^()\n]{0,30}\))?\s*(?:\.(?!\d)|:(?!\d)|[—–]|- )",
    re.IGNORECASE,
)
_SMALL_WORD = re.compile(r"(?<!\S)[^\W\d_A-ZÀ-Þ]+\b")
_MOST_SMALL_WORDS = 3  # "From the newsletter of 17 November."
_VERB = re.compile(rf"\b(?:{alternatives(lambda entry: entry.questions.helping_verbs)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDate:
    """A day; the year is None where the article does not state it."""

    year: int | None
    month: int
    day: int

    def __str__(self) -> str:
        """Return the day as ISO 8601, without the year where it is not known: `05-03`."""
        return f"{f'{self.year:04}-' if self.year else ''}{self.month:02}-{self.day:02}"


def find_article_date(article: Article) -> ArticleDate | None:
    """Find the day on which an article was written: its date, else what its first words say; None where unknown."""
    if article.published:
        try:
            day = date.fromisoformat(article.published[:_DAY_LENGTH])
        except ValueError:
            return None
        return ArticleDate(year=day.year, month=day.month, day=day.day)
    return read_dateline(article.text)


def read_dateline(text: str) -> ArticleDate | None:
    """Read the day of writing that the first words of a text state; None where they state none."""
    match = _DATELINE.match(text[:_LEAD])
    if match is None or _VERB.search(match["before"]) or _belongs_to_sentence(match["before"]):
        return None
    month = month_number(match["month"] or match["first"])
    day_of_month = int(match["day"] or match["second"])
    year = match["year"] or match["third"]
    return ArticleDate(year=int(year) if year else None, month=month, day=day_of_month) if month else None


def _belongs_to_sentence(before: str) -> bool:
    """Return whether the words before a date belong to a sentence, as in "The ferry runs again from 3 June."."""
    is_apart = before.rstrip().endswith((",", ":", "|", "·"))
    return not is_apart and len(_SMALL_WORD.findall(before)) > _MOST_SMALL_WORDS


def date_text(article: Article) -> str | None:
    """Return when an article was written as ISO 8601: when it was published, else what its first words say.

    The year is missing where the first words state none: `05-03`. None where nothing is known.
    """
    if article.published:
        return article.published
    day = find_article_date(article)
    return str(day) if day else None


def compare_dates(first: Article, second: Article) -> int:
    """Compare when two articles were written: 1 where the second is later, -1 where the first is, 0 where unknown.

    Dates without a year are taken to be of one year.
    """
    moments = (first.published or "", second.published or "")
    if min(map(len, moments)) > _DAY_LENGTH:  # both state the time of day
        return (moments[1] > moments[0]) - (moments[1] < moments[0])
    ours, theirs = find_article_date(first), find_article_date(second)
    if ours is None or theirs is None:
        return 0
    same_year = ours.year is None or theirs.year is None
    own = (0 if same_year else ours.year or 0, ours.month, ours.day)
    other = (0 if same_year else theirs.year or 0, theirs.month, theirs.day)
    return (other > own) - (other < own)
