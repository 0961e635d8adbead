"""Adding and refreshing in the terminal: a progress bar while it goes on, then what became of each article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot.render import tables, wording
from bot.render.screen import Screen
from retrieval import (
    Added,
    Alias,
    ConfigError,
    Draft,
    FootnoteError,
    Outcome,
    Returned,
    Skipped,
    SourceError,
    Unchanged,
    Vanished,
    read_standard_input,
)

if TYPE_CHECKING:
    from retrieval import Footnote, Watch

STANDARD_INPUT = "-"
Reading: TypeAlias = "Callable[[Watch | None], Iterable[Outcome]]"

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


def add(pipeline: Footnote, locations: Sequence[str], *, library: str, screen: Screen, title: str = "") -> Addition:
    """Adds the locations under a progress bar on standard error.

    Args:
        pipeline: what they are added to.
        locations: what to add.
        library: to which library.
        screen: where the bar is drawn.
        title: that of what comes on standard input; if empty, its own.

    Raises:
        ConfigError: there is a title, and standard input is not among the locations.
    """
    if not title:
        return _gathered(lambda watch: pipeline.iter_add(locations, library=library, watch=watch), screen)
    others = [location for location in locations if location != STANDARD_INPUT]
    if len(others) == len(locations):
        raise ConfigError(
            "a title is for what comes on standard input", where="--title", advice="Give - as the location as well."
        )

    def reading(watch: Watch | None) -> Iterator[Outcome]:
        yield from pipeline.iter_store(_titled(pipeline, title), library=library, watch=watch)
        yield from pipeline.iter_add(others, library=library, watch=watch)

    return _gathered(reading, screen)


def _titled(pipeline: Footnote, title: str) -> Iterator[Draft | Skipped]:
    """What comes on standard input, under a title."""
    try:
        yield from read_standard_input(limits=pipeline.settings.limits, title=title)
    except SourceError as error:
        yield Skipped(source=error.where, reason=f"{error.what}. {error.advice}")


def refresh(pipeline: Footnote, locations: Sequence[str], *, library: str, screen: Screen) -> Addition:
    """Reads again what was added, under a progress bar on standard error.

    Raises:
        LocationUnknown: nothing was added from one of the locations.
    """
    return _gathered(lambda watch: pipeline.iter_refresh(locations, library=library, watch=watch), screen)


def unpack(pipeline: Footnote, folder: Path, *, library: str, screen: Screen) -> Addition:
    """Takes the articles of a pack in, under a progress bar on standard error."""
    return _gathered(lambda watch: pipeline.iter_import_pack(folder, library=library, watch=watch), screen)


def _gathered(reading: Reading, screen: Screen) -> Addition:
    outcomes: list[Outcome] = []
    stopped: FootnoteError | KeyboardInterrupt | None = None
    with bars(screen) as watch:
        found = reading(watch)  # raises where there is nothing to begin with
        try:
            outcomes.extend(found)
        except (FootnoteError, KeyboardInterrupt) as error:
            stopped = error
    return Addition(outcomes=tuple(outcomes), stopped=stopped)


def chosen(locations: Sequence[str], *, kind: str | None, paths: str | None, most: int | None) -> list[str]:
    """The locations, with what is wanted of the web addresses among them written behind these.

    Raises:
        ConfigError: something is wanted, and there is no web address.
    """
    if not (kind or paths or most):
        return list(locations)
    from retrieval import AddressChoice, is_address, with_choice  # noqa: PLC0415  imports every loader

    if not any(map(is_address, locations)):
        raise ConfigError(
            "--as, --paths and --most choose among the pages of web addresses",
            advice="Give an address, such as https://example.com/sitemap.xml, or leave them out.",
        )
    choice = AddressChoice(kind=kind or "", paths=paths or "", most=most)
    return [with_choice(one, choice) if is_address(one) else one for one in locations]


def report(addition: Addition, *, screen: Screen) -> None:
    """Prints what was understood, what was skipped and why, and the sum."""
    for table in (tables.stored(addition.outcomes), tables.moved(addition.outcomes), tables.skipped(addition.outcomes)):
        if table.rows:
            screen.show_table(table)
    screen.show_note(total(addition.outcomes))
    if addition.interrupted:
        screen.print_remark(INTERRUPTED)


def total(outcomes: Sequence[Outcome]) -> str:
    """How many were added, and what became of the others."""
    added = sum(isinstance(one, Added) for one in outcomes)
    parts = [f"{wording.count(added, 'article')} added"]
    for kind, called in _CALLED.items():
        number = sum(isinstance(one, kind) for one in outcomes)
        parts += [f"{number:,} {called}"] if number else []
    return ", ".join(parts) + "."


_CALLED = {
    Alias: "known under another source",
    Vanished: "gone",
    Returned: "back again",
    Unchanged: "unchanged",
    Skipped: "skipped",
}


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
            if total is None:  # which `update` takes for "as before"
                next(task for task in progress.tasks if task.id == started[stage]).total = None

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
