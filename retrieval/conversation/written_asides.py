"""Finds what a line in a conversation asks for beside the sentence that was shown last: "Who said that?"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from retrieval.conversation import quote_followups
from retrieval.conversation.exchanges import Exchange, shown_quote
from retrieval.conversation.intents import LIST_FOLLOWUPS, recognise_followup
from retrieval.core.protocols import Engine
from retrieval.core.records import Article, Sentence, StoredPassage
from retrieval.core.reply_records import Citation
from retrieval.ranking.retriever import Retriever


class WrittenAsides:
    """Meets asides that are typed as questions. Safe to use from several threads.

    Args:
        engine: where articles are stored.
        retriever: what finds the sentence again.
    """

    def __init__(self, *, engine: Engine, retriever: Retriever) -> None:
        self._engine = engine
        self._retriever = retriever

    def find(self, line: str, history: Sequence[Exchange], library: str) -> Citation | None:
        """Find the sentence that an aside asks for.

        Args:
            line: as typed.
            history: the conversation before it, oldest first.
            library: the name of the library.

        Returns:
            None where the line is no aside, asks for a list of sentences, or the article has nothing of the kind: then
            it is a question like any other.
        """
        quote = shown_quote(history)
        kind = recognise_followup(line, quote=quote) if quote else None
        if kind is None or kind in LIST_FOLLOWUPS:
            return None
        with self._engine.snapshot():
            shown = self._locate(quote, library)
            if shown is None:
                return None
            fetch, near = partial(self._whole, library), partial(self._retriever.rank_by_quote, library)
            reply = quote_followups.answer_followup(kind, shown, others=(), fetch=fetch, near=near)
        return reply.citations[0] if reply.citations else None

    def _locate(self, quote: str, library: str) -> Citation | None:
        """Return a sentence with its place in the library; None where no article has it any more."""
        for stored in self._retriever.rank_by_quote(library, quote)[1]:
            at = stored.passage.text.find(quote)
            article = self._engine.article(library, stored.passage.article_id) if at >= 0 else None
            if article:
                start = stored.passage.start + at
                return Citation.of(article, Sentence(start=start, end=start + len(quote)))
        return None

    def _whole(self, library: str, article_id: str) -> tuple[Article, list[StoredPassage]] | None:
        article = self._engine.article(library, article_id)
        return None if article is None else (article, self._engine.passages(library, article_id))
