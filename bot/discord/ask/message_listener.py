"""Asking by writing: mentions, replies to the bot, direct messages, and channels where every question is answered."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import discord

from bot.discord.ask import answer_button, written_followups
from bot.discord.ask.answer_card import card_of
from bot.discord.ask.conversation_turns import history, latest_turns, turns_until
from bot.discord.ask.meant_words import read_meant_words
from bot.discord.ask.message_replies import choose_channel, send_reply
from bot.discord.ask.message_words import question_words, spell_out, written_words
from bot.discord.ask.question_answering import AnsweredQuestion, QuestionRequest, answer_question, store_message
from bot.discord.ask.question_detection import is_question
from bot.discord.connection.client import FootnoteClient
from bot.discord.connection.retries import REQUEST_ERRORS
from bot.discord.core.context import MessageContext, read_message
from bot.discord.core.error_replies import error_card, record_error
from bot.discord.core.places import phrases_of
from bot.discord.core.refusals import Refused, explain
from bot.discord.ui import note_cards
from bot.i18n import Phrases
from bot.store import StoredReply, StoredTurn
from retrieval import recognise_followup

# The longest wait of an answer for the note "is typing": while Discord fails, discord.py repeats it for 25 seconds.
TYPING_SECONDS = 0.5
LONG = 2  # earlier questions of one person after which an exchange continues in a thread

_CALLS = re.compile(r"@(?:everyone|here)\b")
_BY_PEOPLE = {discord.MessageType.default, discord.MessageType.reply}


async def answer_message(client: FootnoteClient, message: discord.Message) -> None:
    """Answer a message that is meant for the bot, and ignore all others."""
    phrases = phrases_of(message)
    try:
        if not message.author.bot and not message.webhook_id and message.type in _BY_PEOPLE:
            async with client.take_turn(message.id):
                await _answer(client, message)
    except Exception as error:  # noqa: BLE001  discord.py would only log it
        await _report(client, message, error, phrases)


async def _answer(client: FootnoteClient, message: discord.Message) -> None:
    words = words_to_bot(client, message)
    if words is None:
        relevant = is_question(message.content) or recognise_followup(message.content)
        if client.services.config.discord.message_content and message.guild and relevant:
            await _answer_bystander(client, message)
        return
    phrases = phrases_of(message)
    meant = read_meant_words(words, message, client, phrases)
    if meant.words:
        await _answer_mention(meant.words, message, client)
    else:
        client.remember_reply(
            message, await send_reply(message, message.channel, note_cards.note(meant.advice), phrases)
        )


def words_to_bot(client: FootnoteClient, message: discord.Message) -> str | None:
    """Return the words that are addressed to the bot, without its mention; None where the bot is not addressed."""
    user, role = client.user, message.guild.self_role if message.guild else None
    mentioned = user in message.mentions or (role is not None and role in message.role_mentions)
    if user is None or (message.guild is not None and not mentioned):
        return None
    return question_words(written_words(message), message, client)


async def _answer_mention(words: str, message: discord.Message, client: FootnoteClient) -> None:
    with suppress(*REQUEST_ERRORS):
        async with asyncio.timeout(TYPING_SECONDS):
            await message.channel.typing()
    context = await read_message(message, client)
    turns = await _turns(context)
    if await _answer_followup(words, turns, context):
        return
    channel, place = message.channel, context.place
    if place.server is not None and place.thread is None and len(turns) >= LONG:
        channel, place = await choose_channel(words, context)
    question = QuestionRequest(words=words, place=place, private=False, history=history(turns))
    await _send_answer(await answer_question(question, context), channel, context)


async def _answer_followup(
    words: str, turns: Sequence[StoredTurn], context: MessageContext, *, explain: bool = True
) -> bool:
    """Answer a question about what stands beside the last quote, and return whether the message is one.

    Where the answer cannot be shown, `explain` says whether the author learns why.
    """
    followup = await written_followups.followup_in_message(words, turns, context)
    if followup is None:
        return False
    view = await written_followups.answer_followup(followup, context)
    await send_reply(context.message, context.message.channel, view, context.phrases, explain=explain)
    return True


async def _answer_bystander(client: FootnoteClient, message: discord.Message) -> None:
    """Answer where every question is meant for the bot; nobody is told of an error, as nobody addressed the bot."""
    try:
        await _answer_if_sure(await read_message(message, client))
    except Exception as error:  # noqa: BLE001  discord.py would only log it
        if explain(error, phrases_of(message), longest=0) is None:
            await record_error(error, client.services)


async def _answer_if_sure(context: MessageContext) -> None:
    message = context.message
    channel, user = message.channel, context.client.user
    own = isinstance(channel, discord.Thread) and user is not None and channel.owner_id == user.id
    if not (context.preferences.listens or own) or message.mentions or _is_for_everybody(message):
        return
    turns = await _turns(context)
    with suppress(Refused):  # nobody addressed the bot, so nobody is told why
        if own and await _answer_followup(message.content, turns, context, explain=False):
            return
    if not is_question(message.content) or recognise_followup(message.content):
        return  # "where did you read that?": people ask each other such things
    words = spell_out(message.content, message)
    question = QuestionRequest(words=words, place=context.place, private=False, history=history(turns))
    answered = await answer_question(question, context)
    if answered.reply.grade == "sure" and await _send_answer(answered, channel, context, explain=False):
        return
    if answered.kept is not None:
        await _forget_question(answered.kept, context)


async def _send_answer(
    answered: AnsweredQuestion,
    channel: discord.abc.MessageableChannel,
    context: MessageContext,
    *,
    explain: bool = True,
) -> bool:
    """Send an answer, and return whether it is shown; where it is not, `explain` says whether the author learns why."""
    view = card_of(answered, context.phrases, private=False, question=False)
    message = await send_reply(context.message, channel, view, context.phrases, explain=explain)
    if message is not None:
        context.client.remember_reply(context.message, None if answered.kept else message)
        await store_message(context.services, answered.kept, message.id, prompt=context.message.id)
    return message is not None


async def _forget_question(kept: StoredReply, context: MessageContext) -> None:
    """Take back what was counted and stored of a question that got no reply; it stays listed as unanswered."""
    ledger = context.services.ledger

    def take_back() -> None:
        ledger.quotas.give_back(place=context.place, person=context.person)
        ledger.answers.delete(kept.id, place=context.place)

    await context.services.write_or_log("counts of questions", take_back)


async def _turns(context: MessageContext) -> list[StoredTurn]:
    """Return the conversation so far: in a thread and in direct messages always, in a channel in reply to the bot.

    A reply to an answer continues from that one, else the latest question counts.
    """
    reference, place = context.message.reference, context.place
    replied = reference.resolved if reference else None
    by_others = isinstance(replied, discord.Message) and replied.author != context.client.user
    alone = place.thread is not None or place.server is None
    if not alone and (reference is None or by_others):
        return []
    answer = await _answer_replied_to(context)
    if answer is not None:
        return await turns_until(answer, context, private=False)
    return await latest_turns(context)


async def _answer_replied_to(context: MessageContext) -> StoredReply | None:
    """Return the stored answer that the message replies to."""
    ids = map(answer_button.CUSTOM_ID.fullmatch, written_followups.button_ids_above(context))
    answer = next((match["id"] for match in ids if match), None)
    if answer is None:
        return None
    services = context.services
    return await services.read_or_default(partial(services.ledger.answers.find, answer, place=context.place), None)


async def _report(client: FootnoteClient, message: discord.Message, error: Exception, phrases: Phrases) -> None:
    """Reply with one sentence about an error in place of the answer."""
    view = await error_card(error, phrases, client.services)
    with suppress(*REQUEST_ERRORS):
        client.remember_reply(message, await send_reply(message, message.channel, view, phrases))


def _is_for_everybody(message: discord.Message) -> bool:
    """Return whether it mentions everybody, or would if its author had the permission: then it is meant for people."""
    return message.mention_everyone or bool(_CALLS.search(message.content))
