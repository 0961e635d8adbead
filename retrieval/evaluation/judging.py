"""Asks a question of an evaluation set, and judges the reply by the right answers in the set."""

from __future__ import annotations

import functools
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from retrieval.conversation.query_rewriting import Exchange, resolve_history
from retrieval.core.errors import QuestionError
from retrieval.core.records import Answer, Article, Citation, Evidence, Examination, Reply
from retrieval.evaluation.dataset import GoldenQuestion

FindArticle: TypeAlias = Callable[[str], Article | None]


class Examine(Protocol):
    """Asks a question, with the turns before it."""

    def __call__(self, question: str, *, history: Sequence[Exchange] = ()) -> Examination:
        """Answer the question, and return how the reply came about."""


# Thai and Lao, Burmese, Khmer, kana and ideographs: no spaces between words, so that a word may begin or
# end at any of their letters.
_UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionOutcome:
    """The judged reply to one question."""

    id: str
    question: str
    answerable: bool
    rank: int | None = None  # of the first right sentence among all the evidence, from 1; None if none is right
    right_article: bool = False  # the first sentence is in a right article
    confidence: float = 0.0  # of the first sentence; 0 where there is none
    answered: bool = False
    right: bool  # a refusal of an unanswerable question, or an answer with a right sentence
    rejected: bool = False  # not accepted as a question, for example for its length; counts as refused
    quotes: int = 0  # shown in the reply, leads included
    verbatim: int = 0  # of those, equal to their range of the article
    milliseconds: float


class Judge:
    """Asks questions of one library and judges the replies.

    Args:
        examine: asks a question.
        article: a stored article by its id, or None.
        names: the ids of the stored articles in the set, by their ids in the library.
    """

    def __init__(self, *, examine: Examine, article: FindArticle, names: Mapping[str, str]) -> None:
        self._examine = examine
        self._article = functools.lru_cache(maxsize=256)(article)
        self._names = names

    def ask(self, question: GoldenQuestion) -> QuestionOutcome:
        """Ask a question and judge the reply; a question that is not accepted counts as refused."""
        start = time.perf_counter()
        try:
            history = resolve_history((turn.question, turn.answer) for turn in question.history)
            examination = self._examine(question.question, history=history)
        except QuestionError:
            examination = None
        milliseconds = (time.perf_counter() - start) * 1_000
        if examination is None:
            return QuestionOutcome(
                id=question.id,
                question=question.question,
                answerable=question.answerable,
                right=not question.answerable,
                rejected=True,
                milliseconds=milliseconds,
            )
        shown = examination.reply.citations
        return QuestionOutcome(
            id=question.id,
            question=question.question,
            answerable=question.answerable,
            rank=self._rank(question, examination.evidence),
            right_article=bool(examination.evidence) and self._is_right_article(question, examination.evidence[0]),
            confidence=examination.confidence,
            answered=isinstance(examination.reply, Answer),
            right=self._is_right_reply(question, examination.reply),
            quotes=len(shown),
            verbatim=sum(self._is_verbatim(citation) for citation in shown),
            milliseconds=milliseconds,
        )

    def _rank(self, question: GoldenQuestion, evidence: Sequence[Evidence]) -> int | None:
        """The rank of the first right sentence, from 1; None if none is right."""
        ranked = enumerate(evidence, start=1)
        return next((rank for rank, sentence in ranked if self._is_right(question, sentence)), None)

    def _is_right(self, question: GoldenQuestion, evidence: Evidence) -> bool:
        passage, sentence = evidence.passage.passage, evidence.sentence
        return is_right_answer(
            question,
            article=self._names.get(passage.article_id),
            start=sentence.start,
            end=sentence.end,
            quote=passage.text[sentence.start - passage.start : sentence.end - passage.start],
        )

    def _is_right_article(self, question: GoldenQuestion, evidence: Evidence) -> bool:
        if not question.articles:  # then the words alone decide
            return self._is_right(question, evidence)
        return self._names.get(evidence.passage.passage.article_id) in question.articles

    def _is_right_reply(self, question: GoldenQuestion, reply: Reply) -> bool:
        if not isinstance(reply, Answer):
            return not question.answerable
        citation = reply.citation
        article = self._names.get(citation.article_id)
        return is_right_answer(question, article=article, start=citation.start, end=citation.end, quote=citation.quote)

    def _is_verbatim(self, citation: Citation) -> bool:
        article = self._article(citation.article_id)
        return article is not None and citation.is_verbatim(article.text)


def is_right_answer(question: GoldenQuestion, *, article: str | None, start: int, end: int, quote: str) -> bool:
    """Whether the quote is a right answer; never for a question that the articles do not answer.

    1. With spans: it is in the question's article and overlaps one of them.
    2. With answers: it is in a right article, where any is named, and contains one of them as whole words.
    3. With neither: it is in a right article.

    Args:
        question: the question with what makes an answer right.
        article: the article's id in the set; None if it is not in the set.
        start: where the quote starts in the article's text.
        end: where it ends, exclusive.
        quote: its words.
    """
    if not question.answerable:
        return False
    if question.spans:
        return article == question.article and any(start < last and first < end for first, last in question.spans)
    if question.articles and article not in question.articles:
        return False
    return (
        any(contains_words(quote, answer) for answer in question.answers) if question.answers else article is not None
    )


def contains_words(quote: str, answer: str) -> bool:
    """Whether the quote contains the answer as whole words; case and the width of spaces do not matter."""
    quote, answer = _folded(quote), _folded(answer)
    at = quote.find(answer) if answer else -1
    while at >= 0:
        end = at + len(answer)
        if not _is_inside_word(quote, at) and not _is_inside_word(quote, end):
            return True
        at = quote.find(answer, at + 1)
    return False


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).split())


def _is_inside_word(text: str, at: int) -> bool:
    """Whether the position is inside a word of the text."""
    return 0 < at < len(text) and _is_word_character(text[at - 1]) and _is_word_character(text[at])


def _is_word_character(character: str) -> bool:
    code = ord(character)
    if any(first <= code <= last for first, last in _UNSPACED):
        return False
    return character.isalnum() or unicodedata.category(character).startswith("M")
