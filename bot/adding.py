"""Adding articles from the command line and the console: a progress bar while it goes on, then what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot import tables, words
from bot.screen import Screen
from retrieval.errors import FootnoteError
from retrieval.records import Added, Outcome, Skipped, Unchanged

if TYPE_CHECKING:
    from retrieval.intake import Watch
    from retrieval.pipeline import Footnote

INTERRUPTED = "Interrupted. What was stored stays; give the same command again to go on."


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What became of each article, and what ended it early, if anything did. What was stored by then stays."""

    outcomes: tuple[Outcome, ...]
    stopped: FootnoteError | KeyboardInterrupt | None

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl-C ended it."""
        return isinstance(self.stopped, KeyboardInterrupt)

    @property
    def skipped(self) -> bool:
        """Whether a location gave no article that should have given one."""
        return any(isinstance(one, Skipped) and not one.expected for one in self.outcomes)


def add(pipeline: Footnote, locations: Sequence[str], *, library: str, screen: Screen) -> Addition:
    """Adds the locations under a progress bar on standard error."""
    outcomes: list[Outcome] = []
    stopped: FootnoteError | KeyboardInterrupt | None = None
    try:
        with bars(screen) as watch:
            outcomes.extend(pipeline.add(locations, library=library, watch=watch))
    except (FootnoteError, KeyboardInterrupt) as error:
        stopped = error
    return Addition(outcomes=tuple(outcomes), stopped=stopped)


def report(addition: Addition, *, screen: Screen) -> None:
    """Prints what was understood, what was skipped and why, and the sum."""
    for table in (tables.stored(addition.outcomes), tables.skipped(addition.outcomes)):
        if table.rows:
            screen.table(table)
    screen.show(screen.face.note(total(addition.outcomes)))
    if addition.interrupted:
        screen.aside(INTERRUPTED)


def total(outcomes: Sequence[Outcome]) -> str:
    """How many were added, unchanged and skipped."""
    added = sum(isinstance(one, Added) for one in outcomes)
    unchanged = sum(isinstance(one, Unchanged) for one in outcomes)
    skipped = sum(isinstance(one, Skipped) for one in outcomes)
    parts = [f"{words.count(added, 'article')} added"]
    parts += [f"{unchanged:,} unchanged"] if unchanged else []
    parts += [f"{skipped:,} skipped"] if skipped else []
    return ", ".join(parts) + "."


@contextmanager
def bars(screen: Screen) -> Iterator[Watch | None]:
    """Progress bars on standard error, one a stage; None where that is no terminal."""
    if not screen.err.is_terminal or screen.err.is_dumb_terminal:
        yield None
        return
    with Progress(*_COLUMNS, console=screen.err, transient=True) as progress:
        started = {}

        def watch(stage: str, done: int, total: int | None) -> None:
            if stage not in started:
                started[stage] = progress.add_task(stage, total=total)
            progress.update(started[stage], completed=done, total=total)

        yield watch


class _Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        """The rate of the last half minute; nothing in the first second, which tells little."""
        speed = (task.finished_speed or task.speed) if (task.elapsed or 0) > 1 else None
        return Text(f"{speed:,.1f}/s" if speed else "", style="dim")


_COLUMNS = (
    TextColumn("{task.description}", markup=False),
    BarColumn(),
    MofNCompleteColumn(),
    _Rate(),
    TimeRemainingColumn(),
)
