"""How far a command goes through the packages of the bot: `docs/ARCHITECTURE.md` names these numbers."""

from __future__ import annotations

import pytest

from support.call_walk import recorded_walk
from support.discord_simcord.simulated_discord import Simulation

PACKAGES = 10
UP = 3


@pytest.mark.parametrize("command", ["articles", "random"])
def test_a_command_passes_few_packages_and_returns_seldom(sim: Simulation, command: str) -> None:
    sim.slash(command)
    with recorded_walk() as walk:
        assert sim.slash(command).message.text
    packages = {package for package in walk.packages if package.startswith("bot")}
    up = {call for call in walk.calls_up if call[1].startswith("bot")}
    assert len(packages) <= PACKAGES, sorted(packages)
    assert len(up) <= UP, sorted(up)
