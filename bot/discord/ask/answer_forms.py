"""The buttons of an answer that ask again, their forms, and what is done with a form that is handed in."""

from __future__ import annotations

import asyncio
import re
from functools import partial
from typing import Any

from discord import TextStyle, ui

from bot.discord.ask import ask_command, written_followups
from bot.discord.ask.answer_actions import note_rating, rate_answer
from bot.discord.ask.answer_button import AnswerPress, answer_action
from bot.discord.ask.answer_lookup import find_answer
from bot.discord.ask.conversation_turns import history, turns_until
from bot.discord.core.context import InteractionContext
from bot.discord.core.forms import FormHandler, Submission
from bot.discord.core.places import stays_private
from bot.discord.core.refusals import Refused
from bot.discord.core.responder import Acknowledgement
from bot.discord.ui import escaping, note_cards
from bot.i18n import Phrases
from bot.store import StoredReply
from bot.store.feedback import LONGEST_REASON
from retrieval import NoAnswer

TITLE = LABEL = 45
PLACEHOLDER = 100
LONGEST_QUESTION = 1_000  # characters that the form takes
LOOKUP_SECONDS = 0.4  # for the question that a form shows: the form is promised within a second
_WORDS = "words"  # the custom id of the field


@answer_action("follow", acknowledgement=Acknowledgement.FORM)
async def open_followup_form(press: AnswerPress, context: InteractionContext) -> None:
    """Open the form for a follow-up question."""
    await context.responder.open_form(form("follow", press.answer, context.phrases))


@answer_action("mean", acknowledgement=Acknowledgement.FORM)
async def open_meaning_form(press: AnswerPress, context: InteractionContext) -> None:
    """Open the form for the question that was meant, with the question as it was understood."""
    filled = await _read_question(press.answer, context)
    await context.responder.open_form(form("mean", press.answer, context.phrases, filled=filled))


@answer_action("bad", acknowledgement=Acknowledgement.FORM)
async def open_reason_form(press: AnswerPress, context: InteractionContext) -> None:
    """Open the form for what was wrong with the answer, and store that it was not helpful.

    An answer that is not stored any more is told of when the form is handed in.
    """
    await context.responder.open_form(form("bad", press.answer, context.phrases))
    await note_rating(press.answer, context, helpful=False)


@answer_action("read", acknowledgement=Acknowledgement.LIKE_MESSAGE)
async def ask_reading(press: AnswerPress, context: InteractionContext) -> None:
    """Ask one of the meanings of a vague question."""
    answer = await find_answer(press.answer, context)
    readings = answer.reply.readings if isinstance(answer.reply, NoAnswer) else ()
    if press.number >= len(readings):
        raise Refused("expired")
    await _ask_instead(answer, readings[press.number], context)


async def answer_followup_question(submission: Submission, context: InteractionContext) -> None:
    """Answer the question of a follow-up form."""
    services, words, private = context.services, submission.texts.get(_WORDS, ""), stays_private(context.interaction)
    find = partial(services.ledger.answers.find, submission.arguments["id"], place=context.place)
    answer = await services.read_or_default(find, None)
    if answer is not None and answer.library != context.library:
        raise Refused("not_asker")
    followup = written_followups.followup_on_answer(words, answer)
    if followup is not None:
        await context.responder.edit(await written_followups.answer_followup(followup, context, private=private))
        return
    turns = await turns_until(answer, context, private=private) if answer else ()
    await ask_command.reply(words, context, private=private, keep_private=private, turns=history(turns))


async def answer_meaning(submission: Submission, context: InteractionContext) -> None:
    """Answer the question that was meant."""
    services = context.services
    find = partial(services.ledger.answers.find, submission.arguments["id"], place=context.place)
    await _ask_instead(await services.read_or_default(find, None), submission.texts.get(_WORDS, ""), context)


async def store_reason(submission: Submission, context: InteractionContext) -> ui.LayoutView:
    """Store what was wrong with an answer."""
    reason = submission.texts.get(_WORDS, "")
    await rate_answer(submission.arguments["id"], context, helpful=False, reason=reason)
    return note_cards.note(context.phrases.replies.thanks)


def _form_id(verb: str) -> re.Pattern[str]:
    return re.compile(rf"answer\.form:{verb}:(?P<id>[a-z2-7]{{12}})")


HANDLERS = (
    FormHandler(pattern=_form_id("follow"), act=answer_followup_question, acknowledgement=Acknowledgement.LIKE_MESSAGE),
    FormHandler(pattern=_form_id("mean"), act=answer_meaning, acknowledgement=Acknowledgement.LIKE_MESSAGE),
    FormHandler(pattern=_form_id("bad"), act=store_reason),
)


def form(verb: str, answer: str, phrases: Phrases, *, filled: str = "") -> ui.Modal:
    """Return the form that a button opens.

    Args:
        verb: "follow" for a further question, "mean" for the one that was meant, "bad" for what was wrong.
        answer: the id of the answer it is about.
        phrases: the words on it.
        filled: what stands in the field already.
    """
    words, asks = phrases.forms, verb != "bad"
    title, label, placeholder = {
        "follow": (words.follow_up, words.follow_up_label, words.follow_up_placeholder),
        "mean": (words.meant, words.meant_label, words.follow_up_label),
        "bad": (words.reason, words.reason_label, words.reason_placeholder),
    }[verb]
    longest = LONGEST_QUESTION if asks else LONGEST_REASON
    modal = ui.Modal(
        title=escaping.label(title, TITLE),
        custom_id=f"answer.form:{verb}:{answer}",
        timeout=600,  # seconds that discord.py keeps it; what is handed in later is taken all the same
    )
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=_WORDS,
        style=TextStyle.short if verb == "follow" else TextStyle.paragraph,
        placeholder=escaping.label(placeholder, PLACEHOLDER),
        default=escaping.label(filled, longest) if filled else None,
        required=asks,
        max_length=longest,
    )
    return modal.add_item(ui.Label(text=escaping.label(label, LABEL), component=field))


async def _ask_instead(answer: StoredReply | None, words: str, context: InteractionContext) -> None:
    """Ask another question as it stands. In the asker's conversation it replaces the one of the answer."""
    services, private = context.services, stays_private(context.interaction)
    if answer is not None and answer.asker == context.person:
        drop = partial(services.ledger.dialogue.drop, answer.id, place=context.place)
        await services.write_or_log("turns of conversations", drop)
    await ask_command.reply(words, context, private=private, keep_private=private)


async def _read_question(answer: str, context: InteractionContext) -> str:
    """Return the question of an answer as it was understood; empty where looking it up takes too long for a form."""
    try:
        async with asyncio.timeout(LOOKUP_SECONDS):
            return (await find_answer(answer, context)).reply.question
    except TimeoutError:
        return ""
