"""The Discord client without its features: which events it asks Discord for, and what it shares between them."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias
from weakref import WeakValueDictionary

import discord
from discord.ext import commands

from bot.concurrency.loop_lag import LoopLag
from bot.discord.connection.fatal_closes import FATAL_CLOSES
from bot.discord.connection.process_locks import Upkeep
from bot.discord.connection.services import Services
from bot.discord.connection.shards import ShardRange
from bot.discord.connection.title_index import TitleIndex
from retrieval import ArticleCard

if TYPE_CHECKING:
    from datetime import datetime

    import yarl

    from retrieval import Footnote


_PASSING = 1_000  # replies that the ledger does not have, remembered for edits of their questions


@dataclass(frozen=True, slots=True, kw_only=True)
class PassingReply:
    """A reply that the ledger does not have."""

    channel: int
    message: int
    words: int  # the hash of those that it replies to


def gateway_intents(*, message_content: bool) -> discord.Intents:
    """Return the events that Discord sends the bot.

    None is privileged, except the message content where it is configured.
    """
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=message_content)


class FootnoteClient(commands.AutoShardedBot):
    """The connection to Discord, with the services of the bot.

    Args:
        services: for the features. Without a range of shards in the configuration this process holds all of them,
            as many as Discord recommends.
        **options: further options of discord.py.

    Raises:
        ConfigError: the configured range of shards cannot be used.
    """

    def __init__(self, services: Services, **options: Any) -> None:
        self.shard_range = ShardRange.parse(services.config.discord.shards)
        if self.shard_range is not None:
            options |= {"shard_ids": self.shard_range.ids, "shard_count": self.shard_range.count}
        # discord.py warns at every start of libraries that only voice needs.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=gateway_intents(message_content=services.config.discord.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            **options,
        )
        self.services = services
        self.titles = TitleIndex(partial(_articles, services.footnote), services.worker.changes)
        self.loop_lag = LoopLag()
        self.upkeep = Upkeep(services)
        self.private_places: set[tuple[int, int]] = set()  # realm and channel, where the last answer was private
        self.claims: set[str] = set()  # actions in progress that must not be done twice, such as sharing an answer
        self.newest_edits: dict[int, datetime] = {}  # of messages, while edits of them wait for their turn
        self._passing: dict[int, PassingReply] = {}  # by the message that each replies to, oldest first
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()  # of messages, while one is needed

    def is_own(self, server: int | None) -> bool:
        """Return whether this process, and no other, gets the events of a server, or of direct messages (None)."""
        return self.shard_range is None or self.shard_range.has_server(server)

    def take_turn(self, message: int) -> asyncio.Lock:
        """Return the lock to hold while a message is answered: its edits wait for that, in their order."""
        return self._turns.setdefault(message, asyncio.Lock())

    def remember_reply(self, message: discord.Message, reply: discord.Message | None) -> None:
        """Remember a reply that the ledger lacks, such as a greeting, so that an edit of the message changes it.

        Args:
            message: that is replied to.
            reply: to it; None where there is none, or the ledger has it now.
        """
        self._passing.pop(message.id, None)
        if reply is not None:
            self._passing[message.id] = PassingReply(
                channel=reply.channel.id, message=reply.id, words=hash(message.content)
            )
        while len(self._passing) > _PASSING:
            del self._passing[next(iter(self._passing))]

    def passing_reply(self, message: discord.Message) -> PassingReply | None:
        """Return the reply to a message that the ledger does not have, if the message has other words by now."""
        reply = self._passing.get(message.id)
        return None if reply is None or reply.words == hash(message.content) else reply

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard; discord.py calls this again while it handles whatever ended the attempt before.

        Raises:
            discord.ConnectionClosed: Discord ended that attempt for good, before it said a word.
        """
        ended_by = sys.exception()
        if isinstance(ended_by, discord.ConnectionClosed) and ended_by.code in FATAL_CLOSES:
            raise ended_by
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def close(self) -> None:
        """Log out, and leave the upkeep to another process."""
        self.upkeep.release()
        await super().close()

    async def on_message(self, message: discord.Message, /) -> None:
        """Ignore text commands: a listener of `bot.discord.ask` answers messages."""


def _articles(footnote: Footnote, library: str) -> list[ArticleCard]:
    return footnote.articles(library=library)


Interaction: TypeAlias = "discord.Interaction[FootnoteClient]"
