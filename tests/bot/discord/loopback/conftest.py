"""A small bot on a loopback server, for the tests of the server itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.discord_loopback.sample_bot import Scene, Stage


@pytest.fixture
def staged() -> Iterator[Stage]:
    """Start a server with its people and a bot on it; both are stopped after the test."""
    stage = Stage()
    yield stage
    stage.clear()


@pytest.fixture
def scene(staged: Stage) -> Scene:
    """A server as it comes, and a bot that is ready."""
    return staged()
