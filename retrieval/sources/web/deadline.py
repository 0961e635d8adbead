"""The deadlines of a thread that fetches: of each fetch and of all. Every step asks how much time is left."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from retrieval.core.errors import OutOfTime

# Both by time.monotonic.
_ENDS: ContextVar[float] = ContextVar("ends")
_ALL_ENDS: ContextVar[float] = ContextVar("all_ends", default=math.inf)


@contextmanager
def limit_all_fetches(seconds: float) -> Iterator[None]:
    """Set the deadline of all fetches that this thread makes in the block; after it every fetch raises `OutOfTime`."""
    token = _ALL_ENDS.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ALL_ENDS.reset(token)


@contextmanager
def limit_fetch(seconds: float) -> Iterator[None]:
    """Set the deadline of the single fetch in the block.

    Raises:
        OutOfTime: the time for all of them is over.
    """
    check()
    token = _ENDS.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ENDS.reset(token)


def extend(seconds: float) -> None:
    """Extend the fetch's deadline by time that was not spent waiting for a server."""
    _ENDS.set(_ENDS.get() + seconds)


def check() -> None:
    """Raise `OutOfTime` if the time for all fetches is over."""
    if time.monotonic() >= _ALL_ENDS.get():
        raise OutOfTime


def is_time_for(seconds: float) -> bool:
    """Return whether at least this many seconds are left before both deadlines."""
    return time.monotonic() + seconds < min(_ENDS.get(), _ALL_ENDS.get())


def remaining_seconds(timeout: float | None = None) -> float:
    """Return the seconds that a step may take: its own timeout, or less where a deadline comes first.

    Raises:
        TimeoutError: the fetch's deadline has passed.
        OutOfTime: the one for all has.
    """
    check()
    seconds = min(_ENDS.get(), _ALL_ENDS.get()) - time.monotonic()
    if seconds <= 0:
        raise TimeoutError("the deadline has passed")
    return seconds if timeout is None else min(seconds, timeout)
