"""The progress of work: one bar on a terminal for all of its stages, and lines where there is no terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from rich.progress import BarColumn, Progress, TextColumn

from bot.render import amounts, plain_text

if TYPE_CHECKING:
    from bot.render.screen import Screen
    from retrieval import Watch

LINE_SECONDS = 15.0  # between two lines; work that is done sooner writes none
_SETTLED_SECONDS = 2.0  # before them a rate says little, and no time is given
_SETTLED_SHARE = 0.01
_STEPS = 1_000  # of the bar
_ADDING = frozenset({"reading", "bytes", "splitting", "embedding"})  # stages of one flow, article after article
_NAMES = {
    "": "Adding",
    "asking": "Asking",
    "copying": "Copying",
    "storing": "Storing",
    "summaries": "Summarising",
    "writing": "Writing",
}
_UNITS = {"asking": "question", "copying": "article", "storing": "article", "summaries": "text", "writing": "article"}

Clock: TypeAlias = Callable[[], float]  # seconds


class ProgressState:
    """The reports of the stages, and what follows from them for the whole.

    Args:
        clock: gives the time.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._begun = clock()
        self._phase = ""
        self._done: dict[str, int] = {}
        self._totals: dict[str, int | None] = {}

    def watch(self, stage: str, done: int, total: int | None) -> None:
        """Take what a stage reports; a stage of another kind of work begins anew."""
        phase = "" if stage in _ADDING else stage
        if phase != self._phase or done < self._done.get(stage, 0):
            self._phase, self._begun, self._done, self._totals = phase, self._clock(), {}, {}
        self._done[stage], self._totals[stage] = done, total

    @property
    def name(self) -> str:
        """The name of the work that is being done."""
        return _NAMES.get(self._phase, self._phase.capitalize())

    @property
    def share(self) -> float | None:
        """The share of the whole that is done, 0 to 1; None where the whole is not known.

        Articles pass through all stages in turn, so what counts is how far the last and slowest has got: the share that
        was read, times the share of the passages found in it that are embedded.
        """
        measured = next((stage for stage in ("bytes", "reading", self._phase) if self._totals.get(stage)), None)
        if measured is None:
            return None
        total = self._totals[measured] or 1
        found = self._done.get("splitting", 0)
        embedded = self._done.get("embedding", 0) / found if found else 1.0
        return min(1.0, self._done[measured] / total) * min(1.0, embedded)

    @property
    def seconds_left(self) -> float | None:
        """The time that the rest takes at the pace so far; None where that says nothing yet."""
        elapsed, share = self._clock() - self._begun, self.share
        if not share or share < _SETTLED_SHARE or elapsed < _SETTLED_SECONDS:
            return None
        return elapsed * (1 - share) / share

    @property
    def details(self) -> str:
        """The amount that is done, and of how much: "3.1 of 12.4 MB, 412 passages, about 2 min left"."""
        left = self.seconds_left
        return ", ".join([*self._amounts(), *([f"about {amounts.time_left(left)} left"] if left is not None else [])])

    def _amounts(self) -> Iterator[str]:
        if self._phase:
            yield amounts.count_of(self._done[self._phase], self._totals[self._phase], _UNITS.get(self._phase, "step"))
            return
        size = self._totals.get("bytes")
        if size:
            yield amounts.size_of(self._done["bytes"], size)
        elif "reading" in self._done:
            yield amounts.count_of(self._done["reading"], self._totals["reading"], "article")
        if self._done.get("embedding"):
            yield amounts.count(self._done["embedding"], "passage")


@contextmanager
def show_progress(screen: Screen, *, clock: Clock = time.monotonic) -> Iterator[Watch]:
    """Show on standard error how far work has got: a bar on a terminal, else a line now and then.

    Args:
        screen: its standard error is written to.
        clock: gives the time.
    """
    if screen.err.is_terminal and not screen.err.is_dumb_terminal:
        with _show_bar(screen) as watch:
            yield watch
    else:
        yield _lines(screen, clock)


@contextmanager
def _show_bar(screen: Screen) -> Iterator[Watch]:
    state = ProgressState()
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TextColumn("{task.fields[details]}"))
    with Progress(*columns, console=screen.err, transient=True) as progress:
        task = progress.add_task(state.name, total=None, details="", visible=False)

        def watch(stage: str, done: int, total: int | None) -> None:
            state.watch(stage, done, total)
            share = state.share
            progress.tasks[0].total = None if share is None else _STEPS  # `update` cannot make it unknown again
            completed = 0.0 if share is None else share * _STEPS
            progress.update(task, description=state.name, completed=completed, details=state.details, visible=True)

        yield watch


def _lines(screen: Screen, clock: Clock) -> Watch:
    state = ProgressState(clock)
    written = clock()

    def watch(stage: str, done: int, total: int | None) -> None:
        nonlocal written
        state.watch(stage, done, total)
        if clock() - written >= LINE_SECONDS:
            written = clock()
            share = f"{state.share:.0%}, " if state.share is not None else ""
            screen.err.print(plain_text.note(f"{state.name}: {share}{state.details}"), soft_wrap=True)

    return watch
