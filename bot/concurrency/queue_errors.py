"""The errors of calls that a queue refuses, or that take too long."""

from __future__ import annotations

from retrieval import FootnoteError


class Busy(FootnoteError):
    """The queue is full, or the caller's owner has as many calls in it as one owner may.

    Args:
        running: calls that are running.
        waiting: calls that wait: as many as are allowed.
    """

    def __init__(self, *, running: int, waiting: int) -> None:
        self.running = running
        self.waiting = waiting
        what = f"too many requests: {running:,} running and {waiting:,} waiting, and no more may wait"
        super().__init__(what, advice="Try again in a moment.")


class TookTooLong(FootnoteError):
    """No result in time. What was begun goes on to its end, but nobody waits for it."""

    def __init__(self, *, seconds: float, position: int) -> None:
        self.seconds = seconds
        self.position = position  # in the queue when the time was up; 0: it was running
        state = f"still number {position:,} in the queue" if position else "still running"
        super().__init__(
            f"no result after {seconds:g} seconds; the request is {state}", advice="Try again in a moment."
        )


class Closing(FootnoteError):
    """Footnote is being stopped and begins nothing new."""

    def __init__(self, what: str = "Footnote is being stopped") -> None:
        super().__init__(what, advice="Ask again after the restart.")
