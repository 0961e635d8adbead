"""The bot with its features. A new feature is a folder with a `FEATURE`, and one more entry of this list."""

from __future__ import annotations

import logging

from bot.discord import ask, library, preferences, privacy, read, status
from bot.discord.connection.client import FootnoteClient
from bot.discord.connection.command_sync import sync_commands
from bot.discord.connection.translator import Translator
from bot.discord.core.features import Feature, install

FEATURES: tuple[Feature, ...] = (
    ask.FEATURE,
    read.FEATURE,
    library.FEATURE,
    preferences.FEATURE,
    privacy.FEATURE,
    status.FEATURE,
)

_log = logging.getLogger("footnote.discord")


class FootnoteBot(FootnoteClient):
    """Footnote on Discord."""

    async def setup_hook(self) -> None:
        """Install the features, and send Discord the commands if they changed."""
        await self.tree.set_translator(Translator())
        install(FEATURES, self)
        await sync_commands(self)

    async def on_ready(self) -> None:
        """Log that the bot is connected."""
        _log.info("ready as %s on %d servers and %s shards", self.user, len(self.guilds), self.shard_count)
