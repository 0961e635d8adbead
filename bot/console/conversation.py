"""A conversation in the console: the last questions and answers, which the next question may refer to."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from retrieval import HISTORY_TURNS, Answer, Citation, Exchange, NoAnswer, Reply, Talk

SILENCE_SECONDS = 60 * 60.0  # after which a question begins a new conversation; Discord's default is the same


class Conversation:
    """The last exchanges.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self.last = clock()  # the time of the last reply
        self.shown: Citation | None = None  # the sentence that was shown last: an answer, or the first of the leads
        self.readings: tuple[str, ...] = ()  # to choose from, if a vague question was asked last
        self._exchanges: list[Exchange] = []

    def history(self) -> Sequence[Exchange]:
        """Return the exchanges, oldest first; none after an hour without a question."""
        if self._clock() - self.last > SILENCE_SECONDS:
            self._exchanges.clear()
        return tuple(self._exchanges)

    def resume(self, history: Sequence[Exchange], *, shown: Citation | None, last: float) -> None:
        """Continue an earlier conversation, unless more than an hour has passed since its last reply."""
        if 0 <= self._clock() - last <= SILENCE_SECONDS:
            self._exchanges, self.shown, self.last = list(history[-HISTORY_TURNS:]), shown, last

    def add(self, reply: Reply, *, leads: int = 1) -> None:
        """Remember a reply; of a vague question only its readings, to choose from, and of talk nothing.

        Args:
            reply: to what was asked.
            leads: the number of leads that are shown where nothing answers; 0: none.
        """
        self.last = self._clock()
        if isinstance(reply, Talk):
            return
        self.shown = _first_shown(reply, leads)
        self.readings = reply.readings if isinstance(reply, NoAnswer) else ()
        if not self.readings:
            answer = reply.citation if isinstance(reply, Answer) else None
            quote, title = (answer.quote, answer.title) if answer else ("", "")
            exchange = Exchange(question=reply.question, quote=quote, title=title)
            self._exchanges = [*self._exchanges, exchange][-HISTORY_TURNS:]

    def reading(self, line: str) -> str | None:
        """Return the reading of the last vague question that a line chooses by its number; None for no such reading."""
        number = int(line) if line.isdecimal() and len(line) == 1 else 0
        return self.readings[number - 1] if 1 <= number <= len(self.readings) else None

    def drop_last(self) -> None:
        """Forget the last exchange, which was misunderstood. A vague question left none."""
        if not self.readings:
            self._exchanges = self._exchanges[:-1]

    def end(self) -> None:
        """Forget the whole conversation."""
        self._exchanges, self.readings, self.shown = [], (), None


def _first_shown(reply: Answer | NoAnswer, leads: int) -> Citation | None:
    """Return the sentence that a line such as "who said that?" is about.

    It is the answer, else the first lead that is shown.
    """
    if isinstance(reply, Answer):
        return reply.citation
    return reply.nearest[0] if leads and reply.nearest and not reply.readings else None
