"""The records that go in and out of the ledger: frozen values, without a trace of SQLite."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from retrieval import Evidence, Examination, Reply

Now: TypeAlias = Callable[[], datetime]  # the time, with its zone

RUNNERS = 5  # sentences whose figures are kept with an answer, the best among them


def utc_now() -> datetime:
    """The time by the system's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something was asked, in Discord's own numbers."""

    server: int | None  # None: a direct message
    channel: int  # whose settings hold: of a thread, the channel it belongs to
    thread: int | None = None

    @property
    def realm(self) -> int:
        """What keeps its data to itself: a server, or one conversation of direct messages (then negative)."""
        return -self.channel if self.server is None else self.server

    @property
    def spot(self) -> int:
        """Where the messages stand: the thread, else the channel."""
        return self.channel if self.thread is None else self.thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """One of the best sentences with its figures (see `retrieval.core.records.Evidence`)."""

    article_id: str  # empty where it was kept before this was noted
    title: str
    quote: str
    score: float
    lexical: float
    similarity: float
    coverage: float
    matched: tuple[str, ...]  # words of the question; empty once those are no longer kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """How a reply came about."""

    terms: tuple[str, ...]  # the analysed question; empty once its words are no longer kept
    threshold: float
    runners: tuple[Runner, ...]  # best first

    @classmethod
    def of(cls, examination: Examination) -> Reasons:
        """What is worth keeping of an examination."""
        return cls(
            terms=examination.terms,
            threshold=examination.threshold,
            runners=tuple(map(_runner, examination.evidence[:RUNNERS])),
        )


def _runner(one: Evidence) -> Runner:
    passage = one.passage.passage
    return Runner(
        article_id=passage.article_id,
        title=one.passage.title,
        quote=passage.text[one.sentence.start - passage.start : one.sentence.end - passage.start],
        score=one.score,
        lexical=one.lexical,
        similarity=one.similarity,
        coverage=one.coverage,
        matched=one.matched,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A reply that was given. Its question is empty once its words are no longer kept."""

    id: str  # 12 characters of a-z and 2-7
    at: datetime
    place: Place
    message: int | None  # the message that shows it, once known
    asker: int | None  # None: nobody, or somebody who asked to be forgotten
    library: str
    reply: Reply
    reasons: Reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many found an answer helpful, and how many not."""

    helpful: int
    unhelpful: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one person said about one answer."""

    answer: str
    person: int
    helpful: bool
    reason: str  # empty where none was given
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An answer's confidence, and whether somebody found it helpful: what a threshold can be read from."""

    confidence: float
    helpful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Questions of the same wording that got no answer."""

    id: str  # 16 hexadecimal digits; the same wording in another server has another
    question: str  # as it was put last; empty where its words are no longer kept
    times: int
    people: int  # who asked; those who were forgotten are not counted
    first: datetime
    last: datetime
    article_id: str | None  # of the nearest sentence at the last time; None for an empty library
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """Questions asked today, by a person here and by everybody here."""

    person: int
    server: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question of a conversation with what it was answered by."""

    person: int
    at: datetime
    question: str  # empty where the words of questions are not stored
    quote: str | None  # None: it had no answer
    article_id: str | None
    title: str | None = None  # of the article; None, too, where it was kept before this was noted
    answer: str | None = None  # the id of the answer that it was kept as


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """An error that users were given the id of."""

    id: str
    at: datetime
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How much was stored about somebody and no longer is."""

    answers: int  # made anonymous: they can still be shown
    feedback: int
    gaps: int  # made anonymous: they still count
    turns: int
    days: int  # on which questions were counted
    mishaps: int
    overwritten: bool  # whether the file's bytes are, too; where they could not be now, the next sweep does it


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """How much was too old to be kept."""

    questions: int  # whose words were removed
    answers: int
    gaps: int
    turns: int
    days: int
    mishaps: int
    overwritten: bool
