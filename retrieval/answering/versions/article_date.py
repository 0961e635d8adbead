"""Finds the day on which an article was written, and compares the days of two articles."""

from __future__ import annotations

from datetime import date

from retrieval.core.records import Article
from retrieval.discourse.datelines import ArticleDate, read_dateline

_DAY_LENGTH = len("2026-05-03")


def find_article_date(article: Article) -> ArticleDate | None:
    """Find the day on which an article was written: its date, else what its first words say; None where unknown."""
    if article.published:
        try:
            day = date.fromisoformat(article.published[:_DAY_LENGTH])
        except ValueError:
            return None
        return ArticleDate(year=day.year, month=day.month, day=day.day)
    return read_dateline(article.text)


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
