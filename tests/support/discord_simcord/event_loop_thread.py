"""Lets tests that are plain functions use what has to be awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class EventLoopThread:
    """An event loop for tests that are plain functions: all that is awaited on it is awaited by one and the same task.

    Simcord keeps its state in the context of the task that started it, as in a test that is a coroutine.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._queue: asyncio.Queue[tuple[Coroutine[Any, Any, Any], asyncio.Future[Any]] | None] = asyncio.Queue()
        self._task = self._loop.create_task(self._drive())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine, and return its result. Between two of them nothing happens."""
        done: asyncio.Future[T] = self._loop.create_future()
        self._queue.put_nowait((work, done))
        return self._loop.run_until_complete(done)

    def close(self) -> None:
        """End the loop."""
        self._queue.put_nowait(None)
        self._loop.run_until_complete(self._task)
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _drive(self) -> None:
        while (entry := await self._queue.get()) is not None:
            work, done = entry
            try:
                done.set_result(await work)
            except Exception as error:  # noqa: BLE001  raised where the test awaits it
                done.set_exception(error)
