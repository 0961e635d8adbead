"""Makes the synchronous library usable from the event loop: calls go to threads, and their results are awaited.

worker = Worker.configured(footnote, settings)
worker.warm()
ticket = worker.examine(question, library=library)  # ticket.place is the place in the queue
examination = await ticket
await worker.close()
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import suppress
from contextvars import copy_context
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, TypeVar

from bot.concurrency.queue_errors import Busy, Closing, TookTooLong
from bot.concurrency.queue_statistics import QueueStatistics
from bot.concurrency.work_queue import Ticket, WorkQueue
from bot.render import wording
from retrieval import Added, Digest, Examination, Length, Outcome, RankedPassage, Reply, Summary, Timeline, setting

if TYPE_CHECKING:
    from retrieval import Footnote, Watch

__all__ = ["Busy", "Closing", "Kind", "QueueStatistics", "Ticket", "TookTooLong", "Worker", "WorkerSettings"]

T = TypeVar("T")

# The kind of a call decides in which queue it waits:
#   question    answers, searches, summaries
#   lookup      what buttons and lists show: milliseconds each; it waits neither behind questions nor behind typing
#   suggestion  what is shown while somebody types: it must not wait behind questions
#   addition    changes of libraries: those of one library one after another, and for as long as they take
#   note        what the bot itself remembers: milliseconds each, and not to be lost
#   recall      reading that: it must not wait while another process holds up the writing
Kind: TypeAlias = Literal["question", "lookup", "suggestion", "addition", "note", "recall"]

# A web site that is slow keeps one thread for as long as `addition_seconds` at most, and only for one library at a
# time; they hardly compete for processors, because a model takes one call at a time.
_ADDITION_THREADS = 4
_LOOKUP_THREADS = 2
_LOOKUPS_WAITING = 200
_SUGGESTION_THREADS = 2
_SUGGESTIONS_WAITING = 32
_SUGGESTIONS_WAITING_EACH = 12  # of one server: a keystroke replaces the one before it anyway
_SUGGESTION_SECONDS = 2.5  # Discord takes no suggestion that is older than 3
_ADDITIONS_WAITING = 32
_ADDITIONS_WAITING_EACH = 8
_NOTES_WAITING = 2_000
_RECALL_THREADS = 2
_NOTE_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSettings:
    """How many questions are answered at once, and how long anybody waits."""

    threads: int = setting(2, "questions that are answered at the same time", least=1, most=64)
    waiting: int = setting(
        1_000,
        "most questions that may wait; a further one is refused with a request to try again",
        least=0,
        most=100_000,
    )
    waiting_per_server: int = setting(
        200,
        "most questions of a single server, or person, that may wait; the servers take turns",
        least=0,
        most=100_000,
    )
    seconds: float = setting(60.0, "longest time for one question, waiting included, in seconds", least=0.1, most=800)
    addition_seconds: float = setting(
        600.0,
        "longest time that an addition or a refresh reads from the web, in seconds; what was read by then is kept",
        least=0.1,
        most=86_400,
    )
    closing_seconds: float = setting(
        20.0, "longest wait at the end for questions that are being answered, in seconds", least=0, most=600
    )


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
        self._queues = _queues(threads, waiting, waiting_per_server)
        self._seconds: dict[Kind, float | None] = {
            "question": seconds,
            "lookup": seconds,
            "suggestion": _SUGGESTION_SECONDS,
            "addition": None,
            "note": _NOTE_SECONDS,
            "recall": _NOTE_SECONDS,
        }

    @classmethod
    def configured(cls, footnote: Footnote, settings: WorkerSettings) -> Self:
        """A worker as it was configured."""
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
            call: what to do.
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
        """As `Footnote.ask`. A question that is asked of a library several times at once is answered once.

        Args:
            question: what is asked.
            library: of which library.
            alone: answers it for this caller, whoever else asks the same.
        """
        call = partial(self.footnote.ask, question, library=library)
        return self.run(call, key=None if alone else ("ask", library, question), owner=library)

    def examine(self, question: str, *, library: str, alone: bool = False) -> Ticket[Examination]:
        """As `Footnote.examine`; shared as in `ask`."""
        call = partial(self.footnote.examine, question, library=library)
        return self.run(call, key=None if alone else ("examine", library, question), owner=library)

    def search(self, asked: str, *, library: str, limit: int = 10, alone: bool = False) -> Ticket[list[RankedPassage]]:
        """As `Footnote.search`; shared as in `ask`."""
        call = partial(self.footnote.search, asked, library=library, limit=limit)
        return self.run(call, key=None if alone else ("search", library, asked, limit), owner=library)

    def summarize(
        self, name: str, *, library: str, length: Length | int = "short", about: str = "", alone: bool = False
    ) -> Ticket[Summary]:
        """As `Footnote.summarize`; shared as in `ask`."""
        call = partial(self.footnote.summarize, name, library=library, length=length, about=about)
        return self.run(call, key=None if alone else ("summarize", library, name, length, about), owner=library)

    def digest(self, asked: str, *, library: str, alone: bool = False) -> Ticket[Digest]:
        """As `Footnote.digest`; shared as in `ask`."""
        call = partial(self.footnote.digest, asked, library=library)
        return self.run(call, key=None if alone else ("digest", library, asked), owner=library)

    def timeline(self, asked: str, *, library: str, alone: bool = False) -> Ticket[Timeline]:
        """As `Footnote.timeline`; shared as in `ask`."""
        call = partial(self.footnote.timeline, asked, library=library)
        return self.run(call, key=None if alone else ("timeline", library, asked), owner=library)

    def add(
        self, locations: Sequence[str], *, library: str, watch: Watch | None = None, seconds: float | None = None
    ) -> Ticket[list[Outcome]]:
        """As `Footnote.iter_add`, all outcomes at once.

        What there was no time to read is skipped as `late`. The ticket raises `Closing` when the worker is closed
        between two articles. What was stored by then stays.

        Args:
            locations: what to add.
            library: to which library.
            watch: is called on the event loop that runs now.
            seconds: how long it reads from the web; None: `addition_seconds`.
        """
        watched = _on_this_loop(watch) if watch else None
        reading = partial(self.footnote.iter_add, tuple(locations), library=library, watch=watched)
        budget = self.addition_seconds if seconds is None else seconds
        return self.run(partial(self._read, reading, seconds=budget), kind="addition", library=library)

    def refresh(
        self, locations: Sequence[str] = (), *, library: str, watch: Watch | None = None
    ) -> Ticket[list[Outcome]]:
        """As `Footnote.refresh`, all outcomes at once; `watch` and the end as in `add`."""
        watched = _on_this_loop(watch) if watch else None
        reading = partial(self.footnote.iter_refresh, tuple(locations), library=library, watch=watched)
        budget = self.addition_seconds
        return self.run(partial(self._read, reading, seconds=budget), kind="addition", library=library)

    def changes(self, library: str) -> int:
        """How many calls have changed a library since the start: what was looked up before another one may be old."""
        return self._changes[library]

    def warm(self) -> Ticket[None]:
        """Begin to load the models, once however often it is called meanwhile; nobody has to await it."""
        return self._queues["question"].submit(self._warm, seconds=None, key=self._warm)

    @property
    def ready(self) -> bool:
        """Whether the models are loaded, so that a question is quick."""
        return self._ready.is_set()

    @property
    def closing(self) -> bool:
        """Whether nothing new is begun."""
        return self._closing.is_set()

    def statistics(self, kind: Kind = "question", *, owner: str | None = None) -> QueueStatistics:
        """The figures of the calls of a kind, or of those for an owner's library."""
        return self._queues[kind].statistics(owner)

    def busiest(self, limit: int, kind: Kind = "question") -> list[tuple[str, QueueStatistics]]:
        """The owners with most calls of a kind, and their figures."""
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
        self.footnote.warm()
        self._ready.set()

    def _read(self, reading: Callable[[], Iterable[Outcome]], *, seconds: float) -> list[Outcome]:
        from retrieval import reading_deadline  # noqa: PLC0415  imports every loader; settings are read without them

        outcomes: list[Outcome] = []
        with reading_deadline(seconds):
            for outcome in reading():
                outcomes.append(outcome)
                if self._closing.is_set():
                    stored = wording.count(sum(isinstance(outcome, Added) for outcome in outcomes), "article")
                    raise Closing(f"Footnote is being stopped; {stored} of this addition stored")
        return outcomes

    def _changing(self, call: Callable[[], T], library: str | None) -> Callable[[], T]:
        """The call, and then questions that see what it changed: they do not join those that were asked before."""

        def changing() -> T:
            try:
                return call()
            finally:
                self._changes[library] += 1
                for kind in ("question", "lookup", "suggestion"):
                    self._queues[kind].separate()

        return changing


