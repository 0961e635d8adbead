"""The gateway ends a connection for good, at any time: connecting ends with the cause, and is not tried for ever."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.concurrency.worker import Worker
from bot.configuration.config_file import Config
from bot.discord.connection.login import connect
from bot.discord.connection.services import Services
from bot.store import Ledger
from retrieval import ConfigError
from support.discord_loopback import LoopbackDiscord
from support.discord_server import QuickBot

FATAL = (4004, 4010, 4011, 4012, 4013, 4014)
INTENT = 4014
PATIENCE = 60.0


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Services of a bot that is asked nothing."""
    nothing: Any = None
    worker = Worker(nothing, threads=1, waiting=1, seconds=1.0)
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        yield Services(footnote=nothing, worker=worker, ledger=ledger, config=Config())
        asyncio.run(worker.close())


def end_of(services: Services, server: LoopbackDiscord) -> ConfigError:
    """What connecting to a server ends with."""

    async def run() -> None:
        bot = QuickBot(services)
        async with bot, asyncio.timeout(PATIENCE):
            await connect(bot, server.token, server.api_url)

    with pytest.raises(ConfigError) as raised:
        asyncio.run(run())
    return raised.value


def cause(code: int) -> str:
    """What the sentence names: the code, or the intent that was refused."""
    return "message-content intent" if code == INTENT else f"(code {code})"


@pytest.mark.parametrize("code", FATAL)
def test_a_connection_that_is_ended_for_good_later_ends_the_bot(services: Services, code: int) -> None:
    with LoopbackDiscord() as server:

        def drop() -> None:
            server.wait_ready(PATIENCE)
            server.drop_gateway(code)

        dropping = threading.Thread(target=drop)
        dropping.start()
        assert cause(code) in end_of(services, server).what
        dropping.join()


@pytest.mark.parametrize("code", FATAL)
def test_a_connection_that_is_ended_before_a_word_ends_the_bot(
    services: Services, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = LoopbackDiscord()

    async def refuse(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.close(code=code)
        return socket

    monkeypatch.setattr(server.gateway, "connect", refuse)
    monkeypatch.setattr("discord.shard.asyncio.sleep", _at_once(asyncio.sleep))
    with server:
        error = end_of(services, server)
    assert error.advice
    assert cause(code) in error.what


def _at_once(sleep: Any) -> Any:
    async def sleep_shortly(seconds: float, *result: Any) -> Any:
        return await sleep(min(seconds, 0.05), *result)

    return sleep_shortly
