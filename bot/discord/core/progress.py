"""Shows the person who waits how far a reading has got, by edits of the answer."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import TypeAlias

from discord import ui

from bot.discord.connection.retries import REQUEST_ERRORS
from bot.discord.core.responder import Responder

EDIT_SECONDS = 3.0  # between two edits during a reading: Discord allows five in five seconds, for all of a channel

ProgressCard: TypeAlias = Callable[[int], ui.LayoutView]  # the card for a number of articles that have been read

_log = logging.getLogger("footnote.discord")


class Progress:
    """The progress of one reading. Where Discord does not accept an edit, the reading goes on.

    Args:
        responder: whose answer shows it.
        card: makes the card.
    """

    def __init__(self, responder: Responder, card: ProgressCard) -> None:
        self._responder = responder
        self._card = card
        self._edited = time.monotonic()  # a quick reading is not shown at all
        self._edit: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Show at once that the reading begins."""
        self._edited = time.monotonic()
        await self._show(0)

    def watch(self, stage: str, done: int, _total: int | None) -> None:
        """Start an edit, unless the last one was just now."""
        busy = self._edit is not None and not self._edit.done()
        if stage == "reading" and not busy and time.monotonic() - self._edited >= EDIT_SECONDS:
            self._edited = time.monotonic()
            self._edit = asyncio.get_running_loop().create_task(self._show(done))

    async def end(self) -> None:
        """Wait for the last edit, so that it cannot overwrite the card that comes next."""
        if self._edit is not None:
            await self._edit

    async def _show(self, done: int) -> None:
        try:
            await self._responder.edit(self._card(done))
        except REQUEST_ERRORS as error:
            _log.info("the progress of a reading was not shown (%s)", type(error).__name__)
