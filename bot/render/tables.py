"""Tables of records, with their columns and cells as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from bot.render import amounts, wording
from bot.render.blocks import Table
from retrieval import (
    Added,
    Alias,
    ArticleCard,
    Evidence,
    Examination,
    Location,
    Outcome,
    Returned,
    Skipped,
    Timeline,
    Vanished,
)

_Kind = TypeVar("_Kind")

_SHORT_ID = 8  # characters of an article's id that are shown: a unique start of an id names the article
_SENTENCE = 160  # characters of a sentence in a table
LONGEST_BAR = 40  # characters of the longest bar, where there is room for it
_EIGHTHS = " ▏▎▍▌▋▊▉"


def _table(title: str, columns: str, rows: Iterable[Sequence[str]], *, numbers: str = "") -> Table:
    cells = tuple(tuple(wording.one_line(cell) for cell in row) for row in rows)
    return Table(title=title, columns=tuple(columns.split()), rows=cells, numbers=frozenset(numbers.split()))


def articles(cards: Sequence[ArticleCard]) -> Table:
    """Return a library's articles."""
    rows = [
        (c.id[:_SHORT_ID], c.title, wording.date(c.published), str(c.words), str(c.passages), _where(c)) for c in cards
    ]
    columns = "id title date words passages source"
    return _table(amounts.count(len(cards), "article"), columns, rows, numbers="words passages")


def _where(card: ArticleCard) -> str:
    return " · ".join(filter(None, (card.source, wording.gone(card.gone))))


def stored(outcomes: Sequence[Outcome]) -> Table:
    """Return the articles that are new or replaced; unchanged ones are only counted."""
    rows = [
        (c.title, wording.date(c.published), str(c.words), str(c.passages), *_state(outcome))
        for outcome in outcomes
        if isinstance(outcome, Added)
        for c in (outcome.article,)
    ]
    return _table("Understood", "title date words passages state first-sentence", rows, numbers="words passages")


def _state(outcome: Added) -> tuple[str, str]:
    return "replaced" if outcome.replaced else "new", wording.shortened(outcome.first_sentence, _SENTENCE)


def moved(outcomes: Sequence[Outcome]) -> Table:
    """Return the articles whose sources vanished, came back, or are sources of an article that was there before."""
    rows = [
        *((o.article.title, wording.gone(o.article.gone), o.article.source) for o in _of_kind(outcomes, Vanished)),
        *((o.article.title, "back again", o.article.source) for o in _of_kind(outcomes, Returned)),
        *((o.article.title, "has this source, too", o.source) for o in _of_kind(outcomes, Alias)),
    ]
    return _table("Sources", "title state source", rows)


def _of_kind(outcomes: Sequence[Outcome], kind: type[_Kind]) -> list[_Kind]:
    return [outcome for outcome in outcomes if isinstance(outcome, kind)]


def locations(followed: Sequence[Location]) -> Table:
    """Return the locations that a refresh reads."""
    rows = [(place.location, wording.date(place.added), wording.date(place.read)) for place in followed]
    return _table(amounts.count(len(followed), "location"), "location added read", rows)


def skipped(outcomes: Sequence[Outcome]) -> Table:
    """Return the items that were not added, and why."""
    return _table("Skipped", "location reason", [(o.source, o.reason) for o in outcomes if isinstance(o, Skipped)])


def best_sentences(examination: Examination, rows: int) -> Table:
    """Return the sentences that came nearest to being the answer, best first."""
    best = [
        _best_sentence(position, evidence) for position, evidence in enumerate(examination.evidence[:rows], start=1)
    ]
    columns = "# sentence article score lexical similarity coverage reading matched"
    return _table("Best sentences", columns, best, numbers="# score lexical similarity coverage reading")


def _best_sentence(place: int, evidence: Evidence) -> tuple[str, ...]:
    sentence = evidence.text
    scores = [f"{s:.3f}" for s in (evidence.score, evidence.lexical, evidence.similarity, evidence.coverage)]
    scores.append("" if evidence.reading is None else f"{evidence.reading:.1f}")
    matched = ", ".join(evidence.matched)
    return (str(place), wording.shortened(sentence, _SENTENCE), evidence.passage.title, *scores, matched)


def stages(examination: Examination) -> Table:
    """Return the time that each stage took."""
    rows = [(stage, f"{milliseconds:.1f}") for stage, milliseconds in examination.milliseconds.items()]
    return figures("stage milliseconds", "Time", rows)


def timeline(counted: Timeline, *, longest_bar: int = LONGEST_BAR) -> Table:
    """Return how many articles and sentences speak of some words, with a bar for each period.

    Args:
        counted: the numbers.
        longest_bar: characters of the bar of the largest number.
    """
    most = max((period.sentences for period in counted.periods), default=0)
    rows = [
        (
            wording.period(period.start, counted.unit),
            *(str(period.articles), str(period.sentences)),
            _bar(period.sentences, most, longest_bar),
        )
        for period in counted.periods
    ]
    if counted.undated_articles:
        rows.append(("undated", str(counted.undated_articles), str(counted.undated_sentences), ""))
    title = f"“{wording.one_line(counted.words)}” by {counted.unit}"
    return _table(title, "when articles sentences bar", rows, numbers="articles sentences")


def _bar(number: int, most: int, longest: int) -> str:
    """Return a bar to scale; every number above zero has one that can be seen."""
    eighths = max(1, round(8 * longest * number / most)) if number else 0
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")


def findings(rows: Iterable[Sequence[str]]) -> Table:
    """Return the checks of `footnote doctor`, in groups."""
    return _table("", "about what found", rows)


def figures(columns: str, title: str, rows: Iterable[Sequence[str]]) -> Table:
    """Return figures behind a first column of names."""
    return _table(title, columns, rows, numbers=columns.partition(" ")[2])
