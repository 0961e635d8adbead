"""Asides that are written: "who said that?" in reply to the bot, in a thread, in direct messages, or in the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.discord.ask import answer_card, followup_card, replies
from bot.discord.core.context import Services, Where, library_of, phrases_for, place_of
from bot.discord.core.error_replies import Refused
from bot.store import Given, Turn
from retrieval import Answer, AsideKind, Citation, recognise_aside

if TYPE_CHECKING:
    from bot.discord.core.client import FootnoteBot


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What somebody wants beside which sentence."""

    words: str  # as they were written
    kind: AsideKind
    quote: Citation
    question: str  # which it was the answer to; what is asked next may lean on it
    others: tuple[Citation, ...] = ()


def of_answer(words: str, given: Given | None) -> Meant | None:
    """The aside that the words are on an answer; None where they are none, or it quoted nothing as an answer."""
    kind, reply = recognise_aside(words), given.reply if given else None
    if kind is None or not isinstance(reply, Answer):
        return None
    return Meant(words=words, kind=kind, quote=reply.citation, question=reply.question, others=reply.others)


async def meant(bot: FootnoteBot, message: discord.Message, words: str, turns: Sequence[Turn]) -> Meant | None:
    """The aside that a message is; None where it is none, or nothing was quoted that it could be about.

    It is about the sentence of the bot's card that the message replies to, else about the last one of the conversation.

    Raises:
        Refused: the card's article is gone or says something else now.
    """
    kind = recognise_aside(words)
    if kind is None:
        return None
    services, last = bot.services, turns[-1] if turns else None
    for custom_id in buttons_above(bot, message):
        if (match := followup_card.ID.fullmatch(custom_id)) and match["verb"] != followup_card.AROUND:
            look = partial(followup_card.quoted, services.footnote, library_of(message), followup_card.spot_of(match))
            quote = await services.worker.run(look)
            return Meant(words=words, kind=kind, quote=quote, question=last.question if last else "")
        if match := answer_card.ID.fullmatch(custom_id):
            find = partial(services.ledger.answers.find, match["id"], place=place_of(message))
            return of_answer(words, await services.noted(find))
    if last is None or last.quote is None or last.article_id is None:
        return None
    # Of a turn the words are kept, not their place: the article knows that.
    quote = Citation(article_id=last.article_id, title="", source="", published=None, start=0, end=0, quote=last.quote)
    return Meant(words=words, kind=kind, quote=quote, question=last.question)


async def replied(services: Services, wanted: Meant, where: Where, *, private: bool = False) -> ui.LayoutView:
    """The card of an aside. The sentence that it shows is what the next one in the conversation is about.

    Args:
        services: what to use.
        wanted: the aside.
        where: where it was written.
        private: whether the asker alone sees the card.

    Raises:
        Refused: the asker may not ask here.
    """
    asker = replies.asked(where, wanted.words)
    holds = await services.noted(partial(services.ledger.places.of, asker.place))
    if not replies.may_ask(holds, roles=asker.roles, manages=asker.manages):
        raise Refused("not_allowed")
    ask = partial(services.footnote.aside, wanted.kind, wanted.quote, library=asker.library, others=wanted.others)
    reply = await services.worker.run(ask)
    if reply.outcome not in {"gone", "changed"}:
        turn = _turn(wanted, reply.shown)
        add = partial(services.ledger.dialogue.add, turn, place=asker.place, person=asker.person, private=private)
        await services.noted(add)
    return followup_card.aside(reply, phrases_for(where, holds))


def _turn(wanted: Meant, shown: Citation) -> Answer:
    """What the conversation keeps: the same question, answered by the sentence that is shown now."""
    return Answer(
        question=wanted.question, asked=wanted.words, citation=shown, highlight=None, confidence=1.0, others=()
    )


def buttons_above(bot: FootnoteBot, message: discord.Message) -> Iterator[str]:
    """The ids of the buttons on the bot's message that a message replies to, as far as Discord sent it along."""
    answered = message.reference.resolved if message.reference else None
    if isinstance(answered, discord.Message) and answered.author == bot.user:
        yield from _ids(answered.components)


def _ids(components: Iterable[Any]) -> Iterator[str]:
    for one in components:
        if custom_id := getattr(one, "custom_id", None):
            yield custom_id
        yield from _ids(getattr(one, "children", ()))
        if accessory := getattr(one, "accessory", None):
            yield from _ids([accessory])
