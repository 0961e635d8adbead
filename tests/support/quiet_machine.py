"""Lets a test that measures times run alone, where the tests are shared out to several processes of pytest."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

RUN_VARIABLE = "PYTEST_XDIST_TESTRUNUID"  # the same in all processes of a run; missing where there is one
# Files on which the processes hold locks. Any would do: they are read by nobody for this.
DOOR, MACHINE = Path(__file__), Path(__file__).with_name("__init__.py")


@contextmanager
def machine_turn(*, is_alone: bool) -> Iterator[None]:
    """Hold the machine: together with other tests, or alone.

    Who waits for being alone holds the door, so that no further test begins: it waits as long as the tests that run.
    """
    if RUN_VARIABLE not in os.environ:
        yield
        return
    with DOOR.open() as door, MACHINE.open() as machine:
        fcntl.flock(door, fcntl.LOCK_EX)
        fcntl.flock(machine, fcntl.LOCK_EX if is_alone else fcntl.LOCK_SH)
        fcntl.flock(door, fcntl.LOCK_UN)
        yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Run a test in its turn; what only waits for the quality gate needs none."""
    if "quality_gate" in getattr(item, "fixturenames", ()):
        return (yield)
    with machine_turn(is_alone=item.get_closest_marker("timed") is not None):
        return (yield)
