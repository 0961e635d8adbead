"""Makes the synchronous library usable from the event loop: calls go to threads, and their results are awaited.

worker = Worker.configured(footnote, settings)
worker.warm()
ticket = worker.examine(question, library=library)  # ticket.position is the position in the queue
examination = await ticket
await worker.close()
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from bot.concurrency.addition_reading import read_outcomes, watch_on_this_loop
from bot.concurrency.call_kinds import NOTE_SECONDS, SUGGESTION_SECONDS, Kind, open_queues
from bot.concurrency.queue_errors import Busy, Closing, TookTooLong
from bot.concurrency.queue_statistics import QueueStatistics
from bot.concurrency.work_queue import Ticket
from bot.configuration.worker_settings import WorkerSettings
from retrieval import Digest, Examination, Length, Outcome, RankedPassage, Reply, Summary, Timeline

if TYPE_CHECKING:
    from retrieval import Footnote, Watch

__all__ = ["Busy", "Closing", "Kind", "QueueStatistics", "Ticket", "TookTooLong", "Worker", "WorkerSettings"]

T = TypeVar("T")


class Worker:
    """Footnote for an event loop. Its threads are the only ones that use the library.

    Everything that returns a `Ticket` returns at once; `await` gives the result, or raises what the library raised.

    Args:
        footnote: what answers. The worker does not close it.
        threads: questions that are answered at the same time.
        waiting: questions that may wait; one more raises `Busy`.
        waiting_per_server: questions of one library that may wait.
        seconds: how long a caller waits before `TookTooLong`. The call itself keeps its thread until it returns.
        addition_seconds: how long one addition or refresh reads from the web.
        closing_seconds: how long `close` waits for what is not done.
    """

    def __init__(
        self,
        footnote: Footnote,
        *,
        threads: int,
        waiting: int,
        waiting_per_server: int = 200,
        seconds: float,
        addition_seconds: float = 600.0,
        closing_seconds: float = 20.0,
    ) -> None:
        self.footnote = footnote
        self.addition_seconds = addition_seconds
        self._closing_seconds = closing_seconds
        self._closing = threading.Event()
        self._ready = threading.Event()
        self._changes: Counter[str | None] = Counter()
        self._queues = open_queues(threads, waiting, waiting_per_server)
        self._seconds: dict[Kind, float | None] = {
            "question": seconds,
            "lookup": seconds,
            "suggestion": SUGGESTION_SECONDS,
            "addition": None,
            "note": NOTE_SECONDS,
            "recall": NOTE_SECONDS,
        }

    @classmethod
    def configured(cls, footnote: Footnote, settings: WorkerSettings) -> Self:
        """Return a worker as it was configured."""
        return cls(footnote, **asdict(settings))

    def run(
        self,
        call: Callable[[], T],
        *,
        kind: Kind = "question",
        key: Hashable = None,
        library: str | None = None,
        owner: str | None = None,
    ) -> Ticket[T]:
        """Make a call in a thread.

        Args:
            call: the work to do.
            kind: which threads, which queue, and how long the caller waits.
            key: calls of one kind with the same key are made once while the first waits or runs; None: each is made.
            library: that the call changes: nothing else changes it meanwhile. None: it changes none.
            owner: for whose library it is; those of different owners take turns. None: `library`.

        Raises:
            Busy: too many calls of this kind wait, or too many of this owner.
            Closing: the worker is being closed.
        """
        made = self._changing(call, library) if kind == "addition" else call
        return self._queues[kind].submit(
            made, seconds=self._seconds[kind], key=key, group=library, owner=owner or library
        )

    def ask(self, question: str, *, library: str, alone: bool = False) -> Ticket[Reply]:
        """See `Footnote.ask`. A question that is asked of a library several times at once is answered once.

        Args:
            question: in any wording.
            library: of which library.
            alone: answers it for this caller, whoever else asks the same.
        """
        call = partial(self.footnote.ask, question, library=library)
        return self.run(call, key=None if alone else ("ask", library, question), owner=library)

    def examine(self, question: str, *, library: str, alone: bool = False) -> Ticket[Examination]:
        """Like `Footnote.examine`; shared as in `ask`."""
        call = partial(self.footnote.examine, question, library=library)
        return self.run(call, key=None if alone else ("examine", library, question), owner=library)

    def search(self, asked: str, *, library: str, limit: int = 10, alone: bool = False) -> Ticket[list[RankedPassage]]:
        """Like `Footnote.search`; shared as in `ask`."""
        call = partial(self.footnote.search, asked, library=library, limit=limit)
        return self.run(call, key=None if alone else ("search", library, asked, limit), owner=library)

    def summarize(
        self, name: str, *, library: str, length: Length | int = "short", about: str = "", alone: bool = False
    ) -> Ticket[Summary]:
        """Like `Footnote.summarize`; shared as in `ask`."""
        call = partial(self.footnote.summarize, name, library=library, length=length, about=about)
        return self.run(call, key=None if alone else ("summarize", library, name, length, about), owner=library)

    def digest(self, asked: str, *, library: str, alone: bool = False) -> Ticket[Digest]:
        """Like `Footnote.digest`; shared as in `ask`."""
        call = partial(self.footnote.digest, asked, library=library)
        return self.run(call, key=None if alone else ("digest", library, asked), owner=library)

    def timeline(self, asked: str, *, library: str, alone: bool = False) -> Ticket[Timeline]:
        """Like `Footnote.timeline`; shared as in `ask`."""
        call = partial(self.footnote.timeline, asked, library=library)
        return self.run(call, key=None if alone else ("timeline", library, asked), owner=library)

    def add(
        self, locations: Sequence[str], *, library: str, watch: Watch | None = None, seconds: float | None = None
    ) -> Ticket[list[Outcome]]:
        """Like `Footnote.iter_add`, all outcomes at once.

        What there was no time to read is skipped as `late`. The ticket raises `Closing` when the worker is closed
        between two articles. What was stored by then stays.

        Args:
            locations: to add.
            library: to which library.
            watch: is called on the event loop that runs now.
            seconds: how long it reads from the web; None: `addition_seconds`.
        """
        watched = watch_on_this_loop(watch) if watch else None
        outcomes = partial(self.footnote.iter_add, tuple(locations), library=library, watch=watched)
        return self._change(outcomes, library, self.addition_seconds if seconds is None else seconds)

    def refresh(
        self, locations: Sequence[str] = (), *, library: str, watch: Watch | None = None
    ) -> Ticket[list[Outcome]]:
        """Like `Footnote.refresh`, all outcomes at once; `watch` and the end as in `add`."""
        watched = watch_on_this_loop(watch) if watch else None
        outcomes = partial(self.footnote.iter_refresh, tuple(locations), library=library, watch=watched)
        return self._change(outcomes, library, self.addition_seconds)

    def changes(self, library: str) -> int:
        """Return how many calls have changed a library since the start.

        Results that were looked up before a change may be out of date.
        """
        return self._changes[library]

    def warm(self) -> Ticket[None]:
        """Begin to load the models, once however often it is called meanwhile; nobody has to await it."""
        return self._queues["question"].submit(self._warm, seconds=None, key=self._warm)

    @property
    def ready(self) -> bool:
        """True if the models are loaded, so that a question is quick."""
        return self._ready.is_set()

    @property
    def closing(self) -> bool:
        """True if nothing new is begun."""
        return self._closing.is_set()

    def statistics(self, kind: Kind = "question", *, owner: str | None = None) -> QueueStatistics:
        """Return the figures of the calls of a kind, or of those for an owner's library."""
        return self._queues[kind].statistics(owner)

    def busiest(self, limit: int, kind: Kind = "question") -> list[tuple[str, QueueStatistics]]:
        """Return the owners with most calls of a kind, and their figures."""
        return [(str(owner), statistics) for owner, statistics in self._queues[kind].busiest(limit)]

    async def drain(self) -> int:
        """Accept no more questions, lookups, suggestions and additions, and let those that wait and run finish.

        Whoever still waits at the end of the bounded time gets `Closing`. Notes are still taken: answers that have
        just finished have something to note.

        Returns:
            The number of calls that did not return in time. Their threads end with the program.
        """
        self._closing.set()
        return await self._finish("question", "lookup", "suggestion", "addition")

    async def close(self) -> int:
        """Drain, then let the notes finish. Calling it again does nothing.

        Returns:
            The number of calls that did not return in time, as in `drain`.
        """
        return await self.drain() + await self._finish("note", "recall")

    async def _finish(self, *kinds: Kind) -> int:
        queues = [self._queues[kind] for kind in kinds]
        claims = [ticket for queue in queues for ticket in queue.close(seconds=self._closing_seconds)]
        await asyncio.gather(*claims, return_exceptions=True)
        return sum(queue.abandon() for queue in queues)

    def _warm(self) -> None:
        self.footnote.warm(at_once=False)  # the event loop answers Discord meanwhile
        self._ready.set()

    def _change(self, outcomes: Callable[[], Iterable[Outcome]], library: str, seconds: float) -> Ticket[list[Outcome]]:
        reading = partial(read_outcomes, outcomes, seconds=seconds, is_closing=self._closing.is_set)
        return self.run(reading, kind="addition", library=library)

    def _changing(self, call: Callable[[], T], library: str | None) -> Callable[[], T]:
        """Return the call, and then questions that see what it changed.

        Such questions do not join earlier calls of the same question.
        """

        def changing() -> T:
            try:
                return call()
            finally:
                self._changes[library] += 1
                for kind in ("question", "lookup", "suggestion"):
                    self._queues[kind].separate()

        return changing
