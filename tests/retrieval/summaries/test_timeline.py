from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.core.errors import QuestionError
from retrieval.core.ingestion_records import Draft
from retrieval.core.overview_records import Timeline
from retrieval.footnote import Footnote
from retrieval.summaries.timeline import MOST_BARS
from support.example_counts import example_count
from support.samples import LIBRARY

SAYS = "The ferry sails on Monday. Ferries carry sheep. Otters eat eels."


def draft(number: int, published: str | None, text: str = SAYS, title: str = "Harbour") -> Draft:
    return Draft(source=f"dated/{number}.txt", title=title, text=f"{text} Number {number}.", published=published)


def counted(pipeline: Footnote, *published: str | None, words: str = "ferry") -> Timeline:
    stored = list(pipeline.iter_store([draft(n, day) for n, day in enumerate(published)], library=LIBRARY))
    assert len(stored) == len(published)
    return pipeline.timeline(words, library=LIBRARY)


def test_articles_and_sentences_are_counted_by_their_day(stocked: Footnote) -> None:
    found = counted(stocked, "2026-03-01", "2026-03-03T10:00:00Z", "2026-03-03", None, "last spring")
    assert found.unit == "day"
    shown = [(period.start, period.articles, period.sentences) for period in found.periods]
    assert shown == [("2026-03-01", 1, 2), ("2026-03-02", 0, 0), ("2026-03-03", 2, 4)]
    assert (found.undated_articles, found.undated_sentences) == (2, 4)


@pytest.mark.parametrize(
    ("last", "unit", "first", "bars"),
    [
        ("2026-03-31", "day", "2026-03-04", 28),
        ("2026-06-01", "week", "2026-03-02", 14),
        ("2027-03-01", "month", "2026-03-01", 13),
        ("2036-03-01", "year", "2026-01-01", 11),
        ("9999-12-31", "year", "9940-01-01", MOST_BARS),
    ],
)
def test_the_range_says_in_what_unit(stocked: Footnote, last: str, unit: str, first: str, bars: int) -> None:
    found = counted(stocked, "2026-03-04", last)
    assert (found.unit, found.periods[0].start, len(found.periods)) == (unit, first, bars)
    assert found.periods[0].articles == found.periods[-1].articles == 1


def test_a_sentence_must_hold_every_word_or_leave_it_to_the_title(stocked: Footnote) -> None:
    drafts = [
        draft(1, "2026-03-01", "The strike on the ferry goes on. The ferry waits."),
        draft(2, "2026-03-02", "The strike goes on. Sheep wait.", title="The ferry"),
        draft(3, "2026-03-03", "The strike at the mine goes on."),
    ]
    assert len(stocked.store(drafts, library=LIBRARY).outcomes) == 3
    found = stocked.timeline("ferry strikes", library=LIBRARY)
    assert [(period.start, period.sentences) for period in found.periods] == [("2026-03-01", 1), ("2026-03-02", 1)]


def test_of_what_nobody_speaks_there_are_no_bars(stocked: Footnote) -> None:
    for words in ("zeppelins", "the", "ferry zeppelin"):
        found = counted(stocked, "2026-03-01", words=words)
        assert (found.periods, found.undated_articles, found.unit) == ((), 0, "day")
    assert stocked.timeline("ferry", library="empty").periods == ()


@pytest.mark.parametrize("words", ["", " ", "x" * 2_000])
def test_no_words_and_too_many_are_refused(stocked: Footnote, words: str) -> None:
    with pytest.raises(QuestionError):
        stocked.timeline(words, library=LIBRARY)


@settings(max_examples=example_count(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), min_size=1, max_size=8))
def test_every_article_is_counted_once_and_spans_have_no_gap(stocked: Footnote, days: list[date]) -> None:
    library = "-".join(day.isoformat() for day in days)[:200]
    drafts = [draft(n, day.isoformat()) for n, day in enumerate(days)]
    assert stocked.store(drafts, library=library).outcomes
    found = stocked.timeline("ferry", library=library)
    assert sum(period.articles for period in found.periods) == len(days)
    assert sum(period.sentences for period in found.periods) == 2 * len(days)
    starts = [date.fromisoformat(period.start) for period in found.periods]
    assert starts == sorted(set(starts))
    assert starts[-1] <= max(days)
    longest = {"day": 1, "week": 7, "month": 31, "year": 366}[found.unit]
    assert all(later - earlier <= timedelta(days=longest) for earlier, later in itertools.pairwise(starts))
