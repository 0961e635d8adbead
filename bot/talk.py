"""A talk in the console: what was asked and answered, so that a question may lean on it. It ends after a silence."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from retrieval.dialogue import TURNS, Exchange
from retrieval.records import Answer, NoAnswer, Reply

SILENCE_SECONDS = 60 * 60.0  # after which a question begins a new talk, as the ledger's default does on Discord


class Talk:
    """The last exchanges.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()
        self._told: list[Exchange] = []
        self._readings: tuple[str, ...] = ()

    def told(self) -> Sequence[Exchange]:
        """What was said, oldest first; nothing after a silence."""
        if self._clock() - self._last > SILENCE_SECONDS:
            self._told.clear()
        return tuple(self._told)

    def add(self, reply: Reply) -> None:
        """Remembers a reply; a vague question leaves only its readings to choose from."""
        self._last = self._clock()
        self._readings = reply.readings if isinstance(reply, NoAnswer) else ()
        if not self._readings:
            cited = reply.citation if isinstance(reply, Answer) else None
            quote, title = (cited.quote, cited.title) if cited else ("", "")
            self._told = [*self._told, Exchange(question=reply.question, quote=quote, title=title)][-TURNS:]

    def chosen(self, line: str) -> str | None:
        """The reading that a number chooses, if a vague question was asked last; else None."""
        place = int(line) if line.isdecimal() and len(line) == 1 else 0
        return self._readings[place - 1] if 1 <= place <= len(self._readings) else None

    def take_back(self) -> None:
        """Forgets the last exchange: it was understood wrongly."""
        self._told = self._told[:-1]

    def end(self) -> None:
        """Forgets all of it."""
        self._told, self._readings = [], ()
