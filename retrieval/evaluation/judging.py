"""Asks a question of an evaluation set, and judges the reply by the right answers in the set."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, TypedDict

from retrieval.conversation.exchanges import Exchange
from retrieval.conversation.rewriting.query_rewriting import resolve_history
from retrieval.core.errors import QuestionError
from retrieval.core.records import Article, Evidence
from retrieval.core.reply_records import Answer, Citation, Examination, Grade, Reply
from retrieval.evaluation.dataset import GoldenQuestion, OvertakenPlace
from retrieval.evaluation.shown_words import are_parts_shown, count_excess, overlaps
from retrieval.evaluation.word_matching import contains_words, token_f1

FindArticle: TypeAlias = Callable[[str], Article | None]


class Examine(Protocol):
    """Asks a question, with the turns before it."""

    def __call__(self, question: str, *, history: Sequence[Exchange] = ()) -> Examination:
        """Answer the question, and return how the reply came about."""


class ShownQuote(TypedDict):
    """A sentence of a reply, by its article's id in the set."""

    article: str | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionOutcome:
    """The judged reply to one question."""

    id: str
    question: str
    answerable: bool
    kind: str = ""
    understood: str = ""  # the question as it was asked of the articles
    rank: int | None = None  # of the first right sentence among all the evidence, from 1; None if none is right
    right_article: bool = False  # the first sentence is in a right article
    confidence: float = 0.0  # of the first sentence; 0 where there is none
    grade: Grade = "none"
    right: bool  # a refusal of an unanswerable question, or a shown answer, sure or not, with a right sentence
    is_whole: bool | None = None  # whether every part of the answer is shown; None where no parts are known
    excess_words: int = 0  # shown in the answer, and in no part of the whole one; 0 where no parts are known
    shown_words: int = 0  # in the answer; 0 where no parts are known
    is_corrected: bool | None = None  # the first sentence is of the article that overtakes; None: nothing is overtaken
    superseded_shown: bool | None = None  # what is overtaken is shown beside the answer; None: nothing is overtaken
    shows_superseded: bool = False  # whether anything is shown as overtaken
    highlight_f1: float | None = None  # of the exact answer; None: nothing shown, or no exact answer is known
    rejected: bool = False  # not accepted as a question, for example for its length; counts as refused
    quotes: int = 0  # shown in the reply, leads included
    verbatim: int = 0  # of those, equal to their range of the article
    milliseconds: float
    shown: tuple[ShownQuote, ...] = ()  # the sentences of the reply, the answer first
    expected: tuple[str, ...] = ()  # what would have been right

    @property
    def is_shown(self) -> bool:
        """True if a sentence is shown as the answer, sure or unsure."""
        return self.grade in {"sure", "unsure"}


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
        self._ids = {name: article_id for article_id, name in names.items()}

    def ask(self, question: GoldenQuestion) -> QuestionOutcome:
        """Ask a question and judge the reply; a question that is not accepted counts as refused."""
        start = time.perf_counter()
        try:
            history = resolve_history((turn.question, turn.answer) for turn in question.history)
            examination = self._examine(question.question, history=history)
        except QuestionError:
            examination = None
        milliseconds = (time.perf_counter() - start) * 1_000
        about: dict[str, Any] = {
            "id": question.id,
            "question": question.question,
            "answerable": question.answerable,
            "kind": question.kind,
            "milliseconds": milliseconds,
            "expected": self._expected(question),
        }
        if examination is None:
            return QuestionOutcome(**about, right=not question.answerable, rejected=True)
        reply = examination.reply
        return QuestionOutcome(
            **about,
            understood=reply.question,
            rank=self._rank(question, examination.evidence),
            right_article=bool(examination.evidence) and self._is_right_article(question, examination.evidence[0]),
            confidence=examination.confidence,
            grade=reply.grade,
            right=self._is_right_reply(question, reply),
            quotes=len(reply.citations),
            verbatim=sum(self._is_verbatim(citation) for citation in reply.citations),
            shown=tuple(map(self._shown, reply.citations)),
            **self._judge_parts(question, reply),
            **self._judge_superseded(question, examination),
            highlight_f1=_highlight_f1(question, reply),
        )

    def _rank(self, question: GoldenQuestion, evidence: Sequence[Evidence]) -> int | None:
        """Return the rank of the first right sentence, from 1; None if none is right."""
        ranked = enumerate(evidence, start=1)
        return next((rank for rank, sentence in ranked if self._is_right(question, sentence)), None)

    def _is_right(self, question: GoldenQuestion, evidence: Evidence) -> bool:
        passage, sentence = evidence.passage.passage, evidence.sentence
        return is_right_answer(
            question,
            article=self._names.get(passage.article_id),
            start=sentence.start,
            end=sentence.end,
            quote=passage.quote(sentence),
        )

    def _is_right_article(self, question: GoldenQuestion, evidence: Evidence) -> bool:
        if not question.articles:  # then the words alone decide
            return self._is_right(question, evidence)
        return self._names.get(evidence.passage.passage.article_id) in question.articles

    def _is_right_reply(self, question: GoldenQuestion, reply: Reply) -> bool:
        """Return whether the reply is right: of a citation of several parts, when one of them is."""
        if not isinstance(reply, Answer):
            return not question.answerable
        article = self._names.get(reply.citation.article_id)
        return any(
            is_right_answer(question, article=article, start=part.start, end=part.end, quote=part.quote)
            for part in reply.citation.parts
        )

    def _judge_parts(self, question: GoldenQuestion, reply: Reply) -> dict[str, Any]:
        """Return whether the answer is whole, and how much of it no part holds."""
        if not question.parts or not question.answerable:
            return {}
        if not isinstance(reply, Answer):
            return {"is_whole": False}
        cited = reply.citation
        article = self._article(cited.article_id)
        text = article.text if article else ""
        shown = [(part.start, part.end) for part in cited.parts]
        parts = question.parts if self._names.get(cited.article_id) == question.article else ()
        excess, words = count_excess(text, parts, shown)
        is_whole = bool(parts) and are_parts_shown(text, parts, shown)
        return {"is_whole": is_whole, "excess_words": excess, "shown_words": words}

    def _judge_superseded(self, question: GoldenQuestion, examination: Examination) -> dict[str, Any]:
        """Return whether the article that overtakes comes first, shown or not, and what it overtakes beside it."""
        reply = examination.reply
        beside = reply.superseded if isinstance(reply, Answer) else None
        if not question.superseded:
            return {"shows_superseded": beside is not None}
        if isinstance(reply, Answer):
            first: str | None = reply.citation.article_id
        else:
            first = examination.evidence[0].passage.passage.article_id if examination.evidence else None
        return {
            "is_corrected": first is not None and self._names.get(first) == question.article,
            "superseded_shown": beside is not None
            and any(self._is_at(beside.citation, overtaken) for overtaken in question.superseded),
            "shows_superseded": beside is not None,
        }

    def _is_at(self, citation: Citation, place: OvertakenPlace) -> bool:
        if self._names.get(citation.article_id) != place.article:
            return False
        return not place.spans or overlaps([(part.start, part.end) for part in citation.parts], place.spans)

    def _shown(self, citation: Citation) -> ShownQuote:
        quote = " […] ".join(part.quote for part in citation.parts)
        return ShownQuote(article=self._names.get(citation.article_id), quote=quote)

    def _expected(self, question: GoldenQuestion) -> tuple[str, ...]:
        """Return the criterion of a right answer: the words of the spans, else the answers, else the articles."""
        if not question.answerable:
            return ()
        article = self._article(self._ids.get(question.article or "", "")) if question.spans else None
        if article is not None:
            return tuple(article.text[start:end] for start, end in question.spans)
        return question.answers or tuple(sorted(question.articles))

    def _is_verbatim(self, citation: Citation) -> bool:
        article = self._article(citation.article_id)
        return article is not None and citation.is_verbatim(article.text)


def is_right_answer(question: GoldenQuestion, *, article: str | None, start: int, end: int, quote: str) -> bool:
    """Return whether the quote is a right answer; never for a question that the articles do not answer.

    1. With spans: it is in the question's article and overlaps one of them.
    2. With answers: it is in a right article, where any is named, and contains one of them by `contains_words`.
    3. With neither: it is in a right article.

    Args:
        question: the question with its right answers.
        article: the article's id in the set; None if it is not in the set.
        start: of the quote in the article's text.
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


def _highlight_f1(question: GoldenQuestion, reply: Reply) -> float | None:
    """Return SQuAD's F1 of the exact answer against the best of the right ones; 0 where there is no exact answer."""
    if not question.answerable or not question.answers or not isinstance(reply, Answer):
        return None
    mark = reply.highlight
    part = next((p for p in reply.citation.parts if mark and p.start <= mark.start and mark.end <= p.end), None)
    if mark is None or part is None:
        return 0.0
    words = part.quote[mark.start - part.start : mark.end - part.start]
    return max(token_f1(words, answer) for answer in question.answers)
