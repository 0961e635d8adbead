"""The settings of the worker's threads, queues and times."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval import setting


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSettings:
    """The number of questions that are answered at once, and the longest wait."""

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
