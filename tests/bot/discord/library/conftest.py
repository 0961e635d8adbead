"""A server with a guild, its people, and a bot that reads and keeps their libraries over a real pipeline."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from bot.concurrency.worker import Worker
from bot.configuration.config_file import Config
from bot.configuration.discord_settings import DiscordSettings
from bot.discord.connection.services import Services
from bot.store import Ledger
from retrieval.build import open_footnote
from retrieval.core.settings import LibrarySettings, LimitSettings, ModelSettings, WebSettings
from retrieval.footnote import Footnote
from support.discord_loopback import LoopbackDiscord
from support.discord_loopback.client_runner import hosted
from support.discord_server import PATIENCE, LoopbackBot, QuickBot, Start
from support.samples import DRAFTS
from support.web_server import HOST, LocalSite, open_site


@pytest.fixture
def megabytes() -> int:
    """The limit of files."""
    return 1


@pytest.fixture
def reads_messages() -> bool:
    """Whether the operator switched the message-content intent on."""
    return False


@pytest.fixture
def web() -> Iterator[LocalSite]:
    """A web server that the bot may fetch from by its number alone."""
    with open_site() as web:
        yield web


@pytest.fixture
def addition_seconds() -> float:
    """How long an addition reads from the web."""
    return 600.0


@pytest.fixture
def services(tmp_path: Path, megabytes: int, addition_seconds: float, *, reads_messages: bool) -> Iterator[Services]:
    config = replace(
        Config(),
        limits=LimitSettings(file_megabytes=megabytes),
        discord=DiscordSettings(message_content=reads_messages),
        library=LibrarySettings(path=str(tmp_path / "library.sqlite")),
        models=ModelSettings(embedder="hashing", reader="similarity"),
        web=WebSettings(private_hosts=HOST, requests_per_second=1_000.0, retries=0),
    )
    footnote: Footnote = open_footnote(config)
    worker = Worker(footnote, threads=2, waiting=200, seconds=PATIENCE, addition_seconds=addition_seconds)
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        yield Services(footnote=footnote, worker=worker, ledger=ledger, config=config)
        asyncio.run(worker.close())
    footnote.close()


@pytest.fixture
def started(services: Services, *, reads_messages: bool) -> Iterator[Start]:
    """Start the server and the bot, or the bot once more; whatever was started is stopped after the test."""
    with ExitStack() as stack:
        server = stack.enter_context(LoopbackDiscord(message_content=reads_messages))
        bot = LoopbackBot(server, services)
        running = ExitStack()
        stack.callback(running.close)

        def start() -> LoopbackBot:
            running.close()
            bot.client = QuickBot(services)
            running.enter_context(hosted(server, bot.client))
            return bot

        yield start
        assert server.violations == []


@pytest.fixture
def bot(started: Start) -> LoopbackBot:
    """An empty library."""
    return started()


@pytest.fixture
def stocked_bot(bot: LoopbackBot) -> LoopbackBot:
    """A library of three small articles."""
    bot.stock(*DRAFTS)
    return bot
