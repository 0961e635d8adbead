"""The errors of calls that a queue refuses, or that take too long."""

from __future__ import annotations

from retrieval import FootnoteError


class Busy(FootnoteError):
    """The queue is full, or the caller's owner has as many calls in it as one owner may.

    Args:
        running: calls that are being worked on.
        waiting: calls that wait: as many as are allowed.
    """

    def __init__(self, *, running: int, waiting: int) -> None:
        self.running = running
        self.waiting = waiting
        what = f"too much is asked at once: {running:,} at work and {waiting:,} in line, which is as many as may wait"
        super().__init__(what, advice="Try again in a moment.")


class TookTooLong(FootnoteError):
    """No result in time. What was begun goes on to its end, but nobody waits for it."""

    def __init__(self, *, seconds: float, place: int) -> None:
        self.seconds = seconds
        self.place = place  # in line when the time was up; 0: it was being worked on
        where = f"number {place:,} in line" if place else "being worked on"
        super().__init__(f"not done after {seconds:g} seconds, still {where}", advice="Try again in a moment.")


class Closing(FootnoteError):
    """Footnote is being stopped and begins nothing new."""

    def __init__(self, what: str = "Footnote is being stopped") -> None:
        super().__init__(what, advice="Ask again when it is back.")
