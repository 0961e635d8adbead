"""One bot for all attacks: opening it takes longer than the attacks on it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import discord.http
import discord.webhook.async_
import pytest

from bot.discord.connection import retries
from support.discord_attack.arena import Arena
from support.discord_attack.uses import Use, find_uses

SHORTLY = 0.01


class QuickWaits:
    """`asyncio` for modules that wait before they try again: they wait hardly at all."""

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    @staticmethod
    async def sleep(seconds: float, *result: Any) -> Any:
        """Sleep shortly."""
        return await asyncio.sleep(min(seconds, SHORTLY), *result)


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """The bot in a server where everything is filled."""
    with pytest.MonkeyPatch.context() as patch, Arena(tmp_path_factory.mktemp("arena")) as arena:
        for module in (discord.http, discord.webhook.async_, retries):
            patch.setattr(module, "asyncio", QuickWaits())
        yield arena
        assert arena.server.violations == []


@pytest.fixture(scope="module")
def uses(arena: Arena) -> list[Use]:
    """Everything that people can use."""
    return find_uses(arena)
