"""The part of an article around a chosen sentence, with the question and what the reader made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.core.records import Evidence
from retrieval.discourse.article_sentence import ArticleSentence
from retrieval.discourse.self_containedness import needs_context
from retrieval.discourse.text_elements import Element
from retrieval.languages import lexicon
from retrieval.text.analyzer import terms

MOST_READING_GAIN = 8.0  # of the difference between two readings: so much counts as 1
_UNREAD = -8.0  # reading of a sentence that no model has read
# A neighbour's gain where no model has read the article: the lowest, so that only what is needed by all else is added.
_UNKNOWN_GAIN = -1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The elements around a chosen sentence, with the question that is asked of them."""

    text: str
    elements: Sequence[Element]
    question: str
    language: str
    evidence: Sequence[Evidence] = ()  # of its article

    def words(self, at: int) -> str:
        """Return the text of an element."""
        element = self.elements[at]
        return self.text[element.start : element.end]

    @property
    def sentences(self) -> list[ArticleSentence]:
        """The elements as sentences, each with whether it opens a paragraph."""
        paragraphs = [element.paragraph for element in self.elements]
        return [
            ArticleSentence(
                text=self.words(at), language=self.language, opens_paragraph=at == 0 or own != paragraphs[at - 1]
            )
            for at, own in enumerate(paragraphs)
        ]

    @property
    def asked(self) -> frozenset[str]:
        """The terms of the question."""
        return frozenset(terms(self.question, self.language))

    def terms(self, at: int) -> frozenset[str]:
        """Return the terms of an element."""
        return frozenset(terms(self.words(at), self.language))

    def first_word(self, at: int) -> str:
        """Return the first word of an element in small letters; empty where it has none."""
        words = ArticleSentence(text=self.words(at), language=self.language).words
        return words[0].casefold() if words else ""

    def opens_with_pronoun(self, at: int) -> bool:
        """Return whether an element opens with a pronoun for somebody or something named before."""
        openings = lexicon(self.language).openings
        return self.first_word(at) in openings.pronouns | openings.thing_pronouns

    def is_dependent(self, at: int) -> bool:
        """Return whether an element is not understood without the element before it."""
        return needs_context(ArticleSentence(text=self.words(at), language=self.language))

    def measures(self, at: int) -> tuple[float, float, float]:
        """Return the reader's figures of an element: its reading, similarity and coverage."""
        element = self.elements[at]
        pieces = [p for p in self.evidence if element.start < p.sentence.end and p.sentence.start < element.end]
        reading = max((_UNREAD if p.reading is None else p.reading for p in pieces), default=_UNREAD)
        similarity = max((p.similarity for p in pieces), default=0.0)
        return reading, similarity, max((p.coverage for p in pieces), default=0.0)

    def gains(self, at: int, chosen: int) -> tuple[float, float, float]:
        """Subtract the chosen element's `measures` from an element's; the reading as a share of MOST_READING_GAIN."""
        own, others = self.measures(at), self.measures(chosen)
        reading = max(-MOST_READING_GAIN, min(MOST_READING_GAIN, own[0] - others[0])) / MOST_READING_GAIN
        is_read = any(piece.reading is not None for piece in self.evidence)
        return reading if is_read else _UNKNOWN_GAIN, own[1] - others[1], own[2] - others[2]
