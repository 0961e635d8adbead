"""Calls that run at the same time."""

from __future__ import annotations

import threading
import time

import pytest

from retrieval.core.concurrent_calls import run_all

PATIENCE = 10.0  # seconds that a call waits for the other


def test_each_runs_while_the_others_do() -> None:
    """Two calls that wait for each other both end."""
    meeting = threading.Barrier(2)

    def meet() -> None:
        meeting.wait(PATIENCE)

    run_all([meet, meet], at_once=True)
    assert not meeting.broken


def test_calls_in_turn_never_meet() -> None:
    """The second begins when the first has ended, in their order."""
    events: list[str] = []

    def note(name: str) -> None:
        events.append(f"{name} begins")
        time.sleep(0.02)
        events.append(f"{name} ends")

    run_all([lambda: note("first"), lambda: note("second")], at_once=False)
    assert events == ["first begins", "first ends", "second begins", "second ends"]


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "in turn"])
def test_the_first_error_is_raised_after_all_have_ended(*, at_once: bool) -> None:
    """What the other calls do is not lost with the error."""
    ended = threading.Event()

    def fail(message: str) -> None:
        raise ValueError(message)

    with pytest.raises(ValueError, match="first"):
        run_all([lambda: fail("first"), lambda: fail("second"), ended.set], at_once=at_once)
    assert ended.is_set()
