"""A call in a queue, and what its callers get."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from functools import partial
from typing import Generic, TypeVar

T = TypeVar("T")


class Job(Generic[T]):
    """A call in a queue, and how many callers wait for its result."""

    def __init__(self, call: Callable[[], T], key: Hashable, group: Hashable, owner: Hashable) -> None:
        self.call = call
        self.key = key
        self.group = group
        self.owner = owner
        self.callers = 0
        self.submitted = time.monotonic()
        self.outcome: Future[T] = Future()

    def run(self) -> Callable[[], None]:
        """Make the call, and return the function that hands its result or its error to the callers."""
        try:
            result = self.call()
        except BaseException as error:  # noqa: BLE001  a thread has nobody to raise it to
            return partial(self.settle, error)
        return partial(self._succeed, result)

    def settle(self, error: BaseException) -> None:
        """End the call with an error, unless it has ended."""
        with suppress(InvalidStateError):
            self.outcome.set_exception(error)

    def _succeed(self, result: T) -> None:
        with suppress(InvalidStateError):  # it was given up before
            self.outcome.set_result(result)
