"""The only way in which the bot answers an interaction: it acknowledges, edits, retries and reports errors here.

Discord carries out an acknowledgement, an edit of @original and a deletion only once, so each is made again when the
connection breaks, as is a direct message, which has a nonce. A follow-up has no such protection: only a sentence for
one person is sent again.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import Any, TypeAlias

import discord
from discord import app_commands, ui

from bot.discord.connection.client import Interaction
from bot.discord.connection.error_codes import (
    ALREADY_ACKNOWLEDGED,
    EXPIRED_TOKENS,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
)
from bot.discord.connection.retries import ONCE, PERSISTENTLY, QUICKLY, REQUEST_ERRORS, retry
from bot.discord.core.direct_messages import tell_of_delay, write_directly
from bot.discord.core.error_replies import error_card
from bot.discord.core.places import phrases_of, stays_private
from bot.discord.core.refusals import Expired
from bot.i18n import Phrases

_log = logging.getLogger("footnote.discord")


class Acknowledgement(Enum):
    """The way in which an interaction is acknowledged, which fixes who sees the answer."""

    PRIVATE = auto()  # a message for the person alone
    PUBLIC = auto()  # a message for everybody
    LIKE_MESSAGE = auto()  # a message as private as the one that carries the button
    UPDATE = auto()  # an edit of the message that carries the button
    FORM = auto()  # nothing yet: the form that is opened acknowledges by itself


# With these the person sees that the bot is thinking until the answer comes.
WAITING = frozenset({Acknowledgement.PRIVATE, Acknowledgement.PUBLIC, Acknowledgement.LIKE_MESSAGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureCard:
    """A card with a picture, which the view names as an attachment."""

    view: ui.LayoutView
    name: str
    picture: bytes


Card: TypeAlias = ui.LayoutView | PictureCard


class Responder:
    """Answers one interaction.

    Args:
        interaction: of a command, a button or a form.
    """

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction
        self._acknowledgement: Acknowledgement | None = None
        self._gone = False  # whether the message that is edited was deleted
        self.phrases: Phrases = phrases_of(interaction)  # of error sentences

    async def acknowledge(self, acknowledgement: Acknowledgement) -> None:
        """Tell Discord that an answer will come. This comes before any other work: Discord waits 3 seconds.

        Raises:
            Expired: Discord accepts no response any more.
        """
        defer = self._interaction.response.defer
        if acknowledgement is Acknowledgement.UPDATE:
            await self._respond_first(defer)
        elif acknowledgement is not Acknowledgement.FORM:
            like_message = acknowledgement is Acknowledgement.LIKE_MESSAGE and stays_private(self._interaction)
            private = like_message or acknowledgement is Acknowledgement.PRIVATE
            await self._respond_first(partial(defer, ephemeral=private, thinking=True))
        else:
            return
        self._acknowledgement = acknowledgement

    async def open_form(self, form: ui.Modal) -> None:
        """Open a form, as the first response.

        Raises:
            Expired: Discord accepts no response any more.
        """
        if not await self._respond_first(partial(self._interaction.response.send_modal, form)):
            await self._check_acknowledged()
        self._acknowledgement = Acknowledgement.FORM

    async def edit(self, card: Card) -> discord.InteractionMessage:
        """Show a card as the answer, or in place of the message that carries the button.

        Discord may not know a message yet that it has just made, so that an answer is tried again when it is said to be
        gone. In place of a card nothing else can be shown in the end: that is tried for longer.
        """
        pauses = PERSISTENTLY if self._acknowledgement is Acknowledgement.UPDATE else ONCE
        try:
            message = await retry(partial(self._edit, card), pauses=pauses)
        except discord.NotFound as error:
            if error.code != UNKNOWN_MESSAGE or self._acknowledgement is Acknowledgement.UPDATE:
                raise
            self._gone = True
            message = await retry(partial(self._edit, card))
        self._gone = False
        return message

    async def show(self, card: Card) -> None:
        """Show the card that an action made. After 15 minutes it is sent to the person directly.

        If the message that carries the button is gone, the person alone gets the card. If the answer itself was
        deleted while it was being made, nothing is shown.
        """
        try:
            await self.edit(card)
        except discord.HTTPException as error:
            view = card.view if isinstance(card, PictureCard) else card
            if error.code in EXPIRED_TOKENS:
                await write_directly(view, self._interaction)
            elif error.code == UNKNOWN_MESSAGE and self._acknowledgement is Acknowledgement.UPDATE:
                await self.send(view=view, private=True)
            else:
                raise

    async def send(self, *, private: bool, **content: Any) -> discord.WebhookMessage:
        """Send a further message.

        Args:
            private: whether the person alone sees it.
            **content: `view` or `file`, as discord.py takes them.
        """
        return await self._interaction.followup.send(ephemeral=private, wait=True, **content)

    async def delete(self) -> None:
        """Delete the message that carries the button; if another press has deleted it, do nothing."""
        try:
            await retry(self._interaction.delete_original_response)
        except discord.NotFound as error:
            if error.code != UNKNOWN_MESSAGE:
                raise

    async def report(self, error: BaseException) -> None:
        """Show one sentence about an error in place of the answer; none where the answer was deleted meanwhile."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if self._gone and isinstance(cause, discord.NotFound):
            _log.info("an answer was deleted while it was being made")
            return
        try:
            if isinstance(cause, Expired) or _is_expired(cause):
                await tell_of_delay(self._interaction, self.phrases)
            else:
                await self._show_sentence(await error_card(cause, self.phrases, self._interaction.client.services))
        except REQUEST_ERRORS as failure:
            _log.warning("the sentence about an error was not shown (%s)", _describe(failure))

    async def _respond_first(self, response: Callable[[], Awaitable[Any]]) -> bool:
        """Make the first response, and return False where Discord has one already, as a rule from a lost attempt."""
        try:
            await retry(response, pauses=QUICKLY)
        except discord.HTTPException as error:
            if error.code == UNKNOWN_INTERACTION:
                raise Expired from error
            if error.code != ALREADY_ACKNOWLEDGED:
                raise
            return False
        return True

    async def _check_acknowledged(self) -> None:
        """Ask whether the interaction has a first response: without one nothing can follow it.

        Raises:
            Expired: it has none.
        """
        try:
            await self._interaction.original_response()
        except REQUEST_ERRORS as error:
            if _is_expired(error):
                raise Expired from error

    async def _edit(self, card: Card) -> discord.InteractionMessage:
        edit = self._interaction.edit_original_response
        if isinstance(card, PictureCard):
            file = discord.File(io.BytesIO(card.picture), filename=card.name)  # each attempt reads one of its own
            return await edit(view=card.view, attachments=[file])
        return await edit(view=card)

    async def _show_sentence(self, view: ui.LayoutView) -> None:
        """Show a sentence where the answer would be; directly where Discord refuses that."""
        try:
            await retry(partial(self._answer_with, view), pauses=PERSISTENTLY)
        except discord.HTTPException as failure:
            if _is_expired(failure):
                await tell_of_delay(self._interaction, self.phrases)
            elif failure.code != UNKNOWN_MESSAGE:  # else the person has deleted the answer
                try:
                    await write_directly(view, self._interaction)
                finally:  # also where the person takes no direct messages
                    await self._end_waiting()

    async def _answer_with(self, view: ui.LayoutView) -> None:
        """Send a sentence in the way that the acknowledgement leaves open."""
        if self._acknowledgement is None:
            try:
                await self._interaction.response.send_message(view=view, ephemeral=True)
            except discord.HTTPException as error:
                if error.code != ALREADY_ACKNOWLEDGED:
                    raise
                await self._edit(view)
        elif self._acknowledgement in {Acknowledgement.UPDATE, Acknowledgement.FORM}:
            await self.send(view=view, private=True)
        else:
            await self._edit(view)

    async def _end_waiting(self) -> None:
        """Take the message away that says that the bot is thinking, where nothing can be shown in it."""
        if self._acknowledgement in WAITING:
            with suppress(*REQUEST_ERRORS):
                await self.delete()


def _is_expired(error: BaseException) -> bool:
    """Return whether the 15 minutes are over in which Discord accepts an answer to an interaction."""
    return isinstance(error, discord.HTTPException) and error.code in EXPIRED_TOKENS


def _describe(error: BaseException) -> str:
    return str(error) if isinstance(error, discord.HTTPException) else type(error).__name__
