"""What there is in a Discord in memory, what happens there, and what always has to hold of the bot.

Simcord leaves two fields of an interaction empty or fixed, who installed the app and the person's language: they are
filled in on the way to the bot.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Coroutine, Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any, Self, TypeAlias, TypeVar

import discord
import simcord

from bot.concurrency.worker import Worker
from bot.configuration.config_file import Config
from bot.discord.connection.services import Services
from bot.discord.footnote_bot import FootnoteBot
from bot.store import Ledger, Place
from retrieval.build import open_footnote
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LibrarySettings, ModelSettings
from support.discord_loopback.discord_message import PLAIN, REPLY, Message
from support.discord_loopback.request_log import matches
from support.discord_simcord.event_loop_thread import EventLoopThread
from support.discord_simcord.interaction_outcome import seen
from support.discord_simcord.request_checks import breaches, planned
from support.samples import DRAFTS

PATIENCE = 60.0  # seconds: a bound for a machine that does much else, not a measure

T = TypeVar("T")
Person: TypeAlias = simcord.MemberActor
Room: TypeAlias = simcord.ChannelHandle


def services_in(folder: Path, config: Config) -> Services:
    """Return what the bot uses, real throughout, with its files in a folder and the embedder that needs no model."""
    library = LibrarySettings(path=str(folder / "library.sqlite"))
    config = replace(config, library=library, models=ModelSettings(embedder="hashing", reader="similarity"))
    pipeline = open_footnote(config)
    return Services(
        footnote=pipeline,
        ledger=Ledger(folder / "ledger.sqlite", settings=config.ledger),
        worker=Worker.configured(pipeline, config.worker),
        config=config,
    )


class BotEnvironment:
    """A Discord with two servers, the bot, and people. `ada` asks, `bob` stands by, `mod` deletes, `keeper` manages.

    Args:
        folder: for the files of the library and the ledger.
        config: the bot's.
        portal: what the developer portal grants of the privileged intents.
    """

    def __init__(self, folder: Path, *, config: Config | None = None, portal: discord.Intents | None = None) -> None:
        self.services = services_in(folder, config or Config())
        self.locales: dict[int, str] = {}  # of people's clients; the others' are in English
        self.only_installed_by: int | None = None  # a person, where no server installed the app
        self.delay = 0.0  # seconds by which the next interactions reach the bot late
        self.defects_expected = False
        self._driver = EventLoopThread()
        self._stack = AsyncExitStack()
        self.bot = FootnoteBot(self.services)
        try:
            self.env: simcord.Env = self.let(self._enter(portal or discord.Intents.default()))
        except BaseException:
            self.__exit__()
            raise
        self._emit = self.env.backend.emit
        self.env.backend.emit = self._emit_event  # type: ignore[method-assign]
        self.guild, self.channel = self._server("Newsroom")
        self.elsewhere, self.other = self._server("Elsewhere")
        self.library = f"guild-{self.guild.id}"
        self.ada, self.bob = self.member("ada"), self.member("bob")
        self.mod = self.member("mod", manage_messages=True)
        self.keeper = self.member("keeper", manage_guild=True)

    async def _enter(self, portal: discord.Intents) -> simcord.Env:
        running = simcord.run(
            self.bot, approved_intents=portal, shard_count=1, check_errors=False, settle_timeout=PATIENCE
        )
        await self.services.worker.warm()
        return await self._stack.enter_async_context(running)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.let(self._stack.aclose())
            self.let(self.services.worker.close())
        finally:
            self._driver.close()
            self.services.ledger.close()
            self.services.footnote.close()

    # -- what there is

    def _server(self, name: str) -> tuple[simcord.GuildHandle, Room]:
        guild = self._made(lambda: self.env.create_guild(name))
        return guild, self._made(lambda: guild.create_text_channel("general"))

    def member(
        self, name: str, *roles: simcord.RoleHandle, of: simcord.GuildHandle | None = None, **permissions: bool
    ) -> Person:
        """Make another person of a server, with roles, and with a role of these permissions."""
        guild = of or self.guild

        def made() -> Person:
            held = [guild.create_role(name, permissions=discord.Permissions(**permissions))] if permissions else []
            return guild.add_member(self.env.create_user(name), roles=[*roles, *held])

        return self._made(made)

    def thread(self, name: str, *, at: Room | None = None) -> Room:
        """Open a thread in a channel, or a post in a forum, as `ada`."""
        backend, parent = self.env.backend, at or self.channel
        made = self.does(lambda: backend.create_thread(parent.id, name, self.ada.id))
        return simcord.ChannelHandle(self.env, self.guild, made)

    def stock(self, *drafts: Draft, library: str | None = None) -> None:
        """Put articles into a library, by default the three samples into that of the first server."""
        articles = drafts or DRAFTS
        assert len(self.services.footnote.store(articles, library=library or self.library).outcomes) == len(articles)

    def place(self, at: Room | None = None) -> Place:
        """Return a channel as the ledger knows it."""
        room = at or self.channel
        return Place(server=room.guild.id if room.guild else None, channel=room.id)

    def about(self, person: Person) -> dict[str, Any]:
        """Return all that the ledger keeps about somebody."""
        return self.services.ledger.privacy.export(person.id)

    # -- what happens

    def let(self, act: Coroutine[Any, Any, T]) -> T:
        """Let somebody do what simcord has a verb for."""
        return self._driver.run(act)

    def since(self, message: int) -> list[Message]:
        """Return what the bot wrote after a message and can be seen, oldest first."""
        backend = self.env.backend
        stored = [candidate for channel in backend.messages.values() for candidate in channel.values()]
        own = [
            candidate for candidate in stored if candidate.author_id == backend.bot_user.id and candidate.id > message
        ]
        in_order = sorted(own, key=attrgetter("id"))
        return [seen(candidate) for candidate in in_order if candidate.type in {PLAIN, REPLY}]

    def now(self, message: Message) -> Message | None:
        """Return a message as it is now; None if it was deleted."""
        stored = self.env.backend.messages[int(message.channel_id)].get(int(message.id))
        return None if stored is None else seen(stored)

    def does(self, act: Callable[[], T]) -> T:
        """Let something happen in Discord, and wait until the bot has noticed."""
        made = self._made(act)
        self.let(self.env.settle())
        return made

    def occupied(self) -> threading.Event:
        """Keep a thread of those that answer questions busy until what is returned is set."""
        opened, begun = threading.Event(), threading.Event()

        def wait() -> None:
            begun.set()
            opened.wait(PATIENCE)

        async def begin() -> None:
            self.services.worker.run(wait)

        self.let(begin())
        assert begun.wait(PATIENCE)
        return opened

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self.let(self.env.advance_time(seconds))

    def restart(self) -> None:
        """End the bot and start another one, as far as Discord and the ledger can tell."""
        self.bot = FootnoteBot(self.services)
        self.let(self.env.restart_bot(self.bot))

    def fails(self, request: str, status: int, code: int = 0, *, times: int | None = 1) -> None:
        """Let Discord refuse the next requests of a kind such as `POST /channels/*/messages`."""
        method, _, path = request.partition(" ")
        self.env.inject_error(method, path, status=status, code=code, times=times)

    def requests(self, pattern: str) -> list[Any]:
        """Return the bodies of the bot's requests of a kind."""
        return [body for method, path, body in self.sent() if matches(pattern, method, path)]

    # -- what always holds

    def offences(self) -> list[str]:
        """Return every rule that the bot broke, and every error that it did not plan for."""
        found = [
            f"{method} {path}: {breach.message}"
            for method, path, body in self.sent()
            for breach in breaches(method, path, body)
        ]
        raised = [getattr(error, "original", error) for error in self.env.errors]
        return found + [repr(error) for error in raised if not (self.defects_expected or planned(error))]

    def sent(self) -> list[tuple[str, str, Any]]:
        """Return all requests of the bot: method, path and body."""
        return [(request.method, request.path, request.json) for request in self.env.http_requests]

    def _emit_event(self, event: str, payload: Mapping[str, Any]) -> None:
        """Fill in what simcord does not know of an interaction, and hold it back as long as it is delayed."""
        if event == "INTERACTION_CREATE":
            self.env.backend.advance_clock(self.delay)
            person = int((payload.get("member") or payload)["user"]["id"])
            owners = {"0": payload.get("guild_id", "0")}
            if self.only_installed_by is not None:
                owners = {"1": str(self.only_installed_by)}
            locale = self.locales.get(person, "en-US")
            payload = {**payload, "authorizing_integration_owners": owners, "locale": locale}
        self._emit(event, payload)

    def _made(self, act: Callable[[], T]) -> T:
        async def run_act() -> T:
            return act()

        return self.let(run_act())
