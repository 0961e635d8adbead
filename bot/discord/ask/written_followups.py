"""Follow-ups on a quote that people write: "who said that?" as a reply to the bot, in a thread, or in the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import discord
from discord import ui

from bot.discord.ask import answer_button, followup_card
from bot.discord.core.context import Context, MessageContext
from bot.store import StoredReply, StoredTurn
from retrieval import Answer, Citation, FollowupKind, NoAnswer, recognise_followup


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFollowup:
    """A question about what stands beside a sentence."""

    words: str  # as they were written
    kind: FollowupKind
    quote: Citation
    question: str  # that the sentence answered; the next question may refer to it
    others: tuple[Citation, ...] = ()


def followup_on_answer(words: str, answer: StoredReply | None) -> WrittenFollowup | None:
    """Return the follow-up that the words are on an answer, or on the first lead of a refusal.

    None where the words are no follow-up, or the answer quotes nothing.
    """
    reply = answer.reply if answer else None
    if reply is None or not reply.citations or (isinstance(reply, NoAnswer) and reply.readings):
        return None
    quote, others = reply.citations[0], reply.others if isinstance(reply, Answer) else ()
    kind = recognise_followup(words, quote=quote.quote)
    if kind is None:
        return None
    return WrittenFollowup(words=words, kind=kind, quote=quote, question=reply.question, others=others)


async def followup_in_message(
    words: str, turns: Sequence[StoredTurn], context: MessageContext
) -> WrittenFollowup | None:
    """Return the follow-up that a message is; None where it is no follow-up, or no quote is there that it can be about.

    It is about the sentence of the bot's card that the message replies to, else about the last one of the conversation.

    Raises:
        Refused: the card's article is gone or has another text now.
    """
    services, last = context.services, turns[-1] if turns else None
    kind = recognise_followup(words, quote=(last.quote if last else None) or "")
    if kind is None:
        return None
    for custom_id in button_ids_above(context):
        if (match := followup_card.CUSTOM_ID.fullmatch(custom_id)) and match["verb"] != followup_card.AROUND:
            sentence = followup_card.sentence_in(match)
            quote = await context.run(partial(followup_card.quote_at, services.footnote, context.library, sentence))
            return WrittenFollowup(words=words, kind=kind, quote=quote, question=last.question if last else "")
        if match := answer_button.CUSTOM_ID.fullmatch(custom_id):
            find = partial(services.ledger.answers.find, match["id"], place=context.place)
            return followup_on_answer(words, await services.read_or_default(find, None))
    if last is None or last.quote is None or last.article_id is None:
        return await _followup_on_refusal(words, last, context)
    # A turn keeps the words of the quote, not their place, which is looked up in the article.
    quote = Citation(article_id=last.article_id, title="", source="", published=None, start=0, end=0, quote=last.quote)
    return WrittenFollowup(words=words, kind=kind, quote=quote, question=last.question)


async def _followup_on_refusal(words: str, last: StoredTurn | None, context: MessageContext) -> WrittenFollowup | None:
    """Return the follow-up on the leads of a question that nothing answered."""
    if last is None or last.answer is None:
        return None
    find = partial(context.services.ledger.answers.find, last.answer, place=context.place)
    return followup_on_answer(words, await context.services.read_or_default(find, None))


async def answer_followup(followup: WrittenFollowup, context: Context, *, private: bool = False) -> ui.LayoutView:
    """Make the card of a follow-up. The sentence on it is what the next one in the conversation is about.

    Args:
        followup: what to look up.
        context: who asks, and where.
        private: whether the asker alone sees the card.

    Raises:
        Refused: the asker may not ask here.
    """
    context.require_permission()
    services, library = context.services, context.library
    ask = partial(services.footnote.follow_up, followup.kind, followup.quote, library=library, others=followup.others)
    reply = await context.run(ask)
    if reply.outcome not in {"gone", "changed"}:
        turn = _turn(followup, reply.shown)
        add = partial(services.ledger.dialogue.add, turn, place=context.place, person=context.person, private=private)
        await services.write_or_log("turns of conversations", add)
    return followup_card.followup(reply, context.phrases)


def button_ids_above(context: MessageContext) -> Iterator[str]:
    """Yield the ids of the buttons on the bot's message that a message replies to, as far as Discord sent it."""
    reference = context.message.reference
    answered = reference.resolved if reference else None
    if isinstance(answered, discord.Message) and answered.author == context.client.user:
        yield from _custom_ids(answered.components)


def _turn(followup: WrittenFollowup, citation: Citation) -> Answer:
    """Return the turn that the conversation keeps: the same question, answered by the sentence on the card."""
    return Answer(
        question=followup.question, asked=followup.words, citation=citation, highlight=None, confidence=1.0, others=()
    )


def _custom_ids(components: Iterable[Any]) -> Iterator[str]:
    for component in components:
        if custom_id := getattr(component, "custom_id", None):
            yield custom_id
        yield from _custom_ids(getattr(component, "children", ()))
        if accessory := getattr(component, "accessory", None):
            yield from _custom_ids([accessory])
