"""`footnote discord` as a process of its own, on a loopback Discord."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.core.settings import ModelSettings
from support.bot_machine import Machine
from support.discord_loopback import LoopbackDiscord


@pytest.fixture
def models() -> ModelSettings:
    """None: the program starts at once."""
    return ModelSettings(embedder="hashing", reader="similarity")


@pytest.fixture
def heartbeat_ms() -> int:
    """The interval that Discord itself asks for."""
    return 41_250


@pytest.fixture
def machine(tmp_path: Path, models: ModelSettings, heartbeat_ms: int) -> Iterator[Machine]:
    """The program on its machine, not started; it has to have kept Discord's rules."""
    with LoopbackDiscord(heartbeat_ms=heartbeat_ms) as server:
        loopback_machine = Machine(tmp_path, server, models=models)
        yield loopback_machine
        loopback_machine.kill()
        assert server.violations == []
