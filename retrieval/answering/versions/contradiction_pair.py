"""Two sentences of two articles that may contradict each other, and the features that show whether they do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from retrieval.answering.versions.contrast import count_contrasts, count_missing_names, has_other_year, has_year
from retrieval.answering.versions.live_posts import LivePost, find_post, stamp_length
from retrieval.core.records import Article, Evidence, StoredPassage, Vector
from retrieval.discourse.datelines import dateline_length
from retrieval.discourse.near_duplicates import are_near_duplicates, deny_alike, is_contained, word_overlap
from retrieval.languages import alternatives
from retrieval.readers.answer_type import expectation, meets

_HEAD = 260  # characters of an article in which it says that it corrects another
_NOTICE = re.compile(rf"(?<!\w)(?:{alternatives(lambda entry: entry.changes.notices)})(?!\w)", re.IGNORECASE)
_NEWS = re.compile(rf"(?<!\w)(?:{alternatives(lambda entry: entry.changes.news)})(?!\w)", re.IGNORECASE)
# At the head of a sentence, before a colon: "Update, 3 May:".
_UPDATE = re.compile(
    rf"\W{{0,3}}(?:{alternatives(lambda entry: entry.changes.labels)})\s?(?=[:,(\d])[^:\n]{{0,40}}:\s", re.IGNORECASE
)
_DAY = re.compile(
    rf"\b(?:{alternatives(lambda entry: entry.dates.months)}|{alternatives(lambda entry: entry.dates.weekdays)})\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_MOST_GAP = 20.0  # of two scores
_LEAST_READING, _MOST_READING = -8.0, 6.0
# How much a share of common words and a cosine count beside a point of the reader's score, in choosing the sentence of
# an article that is compared. Set by hand.
_OVERLAP_POINTS, _COSINE_POINTS = 6.0, 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSide:
    """A sentence with its article and the vectors of both."""

    evidence: Evidence
    article: Article
    sentence_vector: Vector
    article_vector: Vector  # the mean of those of its passages that were found

    @classmethod
    def of(cls, evidence: Evidence, article: Article, home: StoredPassage, passages: Sequence[StoredPassage]) -> Self:
        """Return the side of a piece of evidence.

        Args:
            evidence: the sentence.
            article: its article.
            home: its passage.
            passages: those of the article that were found, `home` among them.
        """
        mean = np.mean([stored.vectors.passage for stored in passages], axis=0)
        return cls(
            evidence=evidence,
            article=article,
            sentence_vector=home.vectors.sentences[home.passage.sentences.index(evidence.sentence)],
            article_vector=mean / (np.linalg.norm(mean) or 1.0),
        )

    @property
    def words(self) -> str:
        """The sentence, without a dateline and without the time of its post: they are not of what it says."""
        words = self.evidence.text
        return words[stamp_length(words) if self.post else dateline_length(words) :]

    @property
    def post(self) -> LivePost | None:
        """The post that has the sentence; None where its article is no live blog."""
        return find_post(self.article.title, self.article.text, self.evidence.sentence.start)

    @property
    def answer(self) -> str:
        """The words of the sentence that the reader marks as the answer, in small letters; empty without such words."""
        mark = self.evidence.highlight
        return self.evidence.passage.passage.quote(mark).casefold() if mark else ""

    @property
    def texts(self) -> tuple[str, str, str]:
        """Texts in which a qualifier of the subject may stand: the sentence, the title and the head of the text."""
        return self.words, self.article.title, self.article.text[:_HEAD]

    def likeness(self, other: PairSide) -> float:
        """Return how alike two sentences are, in points of the reader's score."""
        overlap = word_overlap(self.words, other.words, self.article.language)
        cosine = float(np.dot(self.sentence_vector, other.sentence_vector))
        return _OVERLAP_POINTS * overlap + _COSINE_POINTS * cosine


