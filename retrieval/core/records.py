"""The records of articles, passages, questions and evidence: frozen values, shared by every stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Vector: TypeAlias = npt.NDArray[np.float32]  # shape (dimension,), unit length
Matrix: TypeAlias = npt.NDArray[np.float32]  # shape (rows, dimension), unit rows


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
    added: str  # ISO 8601, UTC, to the second: when it was stored last; a change sets it anew, an import keeps it
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
class TextRange:
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
    sentences: tuple[TextRange, ...]  # at least one, in order, inside [start, end)

    def quote(self, sentence: TextRange) -> str:
        """Return the text of a sentence of the passage."""
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
    # The terms of the parts of its compounds, by the term of the compound as one word: "e" and "mail" by "email". It is
    # looked for as well; the parts count.
    compounds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPassage:
    """A passage that may answer, with how well it fits. Lists of these are ordered by score descending, then id."""

    passage: Passage
    title: str
    lexical: float  # exact BM25 under the library's statistics as a share of the most that the question allows, 0 to 1
    similarity: float  # cosine of question and passage, -1 to 1
    coverage: float  # share of the question's information (by idf) whose terms the passage or its title holds, 0 to 1
    score: float  # fused; comparable within one question
    article_coverage: float = 0.0  # coverage by all passages of its article that were ranked with it, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sentence that may answer, as a reader sees it. Lists are ordered by score descending, then position."""

    passage: RankedPassage
    sentence: TextRange
    score: float  # comparable within one question and one reader
    lexical: float  # BM25 of the sentence, as a share of the best passage's BM25, 0 to 1
    similarity: float  # cosine of question and sentence, -1 to 1
    coverage: float  # share of the question's information that the sentence and its title hold, 0 to 1
    matched: tuple[str, ...]  # the question's words that the sentence holds, as the question spells them
    highlight: TextRange | None = None  # the exact answer, inside `sentence`
    reading: float | None = None  # a trained reader's log-odds of an answer in it against none; None: not by one
    passage_reading: float | None = None  # likewise, of an answer anywhere in its passage: the mean of the models
    models_read: int = 0  # how many trained models' readings the score holds
    compared: tuple[float, ...] = ()  # all that words and meaning tell, in the order of `sentence_ranker.Weights`

    @property
    def text(self) -> str:
        """The sentence, as it stands in its article."""
        return self.passage.passage.quote(self.sentence)
