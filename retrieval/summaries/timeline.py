"""Counts over time how many articles, and sentences in them, contain some words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retrieval.core.overview_records import Period, Timeline, Unit
from retrieval.core.protocols import Engine
from retrieval.core.records import StoredPassage
from retrieval.text.analyzer import indexed_terms, terms

# The longest range, in days, that is shown in each unit: at most some forty bars.
RANGES: tuple[tuple[Unit, int], ...] = (("day", 31), ("week", 7 * 26), ("month", 365 * 3))
MOST_BARS = 60  # of years; earlier ones are joined in the first bar

_MONTHS = 12


@dataclass(slots=True)
class _Count:
    articles: int = 0
    sentences: int = 0


def timeline(engine: Engine, words: str, *, library: str) -> Timeline:
    """Count the articles and sentences that contain the words, by their articles' dates.

    A sentence counts if it contains some of the words and, with its article's title, all. All articles of the library
    are counted, not only the best.

    Args:
        engine: where they are stored. The caller holds a snapshot.
        words: to count.
        library: whose articles are counted.
    """
    sentence_counts = _sentence_counts(engine, words, library)
    days: dict[date, _Count] = defaultdict(_Count)
    undated = _Count()
    for article_id, sentences in sentence_counts.items():
        card = engine.card(library, article_id)
        day = _day(card.published if card else None)
        count = undated if day is None else days[day]
        count.articles += 1
        count.sentences += sentences
    unit = _unit(days)
    return Timeline(
        words=words,
        unit=unit,
        periods=tuple(_periods(days, unit)),
        undated_articles=undated.articles,
        undated_sentences=undated.sentences,
    )


def _sentence_counts(engine: Engine, words: str, library: str) -> Mapping[str, int]:
    """Return the articles that contain the words, by id, with how many of their sentences do."""
    counts: dict[str, int] = defaultdict(int)
    for language in engine.languages(library):
        word_terms = frozenset(terms(words, language))
        if not word_terms:
            continue
        frequencies = engine.statistics(library, sorted(word_terms)).frequencies
        rarest = min(sorted(word_terms), key=lambda term: frequencies[term])
        # Every passage that contains all of them contains the rarest.
        keys = engine.lexical(library, [rarest], frequencies[rarest]) if frequencies[rarest] else []
        matching = [posting.key for posting in engine.postings(library, keys) if word_terms <= set(posting.terms)]
        for stored in engine.fetch(library, matching):
            if stored.language == language and (count := _count_sentences(stored, word_terms)):
                counts[stored.passage.article_id] += count
    return counts


def _count_sentences(stored: StoredPassage, word_terms: frozenset[str]) -> int:
    """Return the number of a passage's sentences that contain some of the terms and, with the title, all."""
    title = set(indexed_terms(stored.title, stored.language))
    passage = stored.passage
    sentence_terms = (set(indexed_terms(passage.quote(sentence), stored.language)) for sentence in passage.sentences)
    return sum(bool(word_terms & own) and word_terms <= own | title for own in sentence_terms)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _unit(days: Iterable[date]) -> Unit:
    ordered = sorted(days)
    if not ordered:
        return "day"
    length = (ordered[-1] - ordered[0]).days + 1
    return next((unit for unit, most in RANGES if length <= most), "year")


def _periods(days: Mapping[date, _Count], unit: Unit) -> Iterator[Period]:
    """Yield every period from the first to the last, empty ones too."""
    if not days:
        return
    counted: dict[date, _Count] = defaultdict(_Count)
    starts = _starts(min(days), max(days), unit)
    for day, count in days.items():
        start = max(_start(day, unit), starts[0])
        counted[start].articles += count.articles
        counted[start].sentences += count.sentences
    for start in starts:
        yield Period(start=start.isoformat(), articles=counted[start].articles, sentences=counted[start].sentences)


def _starts(first: date, last: date, unit: Unit) -> Sequence[date]:
    starts = [_start(first, unit)]
    while (following := _next(starts[-1], unit)) is not None and following <= last:
        starts.append(following)
    return starts[-MOST_BARS:]


def _start(day: date, unit: Unit) -> date:
    if unit == "week":
        # The calendar begins on a Monday.
        return day - timedelta(days=day.weekday())
    if unit == "day":
        return day
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _next(start: date, unit: Unit) -> date | None:
    """Return the beginning of the next period; None at the end of the calendar."""
    try:
        if unit in {"day", "week"}:
            return start + timedelta(days=7 if unit == "week" else 1)
        if unit == "month" and start.month < _MONTHS:
            return start.replace(month=start.month + 1)
        return date(start.year + 1, 1, 1)
    except (OverflowError, ValueError):
        return None
