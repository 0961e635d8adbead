"""A talk in the console: what was asked and answered, so that a question may lean on it. It ends after a silence."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from retrieval import HISTORY_TURNS, Answer, Citation, Exchange, NoAnswer, Reply

SILENCE_SECONDS = 60 * 60.0  # after which a question begins a new talk, as the ledger's default does on Discord


class Talk:
    """The last exchanges.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self.last = clock()  # when something was said last
        self.shown: Citation | None = None  # the sentence that answered last, if one did
        self.readings: tuple[str, ...] = ()  # to choose from, if a vague question was asked last
        self._told: list[Exchange] = []

    def told(self) -> Sequence[Exchange]:
        """What was said, oldest first; nothing after a silence."""
        if self._clock() - self.last > SILENCE_SECONDS:
            self._told.clear()
        return tuple(self._told)

    def go_on(self, told: Sequence[Exchange], *, shown: Citation | None, last: float) -> None:
        """Goes on from an earlier talk, unless there was a silence since."""
        if 0 <= self._clock() - last <= SILENCE_SECONDS:
            self._told, self.shown, self.last = list(told[-HISTORY_TURNS:]), shown, last

    def add(self, reply: Reply) -> None:
        """Remembers a reply; a vague question leaves only its readings to choose from."""
        self.last = self._clock()
        self.shown = reply.citation if isinstance(reply, Answer) else None
        self.readings = reply.readings if isinstance(reply, NoAnswer) else ()
        if not self.readings:
            quote, title = (self.shown.quote, self.shown.title) if self.shown else ("", "")
            self._told = [*self._told, Exchange(question=reply.question, quote=quote, title=title)][-HISTORY_TURNS:]

    def chosen(self, line: str) -> str | None:
        """The reading that a number chooses, if a vague question was asked last; else None."""
        place = int(line) if line.isdecimal() and len(line) == 1 else 0
        return self.readings[place - 1] if 1 <= place <= len(self.readings) else None

    def take_back(self) -> None:
        """Forgets the last exchange: it was understood wrongly. A vague question was none."""
        if not self.readings:
            self._told = self._told[:-1]

    def end(self) -> None:
        """Forgets all of it."""
        self._told, self.readings, self.shown = [], (), None
