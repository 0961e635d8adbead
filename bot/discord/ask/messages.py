"""Asking by writing: mentions, replies to the bot, direct messages, and channels where every question is meant."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import ui

from bot.discord.ask import answer_card, followups, written_followups
from bot.discord.ask import replies as finding
from bot.discord.ask.answer_card import card_of
from bot.discord.ask.followups import is_question
from bot.discord.ask.replies import Asked
from bot.discord.core import error_replies
from bot.discord.core.context import insisted, phrases_for, place_of
from bot.discord.ui import escaping, note_cards
from bot.i18n import Phrases, command_phrases
from bot.store import Given, Place, Turn
from retrieval import Answer, recognise_aside

if TYPE_CHECKING:
    from bot.discord.core.client import FootnoteBot

LONG = 2  # earlier questions of one person after which an exchange goes on in a thread
THREAD_NAME = 100
_CALLS = re.compile(r"@(?:everyone|here)\b")
_BY_PEOPLE = {discord.MessageType.default, discord.MessageType.reply}
_log = logging.getLogger("footnote.discord")


async def setup(bot: FootnoteBot) -> None:
    """Listens to messages."""

    async def heard(message: discord.Message) -> None:
        try:
            await _heard(bot, message)
        except Exception as error:  # noqa: BLE001  discord.py would only log it
            await _told(bot, message, error)

    bot.add_listener(heard, "on_message")


async def _heard(bot: FootnoteBot, message: discord.Message) -> None:
    """Answers a message that is meant for the bot; all others are none of its business."""
    if message.author.bot or message.webhook_id or message.type not in _BY_PEOPLE:
        return
    words = _addressed(bot, message)
    if words is None:
        meant = is_question(message.content) or recognise_aside(message.content)
        if bot.services.config.discord.message_content and message.guild and meant:
            await _overheard(bot, message)
    elif escaping.has_ink(words):
        await _answered(bot, message, words)
    else:
        say = phrases_for(message)
        help_line = say.replies.help.format(ask=command_phrases.typed("ask", say))
        await _reply(message, message.channel, note_cards.note(help_line))


def _addressed(bot: FootnoteBot, message: discord.Message) -> str | None:
    """The words that are said to the bot, without its mention; None where they are not said to it."""
    if message.guild is not None and bot.user not in message.mentions:
        return None
    mention = re.compile(rf"<@!?{bot.user.id}>") if bot.user else None
    return " ".join((mention.sub(" ", message.content) if mention else message.content).split())


async def _answered(bot: FootnoteBot, message: discord.Message, words: str) -> None:
    services = bot.services
    with suppress(discord.HTTPException):
        await message.channel.typing()
    turns = await _turns(bot, message)
    if await _beside(bot, message, words, turns):
        return
    room, place = await _room(message, turns, words)
    found = await finding.found(services, finding.asked(message, words, talk=turns, place=place))
    view = card_of(found, phrases_for(message, found.holds), private=False, question=False)
    sent = await _reply(message, room, view)
    if sent is not None:
        await finding.posted(services, found.given, sent.id)


async def _beside(bot: FootnoteBot, message: discord.Message, words: str, turns: list[Turn]) -> bool:
    """Answers an aside on what was quoted last; False where the message is none."""
    wanted = await written_followups.meant(bot, message, words, turns)
    if wanted is None:
        return False
    await _reply(message, message.channel, await written_followups.replied(bot.services, wanted, message))
    return True


async def _overheard(bot: FootnoteBot, message: discord.Message) -> None:
    """Answers a question where every question is meant for the bot; silent where the articles do not say."""
    services, place = bot.services, place_of(message)
    holds = await services.noted(partial(services.ledger.places.of, place))
    own = isinstance(message.channel, discord.Thread) and bot.user and message.channel.owner_id == bot.user.id
    if not (holds.listens or own) or message.mentions or _called_all(message):
        return
    turns = await _turns(bot, message)
    with suppress(error_replies.Refused):  # nobody asked for an answer, so nobody is told
        if own and await _beside(bot, message, message.content, turns):
            return
    if not is_question(message.content):
        return
    question = finding.asked(message, message.content, talk=turns)
    try:
        found = await finding.found(services, question)
    except Exception as error:  # noqa: BLE001  nobody asked for an answer, so nobody is told
        if error_replies.explained(error, phrases_for(message), longest=0) is None:
            await error_replies.recorded(error, services)
        return
    if isinstance(found.reply, Answer):
        view = card_of(found, phrases_for(message, found.holds), private=False, question=False)
        sent = await _reply(message, message.channel, view)
        if sent is not None:
            await finding.posted(services, found.given, sent.id)
    else:
        await _unasked(bot, question, found.given.id)


async def _unasked(bot: FootnoteBot, question: Asked, answer: str) -> None:
    """Takes back what was counted and kept of a question that got no reply; the gap stays."""
    ledger = bot.services.ledger

    def taking_back() -> None:
        ledger.usage.give_back(place=question.place, person=question.person)
        ledger.answers.delete(answer, place=question.place)

    await bot.services.noted(taking_back)


async def _turns(bot: FootnoteBot, message: discord.Message) -> list[Turn]:
    """The conversation so far: in a thread and in direct messages always, in a channel in reply to the bot.

    A reply to an answer goes on from that one, else the latest question leads.
    """
    services, place, person = bot.services, place_of(message), message.author.id
    replied = message.reference.resolved if message.reference else None
    others = isinstance(replied, discord.Message) and replied.author != bot.user
    alone = place.thread is not None or place.server is None
    if not alone and (message.reference is None or others):
        return []
    given = await _replied_to(bot, message)
    if given is not None:
        return await followups.up_to(services, given, place=place, person=person, private=False)
    return await followups.latest(services, place=place, person=person)


async def _replied_to(bot: FootnoteBot, message: discord.Message) -> Given | None:
    """The answer that a message replies to."""
    named = filter(None, map(answer_card.ID.fullmatch, written_followups.buttons_above(bot, message)))
    answer = next((match["id"] for match in named), None)
    if answer is None:
        return None
    ledger = bot.services.ledger
    return await bot.services.noted(partial(ledger.answers.find, answer, place=place_of(message)))


async def _room(
    message: discord.Message, turns: list[Turn], words: str
) -> tuple[discord.abc.MessageableChannel, Place]:
    """Where the answer goes: a longer exchange in a channel goes on in a thread, where one may be opened."""
    place = place_of(message)
    if place.server is None or place.thread is not None or len(turns) < LONG or not _may_write_in_threads(message):
        return message.channel, place
    name = phrases_for(message).replies.thread.format(question=words)
    try:
        thread = await message.create_thread(name=escaping.label(name, THREAD_NAME))
    except (discord.HTTPException, ValueError, TypeError):
        return message.channel, place
    return thread, replace(place, thread=thread.id)


def _may_write_in_threads(message: discord.Message) -> bool:
    """A thread may be opened without this permission, and would stay empty."""
    channel = message.channel
    if message.guild is None or not isinstance(channel, discord.abc.GuildChannel):
        return False
    return channel.permissions_for(message.guild.me).send_messages_in_threads


async def _reply(
    message: discord.Message, room: discord.abc.MessageableChannel, view: ui.LayoutView
) -> discord.Message | None:
    """Sends a reply; where the bot may not write, the asker is told directly. None if it could not be sent there."""
    how: dict[str, Any] = {"view": view, "nonce": str(message.id)}  # by which Discord takes one reply to it, never two
    if room.id == message.channel.id:
        how |= {"reference": message.to_reference(fail_if_not_exists=False), "mention_author": False}
    try:
        return await insisted(lambda: room.send(**how))
    except (discord.Forbidden, discord.NotFound) as error:
        _log.warning("may not write in channel %s (%s)", room.id, error.code)
    except discord.HTTPException as error:
        if error.code != _ARCHIVED:
            raise
    await _told_directly(message, phrases_for(message))
    return None


_ARCHIVED = 50083  # a thread that is closed, and locked


async def _told_directly(message: discord.Message, say: Phrases) -> None:
    with suppress(discord.HTTPException):
        await message.author.send(view=note_cards.note(say.refusals.cannot_write))


async def _told(bot: FootnoteBot, message: discord.Message, error: Exception) -> None:
    """Says what went wrong, in place of the answer."""
    view = await error_replies.card_of(error, phrases_for(message), bot.services)
    with suppress(discord.HTTPException, aiohttp.ClientError):
        await _reply(message, message.channel, view)


def _called_all(message: discord.Message) -> bool:
    """Whether it calls everybody, or would if its author might: then it is meant for people."""
    return message.mention_everyone or bool(_CALLS.search(message.content))