@dataclass(frozen=True, kw_only=True)
class SidePair:
    """The best sentence and one of another article, with the question."""

    question: str
    own: PairSide
    other: PairSide

    @property
    def is_of_one_article(self) -> bool:
        """True if one of the sentences is an update, or a later post, of the article that has the other."""
        return self.own.article.id == self.other.article.id

    @property
    def reading_lag(self) -> float:
        """The reading of the own sentence less the other's, by the last model; 0 where it has not read both."""
        own, other = self.own.evidence.reading, self.other.evidence.reading
        return 0.0 if own is None or other is None else own - other

    @cached_property
    def cosine(self) -> float:
        """The cosine of the two sentences."""
        return float(np.dot(self.own.sentence_vector, self.other.sentence_vector))

    @cached_property
    def article_cosine(self) -> float:
        """The cosine of the two articles."""
        return float(np.dot(self.own.article_vector, self.other.article_vector))

    @cached_property
    def overlap(self) -> float:
        """The share of words that the sentences have in common."""
        return word_overlap(self.own.words, self.other.words, self.own.article.language)

    @cached_property
    def notices(self) -> int:
        """Number of words at the head of one of the articles that announce a correction or a change."""
        return max(count_notices(self.own.article), count_notices(self.other.article))

    @cached_property
    def news(self) -> bool:
        """True if one of the sentences says what has changed."""
        return bool(_NEWS.search(self.own.words) or _NEWS.search(self.other.words))

    @cached_property
    def contrasts(self) -> int:
        """Number of words of the question that have another word in their place in the other sentence."""
        language = self.own.article.language
        return count_contrasts(self.question, self.own.texts, self.other.texts, language=language)

    @cached_property
    def missing_names(self) -> int:
        """Number of names of the question that the other article lacks."""
        own, other = (f"{side.article.title} {side.article.text}" for side in (self.own, self.other))
        return count_missing_names(self.question, own, other, language=self.own.article.language)

    @property
    def missing_in_sentence(self) -> int:
        """Number of names of the question that the best sentence has and the other article lacks."""
        other = f"{self.other.article.title} {self.other.article.text}"
        return count_missing_names(self.question, self.own.words, other, language=self.own.article.language)

    @property
    def has_other_year(self) -> bool:
        """True if the other sentence is about another year: than the question names, or one that only it names."""
        if has_other_year(self.question, f"{self.other.article.title} {self.other.words}"):
            return True
        is_told = self.notices or self.news
        return not is_told and has_year(self.other.words) and not has_year(f"{self.own.words} {self.question}")

    @property
    def says_the_same(self) -> bool:
        """True if both sentences give the same answer: then neither overtakes the other."""
        own, other = self.own.words, self.other.words
        is_same_day = _days(own) == _days(other) or not (_days(own) and _days(other))
        if is_same_day and self._tell_news_alike and is_contained(own, other, language=self.own.article.language):
            return True
        if self.own.answer and self.other.answer and own != other:
            return self.own.answer == self.other.answer
        if _days(own) != _days(other):
            return False
        is_near = are_near_duplicates(own, other, language=self.own.article.language)
        return is_near or (not self.notices and not self.news and _numbers(own) == _numbers(other) != set())

    @property
    def differs(self) -> bool:
        """True if the sentences differ in what an answer turns on: an answer, a number, a day, a negation, or news."""
        own, other = self.own.words, self.other.words
        if self.own.answer and self.other.answer:
            return True
        is_alike = _numbers(own) == _numbers(other) and _days(own) == _days(other) and deny_alike(own, other)
        return not (is_alike and self._tell_news_alike)

    @property
    def _tell_news_alike(self) -> bool:
        """True if both sentences say what has changed, or neither does."""
        return bool(_NEWS.search(self.own.words)) == bool(_NEWS.search(self.other.words))

    @property
    def least_reading(self) -> float:
        """The lesser of the readings of both sentences by the last model; 0 where it has not read both."""
        own, other = self.own.evidence.reading, self.other.evidence.reading
        return 0.0 if own is None or other is None else min(own, other)

    def features(self) -> tuple[float, ...]:
        """Return what `contradictions.PairWeights` weighs, in its order."""
        own, other = self.own.evidence, self.other.evidence
        other_reading, own_reading = _clipped(other.reading), _clipped(own.reading)
        expected = expectation(self.question)
        return (
            1.0,
            min(_MOST_GAP, own.score - other.score) / 10,
            self.cosine,
            self.overlap,
            self.article_cosine,
            min(2, self.notices) / 2,
            float(self.news),
            float(meets(self.own.words, expected) and meets(self.other.words, expected)),
            min(3, self.contrasts) / 3,
            min(2, self.missing_names) / 2,
            other.coverage,
            other_reading,
            _clipped(other.passage_reading),
            own_reading,
            min(other_reading, own_reading),
        )


def _clipped(reading: float | None) -> float:
    """Limit a reading to the bounds; 0, as for one that says nothing, where no model read."""
    return 0.0 if reading is None else max(_LEAST_READING, min(_MOST_READING, reading))


def _days(text: str) -> set[str]:
    """Return the names of months and days of the week in a text."""
    return {match.casefold() for match in _DAY.findall(text)}


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))


def count_notices(article: Article) -> int:
    """Count the different words at the head of an article that say that it corrects, changes or replaces another."""
    head = f"{article.title} {article.text[:_HEAD]}"
    return len({match.casefold() for match in _NOTICE.findall(head)})


def is_update(sentence: str) -> bool:
    """Return whether a sentence opens with a word that says that it is newer than the text around it ("Update: …")."""
    return _UPDATE.match(sentence) is not None
