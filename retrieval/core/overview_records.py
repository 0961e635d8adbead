"""The records that sum up articles: summaries, digests and timelines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from retrieval.core.records import ArticleCard
from retrieval.core.reply_records import Citation

Length: TypeAlias = Literal["short", "medium", "long"]  # of a summary
DIGEST_SENTENCES = 10  # that a digest has where nobody names a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Chosen sentences of one article, in its order, each with its citation."""

    article: ArticleCard
    citations: tuple[Citation, ...]
    focus: str = ""  # what it is about, if that was asked for; without citations, the article does not speak of it


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEntry:
    """A sentence of an article, and the other articles that say the same."""

    citations: tuple[Citation, ...]  # of one article, neighbours; mostly one
    also: tuple[Citation, ...]  # sentences of other articles that say the same, by date


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtWords:
    """The words of a request that say what it is about, in its order, as they were typed.

    Attributes:
        content: all of them; empty where it has stop words alone.
        missing: those that no article has in any form.
    """

    content: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Sentences of several articles about some words, by date; undated ones last. Empty if no article has them."""

    words: str
    entries: tuple[DigestEntry, ...]
    sought: SoughtWords | None = None  # where it is empty: what was looked for


Unit: TypeAlias = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A day, week, month or year of a timeline."""

    start: str  # ISO 8601: its first day; of a week, the Monday
    articles: int
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The numbers of articles and sentences about some words over time."""

    words: str
    unit: Unit
    periods: tuple[Period, ...]  # without a gap, the earliest first; empty where no dated article speaks of them
    undated_articles: int
    undated_sentences: int
    sought: SoughtWords | None = None  # where nothing was counted: what was looked for
