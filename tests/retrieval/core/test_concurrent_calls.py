"""Calls that run at the same time."""

from __future__ import annotations

import threading

import pytest

from retrieval.core.concurrent_calls import run_together

PATIENCE = 10.0  # seconds that a call waits for the other


def test_each_runs_while_the_others_do() -> None:
    """Two calls that wait for each other both end."""
    meeting = threading.Barrier(2)

    def meet() -> None:
        meeting.wait(PATIENCE)

    run_together([meet, meet])
    assert not meeting.broken


def test_the_first_error_is_raised_after_all_have_ended() -> None:
    """What the other calls do is not lost with the error."""
    ended = threading.Event()

    def fail(message: str) -> None:
        raise ValueError(message)

    with pytest.raises(ValueError, match="first"):
        run_together([lambda: fail("first"), lambda: fail("second"), ended.set])
    assert ended.is_set()
