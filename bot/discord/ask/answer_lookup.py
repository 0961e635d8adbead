"""Stored answers, and what of their articles is still there."""

from __future__ import annotations

from functools import partial

from bot.discord.core.context import InteractionContext
from bot.discord.core.refusals import Refused
from bot.store import StoredReply
from retrieval import Citation, Passage


async def find_answer(answer: str, context: InteractionContext) -> StoredReply:
    """Look a stored answer up.

    Raises:
        Refused: it is no longer stored.
    """
    services = context.services
    stored = await services.read_ledger(partial(services.ledger.answers.find, answer, place=context.place))
    if stored is None:
        raise Refused("expired")
    if stored.library != context.library:  # of a person's own library, shared where others press its buttons
        raise Refused("not_asker")
    return stored


def citations_of(answer: StoredReply) -> tuple[Citation, ...]:
    """Return the citations of an answer, the first of them the one that answers; else the nearest sentences."""
    return answer.reply.citations


async def live_articles(answer: StoredReply, context: InteractionContext) -> frozenset[str]:
    """Return the ids of the articles that the answer cites, or compared, and that are still in the library.

    Raises:
        Refused: the article that the answer quotes first is not.
    """
    services, citations = context.services, citations_of(answer)

    def look() -> frozenset[str]:
        ids = {citation.article_id for citation in citations} | {runner.article_id for runner in answer.reasons.runners}
        return frozenset(
            article_id for article_id in ids if services.footnote.article(article_id, library=answer.library)
        )

    live = await context.run(look) | {""}  # a message that answers has no article
    if citations and citations[0].article_id not in live:
        raise Refused("gone")
    return live


async def passage_of(citation: Citation, answer: StoredReply, context: InteractionContext) -> Passage | None:
    """Return the passage that a citation stands in; None where the article has changed since.

    Raises:
        Refused: the article is gone.
    """
    services = context.services

    if not citation.article_id:  # a message, which is all there is of it
        return None

    def look() -> Passage | None:
        article = services.footnote.article(citation.article_id, library=answer.library)
        if article is None:
            raise Refused("gone")
        if article.text[citation.start : citation.end] != citation.quote:
            return None
        passages = services.footnote.passages(citation.article_id, library=answer.library)
        return next(
            (passage for passage in passages if passage.start <= citation.start and citation.end <= passage.end), None
        )

    return await context.run(look)
