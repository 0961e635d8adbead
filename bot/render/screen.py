"""Where output goes: standard output and error as rich consoles, drawn on a terminal and plain everywhere else."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, NoReturn, Protocol, TextIO, cast

from rich.console import Console, RenderableType

from bot.app.configuration import ConsoleSettings
from bot.render import json_values, plain_text, terminal
from bot.render.quote_excerpt import Quoted
from bot.render.tables import Sheet
from retrieval import Article, Digest, Examination, Origin, Passage, RankedPassage, Summary


class Face(Protocol):
    """How replies look. `render` and `plain` are the two."""

    def reply(self, examination: Examination, shown: Sequence[Quoted], *, took: float, leads: int) -> RenderableType:
        """An answer, or what is nearest."""
        ...

    def quotes(self, shown: Sequence[Quoted]) -> RenderableType:
        """Several quotes."""
        ...

    def passages(self, found: Sequence[RankedPassage]) -> RenderableType:
        """Ranked passages."""
        ...

    def article(self, shown: Article, parts: Sequence[Passage], origins: Sequence[Origin] = ()) -> RenderableType:
        """An article with its passages, and its other sources."""
        ...

    def summary(self, made: Summary) -> RenderableType:
        """A summary."""
        ...

    def digest(self, made: Digest) -> RenderableType:
        """What several articles say."""
        ...

    def sheet(self, table: Sheet) -> RenderableType:
        """A table."""
        ...

    def note(self, text: str) -> RenderableType:
        """A remark of the program's own."""
        ...

    def why(self, examination: Examination, runners: Sheet, stages: Sheet) -> RenderableType:
        """How a reply came about."""
        ...


class Screen:
    """Standard output and error, with the face that suits them."""

    def __init__(self, settings: ConsoleSettings) -> None:
        self.settings = settings
        self.out = _console(sys.stdout, settings)
        self.err = _console(sys.stderr, settings)
        self.drawn = self.out.is_terminal and not self.out.is_dumb_terminal
        self.face: Face = cast("Face", terminal if self.drawn else plain_text)

    def show(self, shown: RenderableType) -> None:
        """Prints, and hands on at once. Plain text is written as it is, not wrapped."""
        if isinstance(shown, str):
            self.out.file.write(shown + "\n")
        else:
            self.out.print(shown)
        self.out.file.flush()

    def table(self, table: Sheet) -> None:
        """Prints a table; on a terminal a long one is cut."""
        self.show(self.face.sheet(table.cut(self.settings.listed) if self.drawn else table))

    def json(self, value: json_values.Json) -> None:
        """Prints one JSON object."""
        self.out.file.write(json_values.dumps(value) + "\n")
        self.out.file.flush()

    def aside(self, text: str) -> None:
        """Prints a remark to standard error."""
        self.err.print(plain_text.note(text), soft_wrap=not self.err.is_terminal)

    @contextmanager
    def busy(self, text: str) -> Iterator[None]:
        """Shows on standard error, where that is a terminal, that something goes on."""
        if self.err.is_terminal and not self.err.is_dumb_terminal:
            with self.err.status(plain_text.note(text)):
                yield
        else:
            yield


class _Console(Console):
    """A console that leaves a closed pipe to the program, which ends with a status of its own."""

    def on_broken_pipe(self) -> NoReturn:
        """Called while the error is handled."""
        raise BrokenPipeError(errno.EPIPE, "the reader of the output closed it")


def _console(stream: TextIO, settings: ConsoleSettings) -> Console:
    """A console that obeys nothing in what it prints, with the colours and the width that were asked for."""
    return _Console(
        file=stream,
        force_terminal=True if settings.colour == "always" else None,
        color_system=_colours(settings),
        width=settings.width or None,
        markup=False,
        highlight=False,
        emoji=False,
    )


def _colours(settings: ConsoleSettings) -> Literal["auto", "standard"] | None:
    if settings.colour == "always":
        return "standard"
    return None if settings.colour == "never" or os.environ.get("NO_COLOR") else "auto"
