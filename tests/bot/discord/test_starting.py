"""What keeps the bot from starting, or ends it, is one sentence with its cause; background tasks go on after errors."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from bot.concurrency.worker import Closing, Worker
from bot.configuration.config_file import Config
from bot.configuration.discord_settings import DISCORD, TOKEN_VARIABLE, DiscordSettings, token_of
from bot.discord.connection.login import connect
from bot.discord.connection.services import Services
from bot.discord.core import background
from bot.discord.core.background import keep_running, record_errors
from bot.store import Ledger
from bot.store.store_errors import LedgerFull
from retrieval import ConfigError


class StubClient:
    """A client whose login or connection ends with an error."""

    def __init__(self, *, login: Exception | None = None, connection: Exception | None = None) -> None:
        self._login, self._connection = login, connection

    async def login(self, _token: str) -> None:
        """Log in, or fail."""
        if self._login:
            raise self._login

    async def connect(self) -> None:
        """Connect, or fail."""
        if self._connection:
            raise self._connection


def closed(code: int) -> discord.ConnectionClosed:
    return discord.ConnectionClosed(cast("Any", SimpleNamespace(close_code=code)), shard_id=0, code=code)


def refusal(client: StubClient) -> ConfigError:
    """The sentence with which connecting ends."""
    with pytest.raises(ConfigError) as raised:
        asyncio.run(connect(cast("Any", client), "token", DISCORD))
    return raised.value


@pytest.mark.parametrize(
    ("code", "cause"),
    [(4004, "token"), (4010, "shard"), (4011, "shards"), (4012, "version"), (4013, "intents"), (4014, "intent")],
)
def test_a_fatal_close_of_the_gateway_names_its_cause(code: int, cause: str) -> None:
    error = refusal(StubClient(connection=closed(code)))
    assert cause in error.what
    assert error.advice


def test_an_unknown_close_names_its_code() -> None:
    assert "4099" in refusal(StubClient(connection=closed(4099))).what


def test_a_sign_in_page_is_not_taken_for_discord() -> None:
    error = refusal(StubClient(login=TypeError("string indices must be integers")))
    assert "not Discord" in error.what


@pytest.mark.parametrize("token", ["two\nlines", "with blank", "naïve"])
def test_a_token_that_no_header_takes_is_refused(token: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN_VARIABLE, raising=False)
    file = tmp_path / "token"
    file.write_text(f"{token}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="blanks, line ends"):
        token_of(DiscordSettings(token_file=str(file)))


def test_a_token_may_end_with_a_line_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN_VARIABLE, raising=False)
    file = tmp_path / "token"
    file.write_text("abc.def\r\n", encoding="utf-8")
    assert token_of(DiscordSettings(token_file=str(file))) == "abc.def"


def test_a_background_task_that_fails_is_recorded_and_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "FIRST_PAUSE", 0.0)
    recorded: list[str] = []

    async def record(error: BaseException, _: Any) -> str:
        recorded.append(type(error).__name__)
        return "id"

    monkeypatch.setattr(background, "record_error", record)
    outcomes: list[Exception | None] = [ValueError(), KeyError(), None]

    async def task() -> None:
        outcome = outcomes.pop(0)
        if outcome:
            raise outcome

    asyncio.run(keep_running("a task", task, cast("Any", None)))
    assert (recorded, outcomes) == (["ValueError", "KeyError"], [])


def test_a_background_task_ends_when_the_bot_stops() -> None:
    async def task() -> None:
        raise Closing

    asyncio.run(keep_running("a task", task, cast("Any", None)))


def test_a_part_of_a_task_that_fails_is_recorded_and_the_task_goes_on(tmp_path: Path) -> None:
    nothing: Any = None
    worker = Worker(nothing, threads=1, waiting=1, seconds=1.0)

    async def run(services: Services) -> None:
        async with record_errors("the sweep failed", services):
            raise LedgerFull("the disk has no room", advice="Make room.")
        with pytest.raises(Closing):
            async with record_errors("the sweep failed", services):
                raise Closing
        await worker.close()

    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        services = Services(footnote=nothing, worker=worker, ledger=ledger, config=Config())
        asyncio.run(run(services))
        (stored,) = ledger.errors.latest()
    assert stored.what.startswith("LedgerFull: the disk has no room")
    assert [error.id for error in services.errors.latest(5, [])] == [stored.id]
    assert services.errors.latest(5, [stored]) == [stored]
