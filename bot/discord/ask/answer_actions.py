"""The actions of an answer's buttons, except those that ask again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from discord import ui

from bot.discord.ask import followup_card, why_card
from bot.discord.ask.answer_button import AnswerButton, AnswerPress, answer_action
from bot.discord.ask.answer_card import card
from bot.discord.ask.answer_lookup import citations_of, find_answer, live_articles, passage_of
from bot.discord.ask.question_answering import store_message
from bot.discord.connection.retries import REQUEST_ERRORS
from bot.discord.core.context import InteractionContext
from bot.discord.core.keeper_log import log_keeper_action
from bot.discord.core.persistent_items import make_button
from bot.discord.core.public_messages import send_to_all
from bot.discord.core.refusals import Refused
from bot.discord.core.responder import Acknowledgement
from bot.discord.ui import article_cards, escaping, note_cards, reply_cards
from bot.discord.ui.card_parts import QUESTION, Item
from bot.discord.ui.list_pages import page_count
from bot.store import StoredReply
from retrieval import Answer, Citation

PINNED_LEADS = 3  # nearest sentences of an open question that can be pinned
LEAD = 280  # characters of a pinned sentence on a card


@answer_action("show", "around")
async def show_passage(press: AnswerPress, context: InteractionContext) -> ui.LayoutView:
    """Show the passage around one of the quoted sentences."""
    answer = await find_answer(press.answer, context)
    citations = citations_of(answer)
    if press.number >= len(citations):
        raise Refused("expired")
    citation = citations[press.number]
    passage = await passage_of(citation, answer, context)
    phrases = context.phrases
    beside = followup_card.row(citation, phrases, followup_card.BESIDE_PASSAGE) if passage else ()
    return article_cards.passage(citation, passage, phrases, buttons=beside)


@answer_action("why")
async def explain_answer(press: AnswerPress, context: InteractionContext) -> ui.LayoutView:
    """Show how the reply came about."""
    answer = await find_answer(press.answer, context)
    live = await live_articles(answer, context)
    buttons = _pin_buttons(answer, context) if context.keeps else ()
    return why_card.why(answer.reply, answer.reasons, context.phrases, live=live, buttons=buttons)


@answer_action("pin")
async def pin_answer(press: AnswerPress, context: InteractionContext) -> ui.LayoutView:
    """Pin one of the sentences of an answer as the verified answer to its question."""
    if not context.keeps:
        raise Refused("not_keeper")
    services, phrases = context.services, context.phrases
    answer = await find_answer(press.answer, context)
    citations = citations_of(answer)
    if press.number >= len(citations) or not answer.reply.question:
        raise Refused("expired")
    citation = citations[press.number]
    if await passage_of(citation, answer, context) is None:
        raise Refused("changed")
    pin = partial(
        services.ledger.pins.add,
        answer.reply.question,
        citation,
        place=context.place,
        library=context.library,
        person=context.person,
    )
    await services.use_ledger(pin)
    close = partial(services.ledger.unanswered.close, answer.reasons.terms, place=context.place)
    await services.write_or_log("open questions", close)
    question = escaping.plain(answer.reply.question, limit=QUESTION)
    await log_keeper_action(context, lambda language: language.pinned.done.format(question=question))
    return note_cards.note(
        f"{phrases.pinned.done.format(question=question)}\n{escaping.quoted(citation.quote, limit=LEAD)}"
    )


def _pin_buttons(answer: StoredReply, context: InteractionContext) -> list[Item]:
    """Return the buttons that pin the sentence that answers, or one of the first leads."""
    if not answer.reply.question:
        return []
    phrases, citations = context.phrases, citations_of(answer)
    if isinstance(answer.reply, Answer):
        return [AnswerButton.make("pin", answer.id, phrases=phrases)]
    return [
        AnswerButton(
            AnswerPress(verb="pin", answer=answer.id, number=number),
            make_button(f"{phrases.buttons.pin} ({number + 1})", f"answer.pin:{answer.id}:{number}"),
        )
        for number in range(min(len(citations), PINNED_LEADS))
    ]


@answer_action("more")
async def show_more(press: AnswerPress, context: InteractionContext) -> ui.LayoutView:
    """Show the first page of further sentences."""
    return await _more(press.answer, 0, context)


@answer_action("earlier", "later", acknowledgement=Acknowledgement.UPDATE)
async def turn_page(press: AnswerPress, context: InteractionContext) -> ui.LayoutView:
    """Show another page of further sentences in place of the present one."""
    return await _more(press.answer, press.number, context)


@answer_action("good")
async def rate_helpful(press: AnswerPress, context: InteractionContext) -> ui.LayoutView:
    """Store that the person found the answer helpful."""
    await rate_answer(press.answer, context, helpful=True)
    return note_cards.note(context.phrases.replies.thanks)


@answer_action("yes")
async def confirm_answer(press: AnswerPress, context: InteractionContext) -> ui.LayoutView:
    """Store that an unsure answer is right: its question is no longer open."""
    await rate_answer(press.answer, context, helpful=True)
    services = context.services
    answer = await find_answer(press.answer, context)
    close = partial(services.ledger.unanswered.close, answer.reasons.terms, place=answer.place)
    await services.write_or_log("open questions", close)
    return note_cards.note(context.phrases.replies.thanks)


@answer_action("no")
async def deny_answer(press: AnswerPress, context: InteractionContext) -> ui.LayoutView:
    """Store that an unsure answer is wrong: its question stays open."""
    await rate_answer(press.answer, context, helpful=False)
    return note_cards.note(context.phrases.replies.thanks)


@answer_action("delete", "discard", acknowledgement=Acknowledgement.UPDATE, askers_only=False)
async def delete_answer(press: AnswerPress, context: InteractionContext) -> None:
    """Delete the message and the stored answer, for the asker and for moderators."""
    services, place, interaction = context.services, context.place, context.interaction
    answer = await services.read_ledger(partial(services.ledger.answers.find, press.answer, place=place))
    moderates = interaction.permissions.manage_messages and interaction.guild_id is not None
    if not moderates and (answer is None or answer.asker != context.person):
        raise Refused("not_asker" if answer else "expired")
    await context.responder.delete()
    await services.use_ledger(partial(services.ledger.answers.delete, press.answer, place=place))


@answer_action("share", acknowledgement=Acknowledgement.UPDATE)
async def share_answer(press: AnswerPress, context: InteractionContext) -> ui.LayoutView | None:
    """Show everybody an answer that only the asker saw, once however often the button is pressed."""
    answer = await find_answer(press.answer, context)
    if answer.asker != context.person:
        raise Refused("not_asker")
    claims, claim = context.interaction.client.claims, f"share {press.answer}"
    if claim in claims or _is_shared(answer, context):
        return _private_card(answer, context, shared=True)
    claims.add(claim)
    try:
        await _share(answer, context)
    finally:
        claims.discard(claim)
    return None


async def rate_answer(answer: str, context: InteractionContext, *, helpful: bool, reason: str = "") -> None:
    """Store what the person thinks of an answer.

    Raises:
        Refused: the answer is no longer stored.
    """
    if not await context.services.use_ledger(_rating(answer, context, helpful=helpful, reason=reason)):
        raise Refused("expired")


async def note_rating(answer: str, context: InteractionContext, *, helpful: bool) -> None:
    """Store what the person thinks of an answer, where that is still possible."""
    await context.services.write_or_log("ratings", _rating(answer, context, helpful=helpful))


def _rating(answer: str, context: InteractionContext, *, helpful: bool, reason: str = "") -> Callable[[], bool]:
    give, place = context.services.ledger.feedback.give, context.place
    return partial(give, answer, helpful=helpful, reason=reason, place=place, person=context.person)


async def _share(answer: StoredReply, context: InteractionContext) -> None:
    """Take the button away, then send the answer to the channel; where that fails, give the button back."""
    services, phrases, responder = context.services, context.phrases, context.responder
    await live_articles(answer, context)
    await responder.edit(_private_card(answer, context, shared=True))
    note = phrases.answers.shared.format(user=context.interaction.user.mention)
    view = card(answer.reply, answer.id, phrases, private=False, note=note)
    try:
        message = await send_to_all(view, context.interaction)
    except REQUEST_ERRORS:
        await responder.edit(_private_card(answer, context, shared=False))
        raise
    await services.write_or_log(
        "shared answers", partial(services.ledger.dialogue.share, answer.id, place=context.place)
    )
    await store_message(services, answer, message.id)


def _private_card(answer: StoredReply, context: InteractionContext, *, shared: bool) -> ui.LayoutView:
    """Return the card that only the asker sees, with or without the button that shares it."""
    return card(answer.reply, answer.id, context.phrases, private=not shared)


def _is_shared(answer: StoredReply, context: InteractionContext) -> bool:
    """Return whether the answer is shown by another message than the one whose button was pressed."""
    pressed = context.interaction.message
    return answer.message is not None and pressed is not None and answer.message != pressed.id


async def _more(answer_id: str, page: int, context: InteractionContext) -> ui.LayoutView:
    phrases = context.phrases
    answer = await find_answer(answer_id, context)
    live = await live_articles(answer, context)
    citations = citations_of(answer)
    others = [citation for citation in citations[1:] if citation.article_id in live]
    last = page_count(len(others), reply_cards.EVIDENCE) - 1
    turns = (("earlier", page - 1, page > 0), ("later", page + 1, page < last))
    buttons = [AnswerButton.make(verb, answer_id, target, phrases=phrases) for verb, target, exists in turns if exists]

    def show(citation: Citation) -> Item:
        return AnswerButton.make("show", answer_id, citations.index(citation), phrases=phrases)

    return reply_cards.more(answer.reply.question, others, phrases, page=page, buttons=buttons, show=show)
