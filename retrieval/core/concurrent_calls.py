"""Runs calls at the same time that leave the interpreter to others for most of it, such as loading models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor


def run_together(calls: Sequence[Callable[[], None]]) -> None:
    """Run each call in a thread of its own, and return when all have ended.

    Raises:
        Exception: what the first of the calls, in their order, raised that failed; the others have run to their end.
    """
    with ThreadPoolExecutor(max_workers=max(len(calls), 1)) as threads:
        running = [threads.submit(call) for call in calls]
    for each in running:
        each.result()
