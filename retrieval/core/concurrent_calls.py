"""Runs calls at the same time that leave the interpreter to others for most of it, such as loading models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor


def run_all(calls: Sequence[Callable[[], None]], *, at_once: bool) -> None:
    """Run the calls, and return when all have ended.

    Args:
        calls: in the order in which they begin.
        at_once: whether each has a thread of its own; otherwise one begins when the one before has ended.

    Raises:
        Exception: what the first of the calls, in their order, raised that failed; the others have run to their end.
    """
    with ThreadPoolExecutor(max_workers=max(len(calls), 1) if at_once else 1) as threads:
        running = [threads.submit(call) for call in calls]
    for each in running:
        each.result()
