"""Replies to messages: in the channel or in a thread, once, and directly where the bot may not write."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import discord
from discord import ui

from bot.discord.connection.error_codes import ARCHIVED_THREAD, BLOCKED_BY_AUTOMOD, NO_MESSAGE_HISTORY, THREAD_EXISTS
from bot.discord.connection.retries import REQUEST_ERRORS, retry
from bot.discord.core.context import MessageContext
from bot.discord.ui import escaping, note_cards
from bot.i18n import Phrases
from bot.store import Place

THREAD_NAME = 100  # characters

_log = logging.getLogger("footnote.discord")


async def send_reply(
    message: discord.Message,
    channel: discord.abc.MessageableChannel,
    view: ui.LayoutView,
    phrases: Phrases,
    *,
    explain: bool = True,
) -> discord.Message | None:
    """Reply to a message; where the bot may not, tell the author why and return None.

    Discord accepts one message with the nonce, so the request may be made again when the connection breaks.

    Args:
        message: what is replied to.
        channel: where the reply goes: the message's channel, or a thread.
        view: the card.
        phrases: the words of the reason.
        explain: whether the author asked the bot, and so learns why there is no reply.
    """
    options: dict[str, Any] = {"view": view, "nonce": str(message.id)}
    if channel.id == message.channel.id:
        options |= {"reference": message.to_reference(fail_if_not_exists=False), "mention_author": False}
    try:
        return await _send(channel, options)
    except (discord.Forbidden, discord.NotFound) as error:
        _log.warning("may not write in channel %s (%s)", channel.id, error.code)
    except discord.HTTPException as error:
        if error.code == BLOCKED_BY_AUTOMOD:
            if explain:
                await _explain_block(message, channel, options, phrases.refusals.blocked)
            return None
        if error.code != ARCHIVED_THREAD:
            raise
    if explain:
        await _send_directly(message, phrases.refusals.cannot_write)
    return None


async def choose_channel(words: str, context: MessageContext) -> tuple[discord.abc.MessageableChannel, Place]:
    """Open a thread for a longer exchange in a channel; where none can be opened, the channel stays.

    Returns:
        Where the answer goes, and the place that it belongs to.
    """
    message, place = context.message, context.place
    if not _may_write_in_threads(message):
        return message.channel, place
    name = escaping.label(context.phrases.replies.thread.format(question=words), THREAD_NAME)
    try:
        thread = await retry(partial(_open_thread, message, name))
    except (*REQUEST_ERRORS, ValueError, TypeError) as error:
        _log.info("no thread was opened in channel %s (%s)", place.channel, type(error).__name__)
        return message.channel, place
    return thread, replace(place, thread=thread.id)


async def _send(channel: discord.abc.MessageableChannel, options: dict[str, Any]) -> discord.Message:
    """Send a message; without its reference where the bot may not read what it would refer to."""
    try:
        return await retry(lambda: channel.send(**options))
    except discord.HTTPException as error:
        if error.code != NO_MESSAGE_HISTORY or "reference" not in options:
            raise
    plain = {name: value for name, value in options.items() if name not in {"reference", "mention_author"}}
    return await retry(lambda: channel.send(**plain))


async def _explain_block(
    message: discord.Message, channel: discord.abc.MessageableChannel, options: dict[str, Any], sentence: str
) -> None:
    """Reply with a sentence in place of an answer that AutoMod refused; directly if it refuses that too."""
    try:
        await _send(channel, options | {"view": note_cards.note(sentence)})
    except REQUEST_ERRORS:
        await _send_directly(message, sentence)


async def _open_thread(message: discord.Message, name: str) -> discord.Thread:
    """Open the thread of a message, or take the one that an earlier request opened: it has the message's id."""
    try:
        return await message.create_thread(name=name)
    except discord.HTTPException as error:
        guild = message.guild
        if error.code != THREAD_EXISTS or guild is None:
            raise
        thread = guild.get_thread(message.id) or await guild.fetch_channel(message.id)
        if not isinstance(thread, discord.Thread):
            raise
        return thread


def _may_write_in_threads(message: discord.Message) -> bool:
    """Return whether a thread would not stay empty: it may be opened without the permission to write in it."""
    channel = message.channel
    if message.guild is None or not isinstance(channel, discord.abc.GuildChannel):
        return False
    return channel.permissions_for(message.guild.me).send_messages_in_threads


async def _send_directly(message: discord.Message, sentence: str) -> None:
    with suppress(*REQUEST_ERRORS):
        await retry(lambda: message.author.send(view=note_cards.note(sentence)))
