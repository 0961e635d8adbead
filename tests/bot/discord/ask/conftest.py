"""The real bot on a loopback Discord: one server with articles, one without, and people."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.concurrency.worker import Worker
from bot.configuration.config_file import Config
from bot.discord.connection.services import Services
from bot.discord.footnote_bot import FootnoteBot
from bot.store import Ledger, Place, Preferences
from retrieval.build import open_footnote
from retrieval.core.settings import LibrarySettings, ModelSettings
from retrieval.footnote import Footnote
from support.discord_loopback import Channel, LoopbackDiscord, Message, User, UserInteraction, UserMessage
from support.discord_loopback.client_runner import hosted
from support.samples import DRAFTS

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
NOWHERE = "Which violinist won the competition in Vienna?"
PATIENCE = 30.0  # seconds; a busy machine may need many


class QuickBot(FootnoteBot):
    """The bot, which waits neither for more servers at the start nor before it identifies again."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._connection.guild_ready_timeout = 0.05

    async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once."""


class Scene:
    """A Discord with the bot on it. `ada` asks, `bob` stands by, `mod` may delete messages."""

    def __init__(self, folder: Path, *, config: Config, **server: Any) -> None:
        library = LibrarySettings(path=str(folder / "library.sqlite"))
        self.config = replace(config, library=library, models=ModelSettings(embedder="hashing", reader="similarity"))
        self.server = LoopbackDiscord(**server)
        self.guild = self.server.add_guild("Newsroom")
        self.elsewhere = self.server.add_guild("Elsewhere")
        self.channel = self.server.add_channel(self.guild, "general")
        self.other = self.server.add_channel(self.elsewhere, "general")
        self.ada = self.server.add_member(self.guild, "ada").user
        self.bob = self.server.add_member(self.guild, "bob").user
        self.server.add_member(self.elsewhere, self.bob)
        self.mod = self.server.add_member(self.guild, "mod", permissions=1 << 13).user
        self.footnote: Footnote = open_footnote(self.config)
        self.library = f"guild-{self.guild.id}"
        self.footnote.store(DRAFTS, library=self.library)
        self.ledger = Ledger(folder / "ledger.sqlite", settings=self.config.ledger)
        self.worker = Worker.configured(self.footnote, self.config.worker)
        self._stack = ExitStack()
        self._stack.enter_context(self.server)
        self._bot = ExitStack()
        self.bot = self.start()

    def start(self) -> FootnoteBot:
        """Another process of the bot, as far as Discord and the ledger can tell."""
        self._bot.close()
        services = Services(footnote=self.footnote, worker=self.worker, ledger=self.ledger, config=self.config)
        self.bot = QuickBot(services)
        self._bot.enter_context(hosted(self.server, self.bot))
        self.run(self._warm())
        return self.bot

    async def _warm(self) -> None:
        await self.worker.warm()

    def run(self, work: Any) -> Any:
        """Await something on the bot's loop."""
        return asyncio.run_coroutine_threadsafe(work, self.bot.loop).result(PATIENCE)

    def ask(self, question: str = QUESTION, *, user: User | None = None, **how: Any) -> UserInteraction:
        """`/ask`, to its end."""
        asked = self.server.slash(self.channel, user or self.ada, "ask", {"question": question}, **how)
        return asked.wait(PATIENCE)

    def says(self, text: str, *, user: User | None = None, channel: Channel | None = None, **how: Any) -> UserMessage:
        """A message, without waiting for anything."""
        return self.server.user_says(channel or self.channel, user or self.ada, text, **how)

    def mention(self, text: str, **how: Any) -> UserMessage:
        """A message that mentions the bot, until it is answered."""
        return self.says(text, mentions=[self.server.state.bot], **how).wait(PATIENCE)

    def press(self, message: Message, label: str, user: User | None = None, **how: Any) -> UserInteraction:
        """A button, to its end."""
        return self.server.press(message, label, user or self.ada, **how).wait(PATIENCE)

    def place(self) -> Place:
        """The channel as the ledger knows it."""
        return Place(server=int(self.guild.id), channel=int(self.channel.id))

    def prefer(self, **values: Any) -> Preferences:
        """Change a setting of the server."""
        return self.ledger.preferences.change(self.place(), channel=False, **values)

    def close(self) -> None:
        """End everything."""
        try:
            asyncio.run(self.worker.close())  # the bot may have ended, and its loop with it
            self._bot.close()
        finally:
            self._stack.close()
            self.ledger.close()
            self.footnote.close()


Stage = Callable[..., Scene]


@pytest.fixture
def staged(tmp_path: Path) -> Iterator[Stage]:
    """Make a scene with another configuration or another server; it has to have kept Discord's rules."""
    scenes: list[Scene] = []

    def make(config: Config | None = None, **server: Any) -> Scene:
        scenes.append(Scene(tmp_path, config=config or Config(), **server))
        return scenes[-1]

    yield make
    for scene in scenes:
        scene.close()
        assert scene.server.violations == []


@pytest.fixture
def scene(staged: Stage) -> Scene:
    """The scene as it comes."""
    return staged()
