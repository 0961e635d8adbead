"""A bounded queue of calls, the threads that make them, and a ticket for each caller."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Generator, Hashable
from concurrent.futures import Future
from contextlib import suppress
from operator import attrgetter
from typing import Any, Generic, TypeVar

from bot.concurrency.fair_line import FairLine
from bot.concurrency.job import Job
from bot.concurrency.queue_errors import Busy, Closing, TookTooLong
from bot.concurrency.queue_statistics import CallTimes, QueueStatistics

T = TypeVar("T")


class Ticket(Generic[T]):
    """One caller's claim to the result of a call: `await ticket` gives it, or raises what the call raised.

    A caller who is cancelled or has waited long enough gives up the claim. A call that nobody waits for is taken out of
    the queue; a call that was begun keeps its thread until it returns.
    """

    def __init__(self, queue: WorkQueue, job: Job[T], seconds: float | None) -> None:
        self._queue = queue
        self._job = job
        self._seconds = seconds
        self._until = None if seconds is None else time.monotonic() + seconds
        self._left = False

    @property
    def position(self) -> int:
        """The position in the queue: 1 is next, 0 is being worked on or done."""
        return self._queue.position(self._job)

    def __await__(self) -> Generator[Any, None, T]:
        return self._result().__await__()

    async def _result(self) -> T:
        settled, loop = asyncio.Event(), asyncio.get_running_loop()

        def tell(_: Future[T]) -> None:
            with suppress(RuntimeError):  # the loop ended before the call
                loop.call_soon_threadsafe(settled.set)

        self._job.outcome.add_done_callback(tell)
        try:
            async with asyncio.timeout(None if self._until is None else max(0.0, self._until - time.monotonic())):
                await settled.wait()
        except TimeoutError:
            if not self._job.outcome.done():
                raise TookTooLong(seconds=self._seconds or 0, position=self.position) from None
        finally:
            self._leave()
        return self._job.outcome.result()

    def _leave(self) -> None:
        if not self._left:
            self._left = True
            self._queue.leave(self._job)


class WorkQueue:
    """Calls of one kind, made by at most `threads` threads.

    Owners take turns, and each owner's calls are begun in the order in which they came. Calls of one group are made one
    after another. While one is at work, those of other groups pass the next.

    Args:
        name: what its threads are called.
        threads: calls that are worked on at once, those included that nobody waits for any more.
        waiting: calls that may wait; one more is refused.
        waiting_each: calls of one owner that may wait; None: as many as of all.
    """

    def __init__(self, name: str, *, threads: int, waiting: int, waiting_each: int | None = None) -> None:
        self._most_waiting = waiting
        self._most_each = waiting if waiting_each is None else waiting_each
        self._jobs: FairLine[Job[Any]] = FairLine(attrgetter("owner"))
        self._running: set[Job[Any]] = set()
        self._shared: dict[Hashable, Job[Any]] = {}
        self._changed = threading.Condition()
        self._times = CallTimes()
        self._times_of: dict[Hashable, CallTimes] = {}
        self._closed = False
        # As daemons: a call that never returns must not keep the program from ending.
        for number in range(threads):
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True).start()
        self._idle = threads

    def submit(
        self,
        call: Callable[[], T],
        *,
        seconds: float | None,
        key: Hashable = None,
        group: Hashable = None,
        owner: Hashable = None,
    ) -> Ticket[T]:
        """Add a call to the queue.

        Args:
            call: what to do, in a thread of the queue.
            seconds: how long this caller waits; None: as long as it takes.
            key: calls of the same key are one call while it waits or runs; None: it is a call of its own.
            group: calls of the same group are never at work at the same time; None: it is of none.
            owner: for whom; the owners take turns. None: nobody in particular.

        Raises:
            Busy: the queue is full, or its owner's part of it.
            Closing: the queue is closed.
        """
        with self._changed:
            if self._closed:
                raise Closing
            job = self._shared.get(key) if key is not None else None
            if job is None:
                job = self._append(Job(call, key, group, owner))
            job.callers += 1
        return Ticket(self, job, seconds)

    def _append(self, job: Job[T]) -> Job[T]:
        own, key = self._jobs.count(job.owner), job.key
        full = len(self._jobs) >= self._most_waiting + self._idle
        if full or (job.owner is not None and own >= self._most_each + self._idle):
            for times in self._times_for(job):
                times.refused += 1
            raise Busy(running=len(self._running), waiting=len(self._jobs) if full else own)
        self._jobs.append(job)
        if key is not None:
            self._shared[key] = job
        self._changed.notify()
        return job

    def leave(self, job: Job[Any]) -> None:
        """Give up one claim to a call. A call without a claim is not begun any more."""
        with self._changed:
            job.callers -= 1
            if not job.callers and job in self._jobs:
                self._jobs.remove(job)
                self._forget_key(job)

    def position(self, job: Job[Any]) -> int:
        """Return a call's position in the queue; 0 if it is not in it."""
        with self._changed:
            return next((position for position, waiting in enumerate(self._waiting(), start=1) if waiting is job), 0)

    def separate(self) -> None:
        """Keep later calls apart from earlier ones of the same key: they may see other data."""
        with self._changed:
            self._shared.clear()

    def close(self, *, seconds: float) -> list[Ticket[Any]]:
        """Accept nothing new, and return claims to all that waits and runs, which goes on."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            jobs = [*self._running, *self._jobs]
            for job in jobs:
                job.callers += 1
        return [Ticket(self, job, seconds) for job in jobs]

    def abandon(self) -> int:
        """End the wait for everything that is not done, and return how many calls still run."""
        with self._changed:
            given_up = [*self._running, *self._jobs]
            self._jobs.clear()
            still = len(self._running)
        for job in given_up:
            job.settle(Closing())
        return still

    def statistics(self, owner: Hashable = None) -> QueueStatistics:
        """Return the figures of the queue, or of an owner's calls in it."""
        with self._changed:
            times = self._times if owner is None else self._times_of.get(owner, CallTimes())
            running = [job for job in self._running if owner is None or job.owner == owner]
            return times.statistics(
                waiting=sum(owner is None or job.owner == owner for job in self._waiting()),
                running=len(running),
                abandoned=sum(job.callers <= 0 for job in running),
            )

    def busiest(self, limit: int) -> list[tuple[Hashable, QueueStatistics]]:
        """Return the owners with most calls, and their figures."""
        with self._changed:
            owners = sorted(self._times_of, key=lambda owner: -self._times_of[owner].finished)[:limit]
        return [(owner, self.statistics(owner)) for owner in owners]

    def _work(self) -> None:
        while (job := self._next()) is not None:
            tell = job.run()
            self._finish(job)
            tell()
            del job, tell  # a result is not kept until the next one

    def _next(self) -> Job[Any] | None:
        """Wait for the next call; None once the queue is closed and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._first() or (self._closed and not self._jobs))
            job = self._first()
            if job is not None:
                self._jobs.take(job)
                self._idle -= 1
                self._running.add(job)
            return job

    def _first(self) -> Job[Any] | None:
        """Return the first waiting call that may be begun."""
        groups = self._groups()
        return next((job for job in self._jobs if job.group not in groups), None)

    def _groups(self) -> set[Hashable]:
        """Return the groups of the calls that are at work."""
        return {job.group for job in self._running if job.group is not None}

    def _waiting(self) -> list[Job[Any]]:
        """Return the waiting calls, except calls that an idle thread is about to take."""
        idle, groups = self._idle, self._groups()
        waiting = []
        for job in self._jobs:
            if idle and job.group not in groups:
                idle -= 1
                groups |= {job.group} - {None}
            else:
                waiting.append(job)
        return waiting

    def _finish(self, job: Job[Any]) -> None:
        with self._changed:
            self._running.remove(job)
            self._idle += 1
            if job.group is not None:
                self._changed.notify_all()  # the next of its group may begin
            self._forget_key(job)
            for times in self._times_for(job):
                times.add(time.monotonic() - job.submitted)

    def _times_for(self, job: Job[Any]) -> list[CallTimes]:
        """Return the times of the queue, and the times of the owner of a call."""
        return [self._times, *([] if job.owner is None else [self._times_of.setdefault(job.owner, CallTimes())])]

    def _forget_key(self, job: Job[Any]) -> None:
        if self._shared.get(job.key) is job:
            del self._shared[job.key]
