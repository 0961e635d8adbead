"""The real bot on a loopback Discord, kept over many attacks: what an attack changed is put back before the next."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from bot.concurrency.worker import Worker
from bot.configuration.config_file import Config
from bot.discord.connection.services import Services
from bot.discord.core.background import keep_running
from bot.discord.footnote_bot import FEATURES
from bot.store import Ledger, Place
from retrieval.build import open_footnote
from retrieval.core.reply_records import Citation
from retrieval.core.settings import LibrarySettings, ModelSettings
from support.discord_loopback import Channel, LoopbackDiscord, Message, User
from support.discord_loopback.client_runner import hosted
from support.discord_loopback.discord_message import EPHEMERAL, V2
from support.discord_loopback.json_types import Json
from support.discord_loopback.permissions import MANAGE_GUILD
from support.discord_server import QuickBot
from support.samples import DRAFTS

QUESTION = "When did the quarry at Tarn Hollow close?"
NOWHERE = "Which violinist won the competition in Vienna?"
PATIENCE = 60.0
PLACES = 12  # small articles from followed files: more than a page of any list
HANDLERS = ("CommandTree-invoker", "discord-ui-", "discord.py: on_")  # how discord.py names the tasks that answer


class LogWatch(logging.Handler):
    """Keeps what the log says of errors."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line; a traceback is marked, since its words may be a stranger's."""
        mark = "TRACEBACK " if record.exc_info and record.exc_info[0] else ""
        self.lines.append(f"{mark}{record.name}: {record.getMessage()}")


class Arena:
    """A server whose library, lists and settings are all filled, and the bot on it with its background tasks.

    Args:
        folder: where library and ledger are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        library = LibrarySettings(path=str(folder / "library.sqlite"))
        models = ModelSettings(embedder="hashing", reader="similarity")
        self.config = replace(Config(), library=library, models=models)
        self.server = LoopbackDiscord()
        self.guild = self.server.add_guild("Newsroom")
        self.channel = self.server.add_channel(self.guild, "general")
        self.role = self.server.add_role(self.guild, "press")
        self.keeper: User = self.server.add_member(self.guild, "keeper", permissions=MANAGE_GUILD).user
        self.stranger: User = self.server.add_member(self.guild, "stranger").user
        self.words: str | None = None  # what people write, in place of what is usual
        self.log = LogWatch()
        self.library = f"guild-{self.guild.id}"
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        stack = self._stack
        logging.getLogger().addHandler(self.log)
        stack.callback(logging.getLogger().removeHandler, self.log)
        self.footnote = open_footnote(self.config)
        stack.callback(self.footnote.close)
        self.ledger = stack.enter_context(Ledger(self._folder / "ledger.sqlite", settings=self.config.ledger))
        self.worker = Worker(self.footnote, threads=2, waiting=200, seconds=PATIENCE)
        self.services = Services(footnote=self.footnote, worker=self.worker, ledger=self.ledger, config=self.config)
        self._fill()
        stack.enter_context(self.server)
        self.bot = QuickBot(self.services)
        stack.callback(lambda: asyncio.run(self.worker.close()))
        stack.enter_context(hosted(self.server, self.bot))
        self.run(self._warm())
        self.tasks = self.run(self._begin_tasks())
        stack.callback(self._end_tasks)
        self._saved = sqlite3.connect(":memory:", check_same_thread=False)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    # -- what is in it

    @property
    def place(self) -> Place:
        """The channel as the ledger knows it."""
        return Place(server=int(self.guild.id), channel=int(self.channel.id))

    def _fill(self) -> None:
        self._stock()
        self.articles = self._stored()
        article = self.footnote.find(DRAFTS[0].title, library=self.library)
        quote = DRAFTS[0].text[:40]
        citation = Citation(
            article_id=article.id,
            title=article.title,
            source=article.source,
            published=None,
            start=0,
            end=len(quote),
            quote=quote,
        )
        for number in range(PLACES):
            self.ledger.pins.add(
                f"What is pinned as number {number}?",
                citation,
                place=self.place,
                library=self.library,
                person=int(self.keeper.id),
            )
            examined = self.footnote.examine(f"{NOWHERE[:-1]} in the year {number}?", library=f"{self.library}0")
            self.ledger.unanswered.note(examined, place=self.place, asker=int(self.stranger.id))

    def _stock(self) -> None:
        self.footnote.store(DRAFTS, library=self.library)
        folder = self._folder / "harbours"
        folder.mkdir(exist_ok=True)
        for number in range(PLACES):
            words = f"Harbour {number}\n\nThe harbour of island {number} was opened by the council in {1900 + number}."
            (folder / f"harbour{number}.txt").write_text(words, encoding="utf-8")
        self.footnote.add([str(path) for path in sorted(folder.iterdir())], library=self.library)

    def _stored(self) -> set[tuple[str, str]]:
        """Return the articles that are stored: their ids and the digests of their texts."""
        return {(article.id, article.digest) for article in self.footnote.articles(library=self.library)}

    def save(self) -> None:
        """Keep the present state of the ledger as what `restore` puts back."""
        with sqlite3.connect(self.ledger.where) as live:
            live.backup(self._saved)

    def restore(self) -> None:
        """Put back what an attack changed."""
        with sqlite3.connect(self.ledger.where) as live:
            self._saved.backup(live)
        live.close()
        self.services.unwritten._failed = -1e9
        self.bot.private_places.clear()
        there = self._stored()
        for article in {article for article, _ in there} - {article for article, _ in self.articles}:
            self.footnote.remove(article, library=self.library)
        if self.articles - there or len(self.footnote.locations(library=self.library)) != PLACES:
            self._stock()
        self.server.journal.exchanges.clear()
        self.server._failures.orders.clear()
        self.log.lines.clear()

    # -- what people have before them

    def show(self, components: list[Json], by: User, *, at: Channel | None = None, private: bool = True) -> Message:
        """Make a message of the bot with the components, as an interaction of the person was answered with it."""
        channel = at or self.channel
        facts: dict[str, Any] = {"audience": by.id} if private else {}
        body = {"components": components, "flags": V2 | EPHEMERAL * private}
        state = self.server.state
        return self.server.do(lambda: self.server.posting.create(channel, state.bot, body, (), **facts))

    @contextmanager
    def commands_for_all(self) -> Iterator[None]:
        """Show everybody every command, as a server's settings may."""
        listed = self.server.commands.listed(None)
        needed = [command["default_member_permissions"] for command in listed]
        for command in listed:
            command["default_member_permissions"] = None
        yield
        for command, permissions in zip(listed, needed, strict=True):
            command["default_member_permissions"] = permissions

    # -- the bot

    def run(self, work: Any) -> Any:
        """Await something on the bot's loop."""
        return asyncio.run_coroutine_threadsafe(work, self.bot.loop).result(PATIENCE)

    def settle(self) -> None:
        """Return when nothing is being answered any more."""
        self.run(self._settle())

    async def _settle(self) -> None:
        while answering := {task for task in asyncio.all_tasks() if task.get_name().startswith(HANDLERS)}:
            await asyncio.wait(answering)

    async def _warm(self) -> None:
        await self.worker.warm()

    async def _begin_tasks(self) -> list[asyncio.Task[None]]:
        return [
            asyncio.create_task(keep_running(task.__name__, lambda task=task: task(self.bot), self.services))
            for feature in FEATURES
            for task in feature.tasks
        ]

    def _end_tasks(self) -> None:
        for task in self.tasks:
            self.bot.loop.call_soon_threadsafe(task.cancel)
