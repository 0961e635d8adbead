"""The records of the ledger: frozen values that do not depend on SQLite."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from retrieval import ArticleReply, Evidence, Examination

Now: TypeAlias = Callable[[], datetime]  # the time, with its zone

RUNNERS = 5  # sentences whose figures are stored with an answer, the best one included


def utc_now() -> datetime:
    """Return the time by the system's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place in which a question was asked, in Discord's numbers."""

    server: int | None  # None: a direct message
    channel: int  # whose settings apply: of a thread, the channel it belongs to
    thread: int | None = None

    @property
    def realm(self) -> int:
        """The unit that shares no data with others: a server, or a conversation of direct messages (then negative)."""
        return -self.channel if self.server is None else self.server

    @property
    def spot(self) -> int:
        """The place of the messages: the thread, else the channel."""
        return self.channel if self.thread is None else self.thread


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSentence:
    """One of the best sentences with its figures (see `retrieval.core.records.Evidence`)."""

    article_id: str  # empty in rows of an older version
    title: str
    quote: str
    score: float
    lexical: float
    similarity: float
    coverage: float
    matched: tuple[str, ...]  # words of the question; empty once those are deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyReasons:
    """The figures behind a reply."""

    terms: tuple[str, ...]  # the analysed question; empty once its words are deleted
    threshold: float
    runners: tuple[ScoredSentence, ...]  # best first

    @classmethod
    def of(cls, examination: Examination) -> ReplyReasons:
        """Return the part of an examination that is stored."""
        return cls(
            terms=examination.terms,
            threshold=examination.thresholds.sure,
            runners=tuple(map(_sentence, examination.evidence[:RUNNERS])),
        )


def _sentence(evidence: Evidence) -> ScoredSentence:
    passage = evidence.passage.passage
    return ScoredSentence(
        article_id=passage.article_id,
        title=evidence.passage.title,
        quote=passage.quote(evidence.sentence),
        score=evidence.score,
        lexical=evidence.lexical,
        similarity=evidence.similarity,
        coverage=evidence.coverage,
        matched=evidence.matched,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReply:
    """A reply that was shown. Its question is empty once its words are deleted."""

    id: str  # 12 characters of a-z and 2-7
    at: datetime
    place: Place
    message: int | None  # the message that shows it; None until it is posted
    asker: int | None  # None: the person's data was deleted
    library: str
    reply: ArticleReply
    reasons: ReplyReasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """A person's opinion on an answer."""

    answer: str
    person: int
    helpful: bool
    reason: str  # empty if the person gave no reason
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAnswer:
    """An answer's confidence, and whether a person called it helpful: from these a threshold can be chosen."""

    confidence: float
    helpful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredQuestion:
    """Questions of the same wording that got no answer."""

    id: str  # 16 hexadecimal digits; the same wording in another server has another
    question: str  # as it was asked last; empty once its words are deleted
    times: int
    people: int  # who asked it; people whose data was deleted are not counted
    first: datetime
    last: datetime
    article_id: str | None  # of the nearest sentence at the last time; None for an empty library
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyCount:
    """The numbers of questions that a person, and all people together, asked here today."""

    person: int
    server: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTurn:
    """A question of a conversation with its answer."""

    person: int
    at: datetime
    question: str  # empty where the words of questions are not stored
    quote: str | None  # None: there was no answer
    article_id: str | None
    title: str | None = None  # of the article; None, too, in rows of an older version
    answer: str | None = None  # the id of the stored answer


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedError:
    """An error whose id was shown to users."""

    id: str
    at: datetime
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureCounts:
    """The amounts of data about a person that were deleted."""

    answers: int  # made anonymous: they can still be shown
    feedback: int
    gaps: int  # made anonymous: they still count
    turns: int
    days: int  # on which questions were counted
    mishaps: int
    overwritten: bool  # whether the deleted bytes are overwritten; if not now, the next sweep does it


@dataclass(frozen=True, slots=True, kw_only=True)
class OldDataCounts:
    """The amounts of data that were too old and were deleted."""

    questions: int  # whose words were deleted
    answers: int
    gaps: int
    turns: int
    days: int
    mishaps: int
    overwritten: bool
