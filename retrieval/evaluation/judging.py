"""Asks a question of an evaluation set, and says whether what comes back is right by what the set knows."""

from __future__ import annotations

import functools
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from retrieval.conversation.query_rewriting import Exchange, retold
from retrieval.core.errors import QuestionError
from retrieval.core.records import Answer, Article, Citation, Evidence, Examination, Reply
from retrieval.evaluation.dataset import GoldenQuestion

Find: TypeAlias = Callable[[str], Article | None]


class Examine(Protocol):
    """Asks a question, after what was said before it."""

    def __call__(self, question: str, *, history: Sequence[Exchange] = ()) -> Examination:
        """How the question was answered."""


# Thai and Lao, Burmese, Khmer, kana and ideographs: no blanks between words, so that a word may begin or
# end at any of their letters.
_UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionOutcome:
    """What became of one question."""

    id: str
    question: str
    answerable: bool
    rank: int | None = None  # of the first right sentence among all the evidence, from 1; None if none is right
    right_article: bool = False  # the first sentence stands in a right article
    confidence: float = 0.0  # of the first sentence; 0 where there is none
    answered: bool = False
    right: bool  # a refusal of an unanswerable question, or an answer with a right sentence
    rejected: bool = False  # not taken as a question, for its length say; counts as refused
    quotes: int = 0  # shown in the reply, leads included
    verbatim: int = 0  # of those, equal to their range of the article
    milliseconds: float


class Judge:
    """Asks questions of one library and judges what comes back.

    Args:
        examine: asks a question.
        article: a stored article by its id, or None.
        names: the set's ids of the stored articles, by the library's.
    """

    def __init__(self, *, examine: Examine, article: Find, names: Mapping[str, str]) -> None:
        self._examine = examine
        self._article = functools.lru_cache(maxsize=256)(article)
        self._names = names

    def ask(self, question: GoldenQuestion) -> QuestionOutcome:
        """The outcome of one question; one that is not taken counts as refused."""
        begun = time.perf_counter()
        try:
            told = retold((turn.question, turn.answer) for turn in question.history)
            found = self._examine(question.question, history=told)
        except QuestionError:
            found = None
        milliseconds = (time.perf_counter() - begun) * 1_000
        if found is None:
            return QuestionOutcome(
                id=question.id,
                question=question.question,
                answerable=question.answerable,
                right=not question.answerable,
                rejected=True,
                milliseconds=milliseconds,
            )
        shown = _shown(found.reply)
        return QuestionOutcome(
            id=question.id,
            question=question.question,
            answerable=question.answerable,
            rank=next((rank for rank, one in enumerate(found.evidence, start=1) if self._right(question, one)), None),
            right_article=bool(found.evidence) and self._right_article(question, found.evidence[0]),
            confidence=found.confidence,
            answered=isinstance(found.reply, Answer),
            right=self._right_reply(question, found.reply),
            quotes=len(shown),
            verbatim=sum(self._is_verbatim(citation) for citation in shown),
            milliseconds=milliseconds,
        )

    def _right(self, question: GoldenQuestion, evidence: Evidence) -> bool:
        passage, sentence = evidence.passage.passage, evidence.sentence
        return accepts(
            question,
            article=self._names.get(passage.article_id),
            start=sentence.start,
            end=sentence.end,
            quote=passage.text[sentence.start - passage.start : sentence.end - passage.start],
        )

    def _right_article(self, question: GoldenQuestion, evidence: Evidence) -> bool:
        if not question.articles:  # then the words alone can tell
            return self._right(question, evidence)
        return self._names.get(evidence.passage.passage.article_id) in question.articles

    def _right_reply(self, question: GoldenQuestion, reply: Reply) -> bool:
        if not isinstance(reply, Answer):
            return not question.answerable
        cited = reply.citation
        article = self._names.get(cited.article_id)
        return accepts(question, article=article, start=cited.start, end=cited.end, quote=cited.quote)

    def _is_verbatim(self, citation: Citation) -> bool:
        article = self._article(citation.article_id)
        return article is not None and article.text[citation.start : citation.end] == citation.quote


def _shown(reply: Reply) -> tuple[Citation, ...]:
    return (reply.citation, *reply.others) if isinstance(reply, Answer) else reply.nearest


def accepts(question: GoldenQuestion, *, article: str | None, start: int, end: int, quote: str) -> bool:
    """Whether the quote is a right answer; never for a question that the articles do not answer.

    1. With spans: it stands in the question's article and overlaps one of them.
    2. With answers: it stands in a right article, where any is named, and holds one of them as whole words.
    3. With neither: it stands in a right article.

    Args:
        question: the question with what makes an answer right.
        article: the article's id in the set; None for one that is not of the set.
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
    return any(holds(quote, answer) for answer in question.answers) if question.answers else article is not None


def holds(quote: str, answer: str) -> bool:
    """Whether the answer's words stand in the quote as whole words; case and the width of blanks do not matter."""
    quote, answer = _folded(quote), _folded(answer)
    at = quote.find(answer) if answer else -1
    while at >= 0:
        end = at + len(answer)
        if not _inside_word(quote, at) and not _inside_word(quote, end):
            return True
        at = quote.find(answer, at + 1)
    return False


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).split())


def _inside_word(text: str, at: int) -> bool:
    """Whether the text's words run on across the position."""
    return 0 < at < len(text) and _of_word(text[at - 1]) and _of_word(text[at])


def _of_word(character: str) -> bool:
    code = ord(character)
    if any(first <= code <= last for first, last in _UNSPACED):
        return False
    return character.isalnum() or unicodedata.category(character).startswith("M")
