"""Worlds for scenarios; in each of them the bot has to have kept Discord's rules, whatever the scenario was about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import discord
import pytest

from bot.app.configuration import Config
from support.discord_simcord import Stage, World


@pytest.fixture
def staged(tmp_path: Path) -> Iterator[Stage]:
    """Makes a world with another configuration, or another word of the developer portal on intents."""
    worlds: list[World] = []
    with ExitStack() as stack:

        def make(config: Config | None = None, *, portal: discord.Intents | None = None) -> World:
            worlds.append(stack.enter_context(World(tmp_path, config=config, portal=portal)))
            worlds[-1].stock()
            return worlds[-1]

        yield make
    for world in worlds:
        assert world.offences() == []


@pytest.fixture
def world(staged: Stage) -> World:
    """The world as it comes: three articles in the first server's library, and no privileged intent."""
    return staged()
