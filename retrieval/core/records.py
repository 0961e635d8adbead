"""The records that flow through Footnote: frozen values, shared by every stage."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Self, TypeAlias

import numpy as np
import numpy.typing as npt

from retrieval.core import quote_context

Vector: TypeAlias = npt.NDArray[np.float32]  # shape (dimension,), unit length
Matrix: TypeAlias = npt.NDArray[np.float32]  # shape (rows, dimension), unit rows

AnswerGrade: TypeAlias = Literal["sure", "unsure"]
Grade: TypeAlias = Literal["sure", "unsure", "none", "talk"]  # of a reply: `--json` has it at its top
PartRole: TypeAlias = Literal["answer", "context"]  # context: only needed to understand the answer, shown dimmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A stored article. `text` never changes under its `digest`; every offset points into it, in code points."""

    id: str  # hash of library and source: adding the same source again replaces
    library: str
    source: str
    title: str
    text: str  # a heading is a line that starts with one to six `#` and a space
    digest: str  # hash of title, text and date
    published: str | None
    added: str  # ISO 8601, UTC, to the second
    language: str  # ISO 639-1
    author: str | None = None
    canonical: str | None = None  # the URL that the article itself names as its address
    pages: tuple[int, ...] = ()  # where each page begins in `text`, ascending from 0; empty where there are no pages
    gone: str | None = None  # ISO 8601, UTC: since when none of its sources gives it; None while one does


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCard:
    """An article in a list: everything but its text."""

    id: str
    source: str
    title: str
    digest: str
    published: str | None
    added: str
    language: str
    words: int
    passages: int
    author: str | None = None
    canonical: str | None = None
    gone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A range of `Article.text`: start inclusive, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of whole sentences under one heading. `text` is the slice [start:end] of the article's text.

    The slice may open with the heading it stands under; a heading is never one of `sentences`.
    """

    id: str  # article id and position, so that order by id is order in the text
    article_id: str
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]  # at least one, in order, inside [start, end)

    def quote(self, sentence: Sentence) -> str:
        """The text of a sentence of the passage."""
        return self.text[sentence.start - self.start : sentence.end - self.start]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageVectors:
    """The embeddings of one passage: its own, shape (dimension,), and its sentences', shape (sentences, dimension)."""

    passage: Vector
    sentences: Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """The facts that ranking needs about one stored passage, without its text."""

    key: int  # the engine's own; valid within one snapshot
    passage_id: str
    terms: tuple[str, ...]  # analysed title, heading and sentences, repeated as often as they occur
    vector: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPassage:
    """A passage as an engine keeps it, with what reading it needs."""

    key: int
    passage: Passage
    title: str
    language: str  # of its article, ISO 639-1
    vectors: PassageVectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Facts about a whole library that BM25 needs."""

    passages: int
    sentences: int
    average_length: float  # terms a passage, titles included
    average_sentence: float  # terms a sentence
    frequencies: Mapping[str, int]  # passages that hold the term; every asked term is a key


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question made ready for one library."""

    text: str
    terms: tuple[str, ...]  # analysed in each of the library's languages, each term once
    vector: Vector
    statistics: Statistics


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPassage:
    """A passage that may answer, with how well it fits. Lists of these are ordered by score descending, then id."""

    passage: Passage
    title: str
    lexical: float  # exact BM25 under the library's statistics as a share of the most that the question allows, 0 to 1
    similarity: float  # cosine of question and passage, -1 to 1
    coverage: float  # share of the question's information (by idf) whose terms the passage or its title holds, 0 to 1
    score: float  # fused; comparable within one question


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sentence that may answer, as a reader sees it. Lists are ordered by score descending, then position."""

    passage: RankedPassage
    sentence: Sentence
    score: float  # comparable within one question and one reader
    lexical: float  # BM25 of the sentence against that of the best passage, 0 to 1
    similarity: float  # cosine of question and sentence, -1 to 1
    coverage: float  # share of the question's information that the sentence and its title hold, 0 to 1
    matched: tuple[str, ...]  # the question's words that the sentence holds, as the question spells them
    highlight: Sentence | None = None  # the exact answer, inside `sentence`
    reading: float | None = None  # a trained reader's log-odds of an answer in it against none; None: not by one
    passage_reading: float | None = None  # likewise, of an answer anywhere in its passage: the mean of the models
    models_read: int = 0  # how many trained models' readings the score holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A verbatim range of an article within a citation. `article.text[start:end] == quote` by how it is made."""

    start: int
    end: int
    quote: str
    role: PartRole = "answer"

    @classmethod
    def of(cls, article: Article, sentence: Sentence, *, role: PartRole = "answer") -> Self:
        """The part of a range of an article's text."""
        quote = article.text[sentence.start : sentence.end]
        return cls(start=sentence.start, end=sentence.end, quote=quote, role=role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a quote stands: one or more verbatim ranges of one article.

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
        """Whether every part is in an article's text where it says."""
        return all(text[part.start : part.end] == part.quote for part in self.parts)

    @classmethod
    def of(cls, article: Article, sentence: Sentence, *, further: Sequence[Part] = ()) -> Self:
        """The citation of a range of an article's text, with the parts that are shown beside it."""
        place = (sentence.start, sentence.end)
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
            lead=quote_context.lead(article.text, *place) if is_linked else "",
            opening=quote_context.opening_words(article.text, article.title, *place) if is_linked else 0,
            further=tuple(further),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """What an answer overtakes: a sentence of another article that says otherwise about the same."""

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
    highlight: Sentence | None  # offsets into the article's text, inside a part of the citation
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
    readings: tuple[str, ...] = ()  # too vague to answer: questions that it may mean, each of which stands alone
    is_empty: bool = False  # whether there was nothing to read: the library has no article

    grade: ClassVar[Literal["none"]] = "none"

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The leads."""
        return self.nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A reply to what asks nothing of the articles, such as a greeting, thanks, or a question about the collection."""

    question: str
    asked: str
    text: str  # the sentence that is replied, ready to show
    kind: str  # what was met, such as "greeting": scripts and front-ends tell replies apart by it

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
        """Thresholds between which nothing lies: a reply is sure, or there is none."""
        return cls(sure=least, unsure=least)

    def grade(self, confidence: float) -> Literal["sure", "unsure", "none"]:
        """The grade of a reply whose best sentence has this confidence."""
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
