"""Prefers newer articles for questions that ask for the newest state: "latest", "now", "this week"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from retrieval.core.records import Evidence
from retrieval.languages import alternatives

DateOf = Callable[[str], str | None]  # of an article by its id, as `article_date.date_text`

# Points of the reader's score that the newest article gains; the oldest gains none. They are about the difference
# between two similar sentences that both answer, and less than that between a sentence that answers and one that does
# not (test_recency.py, the examples).
MOST_GAIN = 2.5
_WITHOUT_YEAR = len("05-03")
_COMPARED = 12  # best pieces of evidence whose articles are compared by their dates


def asks_for_newest(question: str) -> bool:
    """Return whether the words of a question ask for the newest state."""
    return bool(_newest_words().search(question.casefold()))


def prefer_newest(question: str, evidence: Sequence[Evidence], date_of: DateOf) -> list[Evidence]:
    """Order evidence by the date of its article where the question asks for the newest state; else leave it as it was.

    Dates without a year are compared with each other alone, where no article states its year.

    Args:
        question: as understood.
        evidence: best first.
        date_of: gives the dates of articles.
    """
    if not asks_for_newest(question):
        return list(evidence)
    articles = dict.fromkeys(piece.passage.passage.article_id for piece in evidence[:_COMPARED])
    known = {article: date for article in articles if (date := date_of(article))}
    dates = {article: date for article, date in known.items() if len(date) > _WITHOUT_YEAR} or known
    oldest, *later = sorted(set(dates.values())) or [""]
    if not later:
        return list(evidence)
    gains = {
        article: MOST_GAIN * (later.index(date) + 1) / len(later) for article, date in dates.items() if date != oldest
    }
    gained = [
        replace(piece, score=piece.score + gains.get(piece.passage.passage.article_id, 0.0)) for piece in evidence
    ]
    return sorted(gained, key=lambda piece: -piece.score)


@cache
def _newest_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(lambda entry: entry.questions.newest)})\b")
