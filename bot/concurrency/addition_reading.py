"""Reads what is added in a thread: for a bounded time, until the worker closes, with the progress on the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from contextvars import copy_context
from typing import TYPE_CHECKING

from bot.concurrency.queue_errors import Closing
from bot.render import amounts
from retrieval import Added, Outcome

if TYPE_CHECKING:
    from retrieval import Watch


def read_outcomes(
    outcomes: Callable[[], Iterable[Outcome]], *, seconds: float, is_closing: Callable[[], bool]
) -> list[Outcome]:
    """Take all outcomes of an addition or a refresh.

    Args:
        outcomes: begins to read; each article is stored when its outcome is yielded.
        seconds: how long it reads from the web. What it could not read by then is skipped as `late`.
        is_closing: says whether the worker is being closed; it is asked after each outcome.

    Raises:
        Closing: the worker is being closed. What was stored by then stays.
    """
    from retrieval import reading_deadline  # noqa: PLC0415  imports every loader; settings are read without them

    taken: list[Outcome] = []
    with reading_deadline(seconds):
        for outcome in outcomes():
            taken.append(outcome)
            if is_closing():
                stored = amounts.count(sum(isinstance(each, Added) for each in taken), "article")
                raise Closing(f"Footnote is being stopped; {stored} of this addition stored")
    return taken


def watch_on_this_loop(watch: Watch) -> Watch:
    """Return a watch for another thread, which calls this one on the event loop that runs now."""
    loop, here = asyncio.get_running_loop(), copy_context()  # else it would be called in the thread's

    def tell(stage: str, done: int, total: int | None) -> None:
        with suppress(RuntimeError):  # the loop ended before the addition
            loop.call_soon_threadsafe(watch, stage, done, total, context=here)

    return tell
