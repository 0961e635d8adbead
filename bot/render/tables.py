"""Tables of records, columns and cells as text: `render` draws them, `plain` puts tabs between the cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.render import wording
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
_BAR = 40  # characters of the longest bar
_EIGHTHS = " ▏▎▍▌▋▊▉"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table. Cells are safe and on one line each."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[str] = frozenset()  # columns that are aligned at the right
    more: int = 0  # rows that were left out

    def cut(self, rows: int) -> Sheet:
        """The first rows, with the number of those left out."""
        return replace(self, rows=self.rows[:rows], more=self.more + max(0, len(self.rows) - rows))


def _sheet(title: str, columns: str, rows: Iterable[Sequence[str]], *, numbers: str = "") -> Sheet:
    cells = tuple(tuple(wording.one_line(cell) for cell in row) for row in rows)
    return Sheet(title=title, columns=tuple(columns.split()), rows=cells, numbers=frozenset(numbers.split()))


def articles(cards: Sequence[ArticleCard]) -> Sheet:
    """A library's articles."""
    rows = [
        (c.id[:_SHORT_ID], c.title, wording.date(c.published), str(c.words), str(c.passages), _where(c)) for c in cards
    ]
    columns = "id title date words passages source"
    return _sheet(wording.count(len(cards), "article"), columns, rows, numbers="words passages")


def _where(card: ArticleCard) -> str:
    return " · ".join(filter(None, (card.source, wording.gone(card.gone))))


def stored(outcomes: Sequence[Outcome]) -> Sheet:
    """What was understood of the articles that are new or replaced; unchanged ones are only counted."""
    rows = [
        (c.title, wording.date(c.published), str(c.words), str(c.passages), *_state(one))
        for one in outcomes
        if isinstance(one, Added)
        for c in (one.article,)
    ]
    return _sheet("Understood", "title date words passages state first-sentence", rows, numbers="words passages")


def _state(outcome: Added) -> tuple[str, str]:
    return "replaced" if outcome.replaced else "new", wording.shortened(outcome.first_sentence, _SENTENCE)


def moved(outcomes: Sequence[Outcome]) -> Sheet:
    """Articles whose sources went, came back, or joined another."""
    rows = [
        *(
            (one.article.title, wording.gone(one.article.gone), one.article.source)
            for one in _those(outcomes, Vanished)
        ),
        *((one.article.title, "back again", one.article.source) for one in _those(outcomes, Returned)),
        *((one.article.title, "has this source, too", one.source) for one in _those(outcomes, Alias)),
    ]
    return _sheet("Sources", "title state source", rows)


def _those(outcomes: Sequence[Outcome], kind: type[_Kind]) -> list[_Kind]:
    return [one for one in outcomes if isinstance(one, kind)]


def locations(found: Sequence[Location]) -> Sheet:
    """What a refresh reads."""
    rows = [(one.location, wording.date(one.added), wording.date(one.read)) for one in found]
    return _sheet(wording.count(len(found), "location"), "location added read", rows)


def skipped(outcomes: Sequence[Outcome]) -> Sheet:
    """What was not added, and why."""
    return _sheet("Skipped", "location reason", [(o.source, o.reason) for o in outcomes if isinstance(o, Skipped)])


def runners(examination: Examination, rows: int) -> Sheet:
    """The sentences that came nearest to being the answer, best first."""
    best = [_runner(place, one) for place, one in enumerate(examination.evidence[:rows], start=1)]
    columns = "# sentence article score lexical similarity coverage reading matched"
    return _sheet("Best sentences", columns, best, numbers="# score lexical similarity coverage reading")


def _runner(place: int, one: Evidence) -> tuple[str, ...]:
    passage = one.passage.passage
    sentence = passage.text[one.sentence.start - passage.start : one.sentence.end - passage.start]
    scores = [f"{score:.3f}" for score in (one.score, one.lexical, one.similarity, one.coverage)]
    scores.append("" if one.reading is None else f"{one.reading:.1f}")
    matched = ", ".join(one.matched)
    return (str(place), wording.shortened(sentence, _SENTENCE), one.passage.title, *scores, matched)


def stages(examination: Examination) -> Sheet:
    """The time that each stage took."""
    rows = [(stage, f"{taken:.1f}") for stage, taken in examination.milliseconds.items()]
    return figures("stage milliseconds", "Time", rows)


def timeline(counted: Timeline) -> Sheet:
    """How many articles and sentences speak of some words, with a bar for each span of time."""
    most = max((one.sentences for one in counted.spans), default=0)
    rows = [
        (wording.span(one.start, counted.unit), str(one.articles), str(one.sentences), _bar(one.sentences, most))
        for one in counted.spans
    ]
    if counted.undated_articles:
        rows.append(("undated", str(counted.undated_articles), str(counted.undated_sentences), ""))
    title = f"“{wording.one_line(counted.words)}” by {counted.unit}"
    return _sheet(title, "when articles sentences bar", rows, numbers="articles sentences")


def _bar(number: int, most: int) -> str:
    """A bar to scale; the least that is not nothing is still seen."""
    eighths = max(1, round(8 * _BAR * number / most)) if number else 0
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")


def findings(rows: Iterable[Sequence[str]]) -> Sheet:
    """What was looked at, in groups."""
    return _sheet("", "about what found", rows)


def figures(columns: str, title: str, rows: Iterable[Sequence[str]]) -> Sheet:
    """Figures behind a first column of names."""
    return _sheet(title, columns, rows, numbers=columns.partition(" ")[2])
