"""The client: what it asks Discord for, what it never does, and which features it has."""

from __future__ import annotations

import importlib
import logging

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.core import command_sync, error_replies
from bot.discord.core.context import Interaction, Services
from bot.discord.core.translator import Translator

# The modules of the features; each has `async def setup(bot: FootnoteBot) -> None`.
FEATURES = (
    "ask.ask_command",
    "ask.answer_buttons",
    "ask.messages",
    "read.read_commands",
    "library.library_commands",
    "preferences.settings_command",
    "privacy.privacy_command",
    "status.status_command",
)

_log = logging.getLogger("footnote.discord")


def intents(*, message_content: bool) -> discord.Intents:
    """What the gateway tells the bot of: nothing privileged, but for the message content where it is switched on."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=message_content)


class FootnoteTree(app_commands.CommandTree["FootnoteBot"]):
    """The commands; an error in any of them becomes one plain sentence."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Says what went wrong, in place of the answer."""
        await error_replies.tell(interaction, error)


class FootnoteBot(commands.AutoShardedBot):
    """Footnote on Discord.

    Args:
        services: everything its features may use.
    """

    tree: FootnoteTree

    def __init__(self, services: Services) -> None:
        # discord.py warns at every start of what only voice needs.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=FootnoteTree,
            intents=intents(message_content=services.config.discord.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.services = services
        self.private_places: set[tuple[int, int]] = set()  # realm and channel, as the last answer there found it

    async def setup_hook(self) -> None:
        """Installs the features, and tells Discord the commands if they changed."""
        await self.tree.set_translator(Translator())
        for name in FEATURES:
            await importlib.import_module(f"bot.discord.{name}").setup(self)
        await command_sync.synced(self)

    async def on_message(self, message: discord.Message, /) -> None:
        """No message is a command: `conversation` listens to those that ask something."""

    async def on_ready(self) -> None:
        """Says that it is there."""
        _log.info("ready as %s on %d servers and %s shards", self.user, len(self.guilds), self.shard_count)
