"""Tells whoever waits how far something has got, by edits of the one reply to them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import TypeAlias

import aiohttp
import discord
from discord import ui

from bot.discord.core.context import Interaction

TOLD_SECONDS = 3.0  # between two edits while it reads: Discord allows five in five seconds, for all of a channel

Shown: TypeAlias = Callable[[int], ui.LayoutView]  # what to show when so many articles have been read

_log = logging.getLogger("footnote.discord")


class Progress:
    """How far one reading has got. It is told as long as Discord takes it; where it does not, the reading goes on.

    Args:
        interaction: whose reply says it.
        shown: makes what says it.
    """

    def __init__(self, interaction: Interaction, shown: Shown) -> None:
        self._interaction = interaction
        self._shown = shown
        self._told = time.monotonic()  # what is quick needs no telling
        self._telling: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Tells at once that it begins."""
        self._told = time.monotonic()
        await self._tell(0)

    def watch(self, stage: str, done: int, _total: int | None) -> None:
        """Begins to tell, unless it was told just now."""
        busy = self._telling is not None and not self._telling.done()
        if stage == "reading" and not busy and time.monotonic() - self._told >= TOLD_SECONDS:
            self._told = time.monotonic()
            self._telling = asyncio.get_running_loop().create_task(self._tell(done))

    async def end(self) -> None:
        """Waits until nothing more is told, so that what comes next stays."""
        if self._telling is not None:
            await self._telling

    async def _tell(self, done: int) -> None:
        try:
            await self._interaction.edit_original_response(view=self._shown(done))
        except (discord.HTTPException, aiohttp.ClientError) as error:
            _log.info("the progress of a reading was not shown (%s)", type(error).__name__)