def _queues(threads: int, waiting: int, waiting_each: int) -> dict[str, WorkQueue]:
    """The queue of each kind."""
    return {
        "question": WorkQueue("question", threads=threads, waiting=waiting, waiting_each=waiting_each),
        "lookup": WorkQueue("lookup", threads=_LOOKUP_THREADS, waiting=_LOOKUPS_WAITING, waiting_each=waiting_each),
        "suggestion": WorkQueue(
            "suggestion",
            threads=_SUGGESTION_THREADS,
            waiting=_SUGGESTIONS_WAITING,
            waiting_each=_SUGGESTIONS_WAITING_EACH,
        ),
        "addition": WorkQueue(
            "addition", threads=_ADDITION_THREADS, waiting=_ADDITIONS_WAITING, waiting_each=_ADDITIONS_WAITING_EACH
        ),
        "note": WorkQueue("note", threads=1, waiting=_NOTES_WAITING),
        "recall": WorkQueue("recall", threads=_RECALL_THREADS, waiting=_NOTES_WAITING),
    }


def _on_this_loop(watch: Watch) -> Watch:
    loop, here = asyncio.get_running_loop(), copy_context()  # else it would be called in the thread's

    def tell(stage: str, done: int, total: int | None) -> None:
        with suppress(RuntimeError):  # the loop ended before the addition
            loop.call_soon_threadsafe(watch, stage, done, total, context=here)

    return tell
