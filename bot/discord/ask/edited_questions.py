"""A question that its author edits is answered again, in the message that answered it before."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

import discord

from bot.discord.ask.answer_card import card_of
from bot.discord.ask.conversation_turns import history, latest_turns
from bot.discord.ask.message_listener import words_to_bot
from bot.discord.ask.message_words import spell_out
from bot.discord.ask.question_answering import QuestionRequest, answer_question, store_message
from bot.discord.core.client import FootnoteClient
from bot.discord.core.context import MessageContext, read_message
from bot.discord.core.error_replies import error_card, record_error
from bot.discord.core.retries import REQUEST_ERRORS, retry
from bot.discord.ui import escaping
from bot.store import StoredReply
from retrieval import normalise

_log = logging.getLogger("footnote.discord")

LONGEST = timedelta(minutes=55)  # after an hour Discord limits edits of the bot's own message


async def answer_edit(client: FootnoteClient, event: discord.RawMessageUpdateEvent) -> None:
    """Answer an edited message again if it was answered before, and ignore all others."""
    message = event.message
    recent = datetime.now(UTC) - message.created_at < LONGEST
    if message.author.bot or message.webhook_id or message.edited_at is None or not recent:
        return
    try:
        words = words_to_bot(client, message)
        words = spell_out(message.content, message) if words is None else words  # where it answers every question
        if not escaping.has_ink(words):
            return
        newest = client.newest_edits
        newest[message.id] = max(message.edited_at, newest.get(message.id, message.edited_at))
        try:
            async with client.take_turn(message.id):
                if newest.get(message.id) == message.edited_at:  # an edit that came meanwhile is answered instead
                    await _look_up(words, await read_message(message, client))
        finally:
            if newest.get(message.id) == message.edited_at:
                del newest[message.id]
    except Exception as error:  # noqa: BLE001  discord.py would only log it; the earlier answer stays
        await record_error(error, client.services)


async def _look_up(words: str, context: MessageContext) -> None:
    """Answer the words again where a message was answered that now has these words."""
    services = context.services
    find = partial(services.ledger.answers.find_by_prompt, context.message.id, place=context.place)
    answer = await services.read_ledger(find)
    asked = " ".join(normalise(words).split())  # as the answer has it
    if answer is not None and answer.message is not None and answer.reply.asked != asked:
        await _answer_again(words, answer, context)


async def _answer_again(words: str, answer: StoredReply, context: MessageContext) -> None:
    """Replace an answer, its turn and its card; the earlier answer stays until the card shows something else."""
    services, place = context.services, answer.place
    delete = partial(services.ledger.answers.delete, place=place)
    turns = await latest_turns(context) if place.thread is not None or place.server is None else []
    earlier = [turn for turn in turns if turn.answer != answer.id]
    question = QuestionRequest(words=words, place=place, private=False, history=history(earlier))
    channel = context.client.get_partial_messageable(place.spot, guild_id=place.server)
    message = channel.get_partial_message(answer.message or 0)
    nobody = discord.AllowedMentions.none()  # discord.py has no default for edits
    try:
        answered = await answer_question(question, context)
    except Exception as error:  # noqa: BLE001  the earlier card would answer another question
        view = await error_card(error, context.phrases, services)
        with suppress(*REQUEST_ERRORS):
            await retry(partial(message.edit, view=view, allowed_mentions=nobody))
            await services.write_or_log("replaced replies", partial(delete, answer.id))
        return
    view = card_of(answered, context.phrases, private=False, question=False)
    try:
        await retry(partial(message.edit, view=view, allowed_mentions=nobody))
    except REQUEST_ERRORS as error:
        if answered.kept is not None:  # nobody has seen it
            await services.write_or_log("replaced replies", partial(delete, answered.kept.id))
        if not isinstance(error, discord.NotFound):
            raise
        _log.info("the message that answered was deleted, so the edited question is not answered again")
    else:
        await store_message(services, answered.kept, message.id, prompt=context.message.id)
    await services.write_or_log("replaced replies", partial(delete, answer.id))
