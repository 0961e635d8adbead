"""Answers questions that are follow-ups on the quote shown last in the history, such as "Who said that?"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from retrieval.conversation import quote_followups
from retrieval.conversation.exchanges import Exchange, shown_quote
from retrieval.conversation.followup_recognition import LIST_FOLLOWUPS, FollowupReply, recognise_followup
from retrieval.core.protocols import Engine
from retrieval.core.records import Evidence, Passage, RankedPassage, TextRange
from retrieval.core.reply_records import Answer, Citation, Examination, Thresholds
from retrieval.core.stage_timer import StageTimer
from retrieval.ranking.retriever import Retriever
from retrieval.summaries.article_body import fetch_article


class AskedFollowups:
    """Answers follow-ups on a quote that are asked as questions with a history. Safe to use from several threads.

    Args:
        engine: stores the articles.
        retriever: what finds the sentence again.
    """

    def __init__(self, *, engine: Engine, retriever: Retriever) -> None:
        self._engine = engine
        self._retriever = retriever

    def reply(
        self, line: str, history: Sequence[Exchange], *, library: str, thresholds: Thresholds
    ) -> Examination | None:
        """Answer a follow-up with the sentence that it asks for; nothing is estimated, so the confidence is 1.

        Args:
            line: as typed.
            history: the conversation before it, oldest first.
            library: the name of the library.
            thresholds: the least confidence of each grade.

        Returns:
            None where the line is no follow-up on a quote, asks for a list of sentences, or the article has nothing of
            the kind: then it is a question like any other.
        """
        timer = StageTimer()
        with self._engine.snapshot():
            reply = self._follow_up(line, shown_quote(history), library)
            if reply is None or not reply.citations:
                return None
            cited = reply.citations[0]
            evidence = self._evidence(cited, library)
        timer.lap("decide")
        answer = Answer(question=line, asked=line, citation=cited, highlight=reply.highlight, confidence=1.0, others=())
        return Examination(
            reply=answer,
            terms=(),
            ranked=tuple(piece.passage for piece in evidence),
            evidence=evidence,
            confidence=1.0,
            thresholds=thresholds,
            milliseconds=timer.laps,
        )

    def _follow_up(self, line: str, quote: str, library: str) -> FollowupReply | None:
        """Return the reply to a follow-up on a quote; None where it is no follow-up, or no article has the quote."""
        kind = recognise_followup(line, quote=quote) if quote else None
        shown = self._locate(quote, library) if kind and kind not in LIST_FOLLOWUPS else None
        if kind is None or shown is None:
            return None
        fetch, near = partial(fetch_article, self._engine, library), partial(self._retriever.rank_by_quote, library)
        return quote_followups.answer_followup(kind, shown, others=(), fetch=fetch, near=near)

    def _locate(self, quote: str, library: str) -> Citation | None:
        """Return a sentence with its place in the library; None where no article has it any more."""
        for stored in self._retriever.rank_by_quote(library, quote)[1]:
            at = stored.passage.text.find(quote)
            article = self._engine.article(library, stored.passage.article_id) if at >= 0 else None
            if article:
                start = stored.passage.start + at
                return Citation.of(article, TextRange(start=start, end=start + len(quote)))
        return None

    def _evidence(self, cited: Citation, library: str) -> tuple[Evidence, ...]:
        """Return the cited sentence as evidence, in its passage."""
        passages = (stored.passage for stored in self._engine.passages(library, cited.article_id))
        return tuple(_as_evidence(cited, each) for each in passages if each.start <= cited.start < each.end)


def _as_evidence(cited: Citation, passage: Passage) -> Evidence:
    """Return a cited sentence as evidence that nothing is compared with."""
    ranked = RankedPassage(passage=passage, title=cited.title, lexical=0.0, similarity=0.0, coverage=0.0, score=0.0)
    return Evidence(
        passage=ranked,
        sentence=TextRange(start=cited.start, end=cited.end),
        score=0.0,
        lexical=0.0,
        similarity=0.0,
        coverage=0.0,
        matched=(),
    )
