"""What went wrong, as one plain sentence: never two replies, never silence."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress
from functools import partial

import discord
from discord import app_commands, ui

from bot.concurrency.worker import Busy, Closing, TookTooLong
from bot.discord.core.context import ALREADY_ACKNOWLEDGED, TOKENS_OVER, Expired, Interaction, Services, phrases_for
from bot.discord.ui import note_cards
from bot.i18n import Phrases, command_phrases
from bot.store import LimitReached
from retrieval import FootnoteError, QuestionError

_log = logging.getLogger("footnote.discord")


class Refused(Exception):
    """Something that is not done, and why: in the bot's own words, by the name of the refusal in `phrases`."""

    def __init__(self, refusal: str) -> None:
        self.refusal = refusal
        super().__init__(refusal)


def explained(error: BaseException, say: Phrases, *, longest: int) -> str | None:
    """What to say about an error that was planned for; None about a defect.

    Args:
        error: what was raised.
        say: the words for it.
        longest: characters that a question may have.
    """
    refusals = say.refusals
    if isinstance(error, Refused):
        return str(getattr(refusals, error.refusal)).format(settings=command_phrases.typed("settings", say))
    if isinstance(error, LimitReached):
        return say.count(error.limit, refusals.limit_person if error.personal else refusals.limit_server)
    if isinstance(error, QuestionError):
        too_long = "allowed" in error.what
        return refusals.too_long.format(most=say.number(longest)) if too_long else refusals.no_question
    kinds = ((Busy, refusals.full), (TookTooLong, refusals.slow), (Closing, refusals.closing))
    return next((own for kind, own in kinds if isinstance(error, kind)), None)


async def card_of(error: BaseException, say: Phrases, services: Services) -> ui.LayoutView:
    """The sentence about an error. A defect is logged first, under the id that the sentence names."""
    own = explained(error, say, longest=services.config.limits.question_characters)
    return note_cards.note(own) if own else note_cards.error(await recorded(error, services), say)


async def recorded(error: BaseException, services: Services) -> str:
    """Logs an error and keeps it for operators, and returns its id.

    The message of an unplanned error may hold strangers' words, so only its kind and place are written.
    """
    number = secrets.token_hex(4)
    planned = isinstance(error, FootnoteError | discord.HTTPException)
    what = f"{type(error).__name__}{f': {error}' if planned else ''}"
    _log.error("error %s: %s%s", number, what, "" if planned else _places(error))
    with suppress(Exception):  # the ledger itself may be what failed
        await services.noted(partial(services.ledger.mishaps.note, number, f"{what}{_places(error)}"))
    return number


async def tell(interaction: Interaction, error: BaseException) -> None:
    """Says what went wrong, in place of the answer."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    say = phrases_for(interaction)
    try:
        if isinstance(cause, Expired) or over(cause):
            await _too_late(interaction, say)
        else:
            await _shown_in_time(interaction, await card_of(cause, say, interaction.client.services))
    except discord.HTTPException as failed:
        _log.warning("Discord took no answer: %s", failed)


def over(error: BaseException) -> bool:
    """Whether the time in which Discord takes an answer to an interaction, 15 minutes, is over."""
    return isinstance(error, discord.HTTPException) and error.code in TOKENS_OVER


async def _shown_in_time(interaction: Interaction, view: ui.LayoutView) -> None:
    try:
        await shown(interaction, view)
    except discord.HTTPException as failed:
        if not over(failed):
            raise
        await _too_late(interaction, phrases_for(interaction))


async def shown(interaction: Interaction, view: ui.LayoutView) -> None:
    """The one reply to an interaction, however it was acknowledged."""
    response = interaction.response
    if response.type in {
        discord.InteractionResponseType.deferred_message_update,
        discord.InteractionResponseType.modal,
    }:
        await interaction.followup.send(view=view, ephemeral=True)
    elif response.is_done():
        await interaction.edit_original_response(view=view)
    else:
        try:
            await response.send_message(view=view, ephemeral=True)
        except discord.HTTPException as error:
            if error.code != ALREADY_ACKNOWLEDGED:
                raise
            await interaction.edit_original_response(view=view)


async def _too_late(interaction: Interaction, say: Phrases) -> None:
    """Discord takes no response any more; the sentence goes to the asker directly."""
    view = note_cards.note(say.refusals.slow)
    try:
        await interaction.user.send(view=view)
    except discord.HTTPException:
        channel = interaction.channel
        if interaction.is_guild_integration() and isinstance(channel, discord.abc.Messageable):
            await channel.send(view=note_cards.note(say.refusals.slow))


def _places(error: BaseException) -> str:
    """Where it was raised, innermost last, without a word of what was being worked on."""
    names, trace = [], error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        names.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f" at {' > '.join(names[-4:])}" if names else ""
