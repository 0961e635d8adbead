"""The records of replies: quotes with their position, answers, and how they came about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Self, TypeAlias

from retrieval.core import quote_context
from retrieval.core.records import Article, Evidence, RankedPassage, TextRange

AnswerGrade: TypeAlias = Literal["sure", "unsure"]
Grade: TypeAlias = Literal["sure", "unsure", "none", "talk"]  # of a reply: `--json` has it at its top
PartRole: TypeAlias = Literal["answer", "context"]  # context: only needed to understand the answer, shown dimmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A verbatim range of an article within a citation. `article.text[start:end] == quote` by how it is made."""

    start: int
    end: int
    quote: str
    role: PartRole = "answer"

    @classmethod
    def of(cls, article: Article, sentence: TextRange, *, role: PartRole = "answer") -> Self:
        """Return the part of a range of an article's text."""
        quote = article.text[sentence.start : sentence.end]
        return cls(start=sentence.start, end=sentence.end, quote=quote, role=role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One or more verbatim ranges of one article, which a reply quotes.

    `start`, `end` and `quote` are the main part: the sentence that answers, to which links and follow-ups lead.
    `further` has the other parts, such as the code block that a lead-in announces, or the sentence that a pronoun
    needs; no two parts overlap. `parts` has all of them. `article.text[start:end] == quote` was checked when this was
    made.
    """

    article_id: str
    title: str
    source: str
    published: str | None
    start: int
    end: int
    quote: str
    page: int | None = None  # of the document, from 1, where the quote begins; None where it has no pages
    gone: str | None = None  # since when the article's source is no longer there; None while it is
    lead: str = ""  # words before it that a link needs to lead to it, and not to an earlier place that reads alike
    opening: int = 0  # how many of its first words are enough for a link to lead to it; 0: all of them are needed
    further: tuple[Part, ...] = ()  # what is shown together with the main part, in any order

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, the main one among them, in the order of the text."""
        main = Part(start=self.start, end=self.end, quote=self.quote)
        return tuple(sorted((main, *self.further), key=lambda part: part.start))

    def is_verbatim(self, text: str) -> bool:
        """Return whether every part is in an article's text where it says."""
        return all(text[part.start : part.end] == part.quote for part in self.parts)

    @classmethod
    def of(cls, article: Article, sentence: TextRange, *, further: Sequence[Part] = ()) -> Self:
        """Return the citation of a range of an article's text, with the parts that are shown beside it."""
        span = (sentence.start, sentence.end)
        is_linked = "://" in article.source
        return cls(
            article_id=article.id,
            title=article.title,
            source=article.source,
            published=article.published,
            start=sentence.start,
            end=sentence.end,
            quote=article.text[sentence.start : sentence.end],
            page=bisect_right(article.pages, sentence.start) or None,
            gone=article.gone,
            lead=quote_context.lead(article.text, *span) if is_linked else "",
            opening=quote_context.opening_words(article.text, article.title, *span) if is_linked else 0,
            further=tuple(further),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """The sentence of another article that an answer overtakes or contradicts."""

    citation: Citation
    date: str | None  # of what the sentence says, as `published`; None where it is not known
    relation: Literal["earlier", "contradicts"] = "earlier"  # contradicts: no order can be told, both are shown alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The best supporting sentence.

    `grade` says how it is shown: `sure` is stated as the answer; `unsure` is shown as what may answer.
    """

    question: str  # as understood: it stands alone
    asked: str  # as typed
    citation: Citation
    highlight: TextRange | None  # offsets into the article's text, inside a part of the citation
    confidence: float  # calibrated probability that the sentence answers, 0 to 1
    others: tuple[Citation, ...]  # further supporting sentences, best first
    also: tuple[Citation, ...] = ()  # sentences of other articles that say nearly the same, one of each, best first
    grade: AnswerGrade = "sure"
    superseded: Superseded | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sentence that answers, then the further ones."""
        return (self.citation, *self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnswer:
    """Nothing in the articles answers: an everyday value, not an error."""

    question: str
    asked: str
    confidence: float  # of the best sentence, shown or not; 0 where there is none
    nearest: tuple[Citation, ...]  # leads about the subject that are not answers, best first; may be empty
    readings: tuple[str, ...] = ()  # questions that it may mean or consists of, each of which stands alone
    is_empty: bool = False  # whether there was nothing to read: the library has no article

    grade: ClassVar[Literal["none"]] = "none"

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The leads."""
        return self.nearest

    @property
    def asks_several(self) -> bool:
        """True if the readings are the questions of a text that asks several, and not what one may mean."""
        return bool(self.readings) and all(reading in self.question for reading in self.readings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A reply to talk: a greeting, thanks, a question about the collection."""

    question: str
    asked: str
    text: str  # the sentence that is replied, ready to show
    kind: str  # the kind of talk, such as "greeting", by which scripts and front-ends distinguish replies

    grade: ClassVar[Literal["talk"]] = "talk"

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Always empty: talk quotes nothing."""
        return ()


ArticleReply: TypeAlias = Answer | NoAnswer  # what was looked up in the articles
Reply: TypeAlias = ArticleReply | Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which confidence on, 0 to 1, the best sentence is stated as the answer, or shown as what may answer."""

    sure: float
    unsure: float  # at most `sure`

    @classmethod
    def single(cls, least: float) -> Self:
        """Return equal thresholds: a reply is sure, or there is none."""
        return cls(sure=least, unsure=least)

    def grade(self, confidence: float) -> Literal["sure", "unsure", "none"]:
        """Return the grade of a reply whose best sentence has this confidence."""
        if confidence >= self.sure:
            return "sure"
        return "unsure" if confidence >= self.unsure else "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """A reply with how it came about: what `/why` shows and what evaluation measures."""

    reply: Reply
    terms: tuple[str, ...]  # the analysed question
    ranked: tuple[RankedPassage, ...]
    evidence: tuple[Evidence, ...]
    confidence: float  # of the best evidence, whether or not it was shown
    thresholds: Thresholds
    milliseconds: Mapping[str, float]  # by stage, in the order of the flow
    advice: str = ""  # what would find more, in the question's language; empty where nothing is known
