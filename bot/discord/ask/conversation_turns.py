"""The earlier questions and answers that a question continues."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.discord.core.context import Context
from bot.store import StoredReply, StoredTurn
from retrieval import Answer, Exchange


async def latest_turns(context: Context) -> list[StoredTurn]:
    """Return the conversation in a place: everybody's in a thread, elsewhere the person's.

    Turns that only their asker saw are left out where others would see what is answered next. Where the ledger cannot
    be read, there are none: the question is answered as it stands.
    """
    place = context.place
    person = None if place.thread is not None else context.person
    look = partial(context.services.ledger.dialogue.turns, place=place, person=person, private=place.server is None)
    return await context.services.read_or_default(look, [])


async def turns_until(answer: StoredReply, context: Context, *, private: bool) -> list[StoredTurn]:
    """Return the conversation that ends with an answer: a thread's, else the asker's own; for others that answer alone.

    Args:
        answer: the last one.
        context: who continues it, and where.
        private: whether only that person sees what is answered next.
    """
    place, person, services = context.place, context.person, context.services
    shared = place.thread is not None
    own = not shared and (private or place.server is None)  # then nobody else sees what is answered next
    look = partial(
        services.ledger.dialogue.turns, place=place, person=None if shared else person, until=answer.id, private=own
    )
    turns: list[StoredTurn] = []
    if shared or answer.asker == person:
        turns = await services.read_or_default(look, turns)
    return turns if turns and turns[-1].answer == answer.id else [*turns, _turn(answer)]


def history(turns: Sequence[StoredTurn]) -> tuple[Exchange, ...]:
    """Return the conversation as the library takes it, without turns whose question is no longer stored."""
    return tuple(
        Exchange(question=turn.question, quote=turn.quote or "", title=turn.title or "")
        for turn in turns
        if turn.question
    )


def _turn(answer: StoredReply) -> StoredTurn:
    """Return an answer as the turn that it was."""
    citation = answer.reply.citation if isinstance(answer.reply, Answer) else None
    return StoredTurn(
        person=answer.asker or 0,
        at=answer.at,
        question=answer.reply.question,
        quote=citation.quote if citation else None,
        article_id=citation.article_id if citation else None,
        title=citation.title if citation else None,
        answer=answer.id,
    )
