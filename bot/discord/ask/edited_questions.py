"""A question that its author edits is answered again, in the message that answered it before."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import discord

from bot.discord.ask.answer_card import card_of
from bot.discord.ask.conversation_turns import history, latest_turns
from bot.discord.ask.meant_words import read_meant_words
from bot.discord.ask.message_listener import words_to_bot
from bot.discord.ask.message_words import spell_out
from bot.discord.ask.question_answering import QuestionRequest, answer_question, store_message
from bot.discord.connection.client import FootnoteClient
from bot.discord.connection.retries import REQUEST_ERRORS, retry
from bot.discord.connection.services import Services
from bot.discord.core.context import MessageContext, read_message
from bot.discord.core.error_replies import error_card, record_error
from bot.discord.core.places import phrases_of
from bot.discord.ui import escaping
from bot.store import Place
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
        if words is None:  # where it answers every question
            words = spell_out(message.content, message)
        else:
            words = read_meant_words(words, message, client, phrases_of(message)).words
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


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierReply:
    """The message that replied to a question before it was edited."""

    place: Place
    channel: int
    message: int
    answer: str = ""  # the id of the stored reply; empty where the ledger has none


async def _look_up(words: str, context: MessageContext) -> None:
    """Answer the words again where a message was replied to that now has these words."""
    services = context.services
    find = partial(services.ledger.answers.find_by_prompt, context.message.id, place=context.place)
    answer = await services.read_ledger(find)
    if answer is None:
        if reply := context.client.passing_reply(context.message):
            place = context.place
            await _answer_again(words, EarlierReply(place=place, channel=reply.channel, message=reply.message), context)
        return
    asked = " ".join(normalise(words).split())  # as the answer has it
    if answer.message is not None and answer.reply.asked != asked:
        place = answer.place
        earlier = EarlierReply(place=place, channel=place.spot, message=answer.message, answer=answer.id)
        await _answer_again(words, earlier, context)


async def _answer_again(words: str, earlier: EarlierReply, context: MessageContext) -> None:
    """Replace a reply, its turn and its card; the earlier one stays until the card shows something else."""
    place, services = earlier.place, context.services
    turns = await latest_turns(context) if place.thread is not None or place.server is None else []
    before = [turn for turn in turns if turn.answer != earlier.answer]
    question = QuestionRequest(words=words, place=place, private=False, history=history(before))
    channel = context.client.get_partial_messageable(earlier.channel, guild_id=place.server)
    message = channel.get_partial_message(earlier.message)
    nobody = discord.AllowedMentions.none()  # discord.py has no default for edits
    try:
        answered = await answer_question(question, context)
    except Exception as error:  # noqa: BLE001  the earlier card would answer another question
        view = await error_card(error, context.phrases, services)
        with suppress(*REQUEST_ERRORS):
            shown = await retry(partial(message.edit, view=view, allowed_mentions=nobody))
            context.client.remember_reply(context.message, shown)
            await _delete(earlier.answer, place, services)
        return
    view = card_of(answered, context.phrases, private=False, question=False)
    try:
        shown = await retry(partial(message.edit, view=view, allowed_mentions=nobody))
    except REQUEST_ERRORS as error:
        if answered.kept is not None:  # nobody has seen it
            await _delete(answered.kept.id, place, services)
        if not isinstance(error, discord.NotFound):
            raise
        _log.info("the message that answered was deleted, so the edited question is not answered again")
    else:
        context.client.remember_reply(context.message, None if answered.kept else shown)
        await store_message(services, answered.kept, message.id, prompt=context.message.id)
    await _delete(earlier.answer, place, services)


async def _delete(answer: str, place: Place, services: Services) -> None:
    if answer:
        await services.write_or_log("replaced replies", partial(services.ledger.answers.delete, answer, place=place))
