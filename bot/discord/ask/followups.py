"""Which talk a question goes on with, and whether words that nobody addressed to the bot are a question at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from bot.discord.core.context import Services
from bot.store import Given, Place, Turn
from retrieval import Answer, Exchange

_MARK = re.compile(r"[?？؟](?=[\s\"'»”)]*$|\s)")
_BEGINS = re.compile(
    r"(?:who|what|when|where|why|which|how|whose|whom|wer|was|wann|wo|warum|wieso|welche[rsnm]?|wie|wem|wen|"
    r"quién|qué|cuándo|dónde|por qué|cuál|cómo|cuánt[oa]s?|qui|que|quand|où|pourquoi|quel(?:le)?s?|comment|combien)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 2  # "How long" alone is no question yet


def is_question(words: str) -> bool:
    """Whether somebody who only overhears the words would take them for a question."""
    text = words.strip()
    return bool(_MARK.search(text) or (_BEGINS.match(text) and len(text.split()) > _FEW_WORDS))


async def latest(services: Services, *, place: Place, person: int) -> list[Turn]:
    """The talk in a place: everybody's in a thread, elsewhere the person's.

    What only its asker saw is not among it, where others would see what is said next.
    """
    whose = None if place.thread is not None else person
    look = partial(services.ledger.dialogue.turns, place=place, person=whose, private=place.server is None)
    return await services.noted(look)


async def up_to(services: Services, given: Given, *, place: Place, person: int, private: bool) -> list[Turn]:
    """The talk that ends with an answer: a thread's, else the asker's own; for anybody else it is that answer alone.

    Args:
        services: what to use.
        given: the answer.
        place: where it is shown.
        person: who goes on with it.
        private: whether only that person sees what is said next.
    """
    shared = place.thread is not None
    own = not shared and (private or place.server is None)  # then nobody else sees what it leads to
    look = partial(
        services.ledger.dialogue.turns, place=place, person=None if shared else person, until=given.id, private=own
    )
    turns = await services.noted(look) if shared or given.asker == person else []
    return turns if turns and turns[-1].answer == given.id else [*turns, _turn(given)]


def _turn(given: Given) -> Turn:
    """An answer as the turn that it was."""
    shown = given.reply.citation if isinstance(given.reply, Answer) else None
    return Turn(
        person=given.asker or 0,
        at=given.at,
        question=given.reply.question,
        quote=shown.quote if shown else None,
        article_id=shown.article_id if shown else None,
        title=shown.title if shown else None,
        answer=given.id,
    )


def history(turns: Sequence[Turn]) -> tuple[Exchange, ...]:
    """The talk as the library takes it; without the words of a question, nobody knows what it was about."""
    return tuple(
        Exchange(question=one.question, quote=one.quote or "", title=one.title or "") for one in turns if one.question
    )
