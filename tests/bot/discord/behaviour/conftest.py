"""Worlds for scenarios; in each of them the bot has to have kept Discord's rules, whatever the scenario was about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import discord
import pytest

from bot.configuration.config_file import Config
from support.discord_simcord import Simulation, Stage


@pytest.fixture
def staged(tmp_path: Path) -> Iterator[Stage]:
    """Make a simulation with another configuration, or other intents in the developer portal."""
    sims: list[Simulation] = []
    with ExitStack() as stack:

        def make(config: Config | None = None, *, portal: discord.Intents | None = None) -> Simulation:
            sims.append(stack.enter_context(Simulation(tmp_path, config=config, portal=portal)))
            sims[-1].stock()
            return sims[-1]

        yield make
    for sim in sims:
        assert sim.offences() == []


@pytest.fixture
def sim(staged: Stage) -> Simulation:
    """A simulation with three articles in the first server's library, and no privileged intent."""
    return staged()
