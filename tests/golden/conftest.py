"""Starts the quality gate before the first test: its own tests come last, and then it has measured most."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from support.quality_gate import QualityGate

_STARTED = pytest.StashKey[QualityGate]()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the gate, where its tests run in this process: of several processes only one gets them."""
    chosen = any("quality_gate" in getattr(item, "fixturenames", ()) for item in session.items)
    if chosen and not session.config.option.collectonly and "PYTEST_XDIST_WORKER" not in os.environ:
        session.config.stash[_STARTED] = QualityGate()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the gate, also where the tests were interrupted."""
    if (started := config.stash.get(_STARTED, None)) is not None:
        started.close()


@pytest.fixture(scope="session")
def quality_gate(pytestconfig: pytest.Config) -> Iterator[str]:
    """What the gate prints about every set that is present."""
    started = pytestconfig.stash.get(_STARTED, None)
    gate = started or QualityGate()
    yield gate.printed()
    if started is None:
        gate.close()
