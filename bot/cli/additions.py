"""Adding and refreshing in the terminal: the progress, then the outcome of each article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bot.render import amounts, tables
from bot.render.progress_bar import show_progress
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
ReadOutcomes: TypeAlias = "Callable[[Watch | None], Iterable[Outcome]]"  # reports its progress to the watch

INTERRUPTED = "Interrupted. What was stored stays; run the same command again to continue."


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """The outcome of each article, and the error that ended the addition early, if any. Stored articles stay."""

    outcomes: tuple[Outcome, ...]
    stopped: FootnoteError | KeyboardInterrupt | None

    @property
    def interrupted(self) -> bool:
        """True if Ctrl-C ended the addition."""
        return isinstance(self.stopped, KeyboardInterrupt)

    @property
    def skipped(self) -> bool:
        """True if a location gave no article that should have given one."""
        return any(isinstance(outcome, Skipped) and not outcome.expected for outcome in self.outcomes)


def add(footnote: Footnote, locations: Sequence[str], *, library: str, screen: Screen, title: str = "") -> Addition:
    """Add the locations, and show on standard error how far that has got.

    Args:
        footnote: stores the articles.
        locations: to add.
        library: the name of the library.
        screen: where that is shown.
        title: the title of the text on standard input; if empty, the text's own.

    Raises:
        ConfigError: there is a title, and standard input is not among the locations.
    """
    if not title:
        return _collect(lambda watch: footnote.iter_add(locations, library=library, watch=watch), screen)
    others = [location for location in locations if location != STANDARD_INPUT]
    if len(others) == len(locations):
        raise ConfigError(
            "a title is for what comes on standard input", where="--title", advice="Give - as the location as well."
        )

    def read(watch: Watch | None) -> Iterator[Outcome]:
        yield from footnote.iter_store(_read_standard_input(footnote, title), library=library, watch=watch)
        yield from footnote.iter_add(others, library=library, watch=watch)

    return _collect(read, screen)


def _read_standard_input(footnote: Footnote, title: str) -> Iterator[Draft | Skipped]:
    """Yield the text on standard input as an article with a title; skipped where it cannot be read."""
    try:
        yield from read_standard_input(limits=footnote.settings.limits, title=title)
    except SourceError as error:
        yield Skipped(source=error.where, reason=f"{error.what}. {error.advice}")


def refresh(footnote: Footnote, locations: Sequence[str], *, library: str, screen: Screen) -> Addition:
    """Refresh the library, and show the progress on standard error.

    Raises:
        LocationUnknown: nothing was added from one of the locations.
    """
    return _collect(lambda watch: footnote.iter_refresh(locations, library=library, watch=watch), screen)


def import_pack(footnote: Footnote, folder: Path, *, library: str, screen: Screen) -> Addition:
    """Add the articles of a pack, and show on standard error how far that has got."""
    return _collect(lambda watch: footnote.iter_import_pack(folder, library=library, watch=watch), screen)


def _collect(reading: ReadOutcomes, screen: Screen) -> Addition:
    outcomes: list[Outcome] = []
    stopped: FootnoteError | KeyboardInterrupt | None = None
    with show_progress(screen) as watch:
        iterator = reading(watch)  # raises here where it cannot begin
        try:
            outcomes.extend(iterator)
        except (FootnoteError, KeyboardInterrupt) as error:
            stopped = error
    return Addition(outcomes=tuple(outcomes), stopped=stopped)


def with_address_choice(
    locations: Sequence[str], *, kind: str | None, paths: str | None, most: int | None
) -> list[str]:
    """Return the locations; the web addresses among them with the choice of their pages appended.

    Raises:
        ConfigError: there is a choice, and no web address.
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
    return [with_choice(location, choice) if is_address(location) else location for location in locations]


def report(addition: Addition, *, screen: Screen, with_table: bool = False) -> None:
    """Print the articles whose sources changed, those that were skipped and why, and the total.

    Args:
        addition: the outcome of each article.
        screen: where it is printed.
        with_table: whether new articles are listed on a terminal too; into a pipe they always are.
    """
    stored = [tables.stored(addition.outcomes)] if with_table or not screen.is_drawn else []
    for table in (*stored, tables.moved(addition.outcomes), tables.skipped(addition.outcomes)):
        if table.rows:
            screen.show_table(table)
    screen.show_note(total(addition.outcomes))
    if addition.interrupted:
        screen.print_remark(INTERRUPTED)


def total(outcomes: Sequence[Outcome]) -> str:
    """Return the number of added articles, and the outcomes of the others."""
    stored = [outcome for outcome in outcomes if isinstance(outcome, Added)]
    changed = sum(outcome.replaced for outcome in stored)
    parts = [f"{amounts.count(len(stored) - changed, 'article')} added"]
    parts += [f"{changed:,} changed"] if changed else []
    for kind, name in _NAMES.items():
        number = sum(isinstance(outcome, kind) for outcome in outcomes)
        parts += [f"{number:,} {name}"] if number else []
    return ", ".join(parts) + "."


_NAMES = {
    Alias: "known under another source",
    Vanished: "gone",
    Returned: "back again",
    Unchanged: "unchanged",
    Skipped: "skipped",
}
