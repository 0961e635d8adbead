"""Standard output and error as rich consoles: blocks are drawn on a terminal and plain text everywhere else."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, NoReturn, TextIO

from rich.console import Console

from bot.configuration.console_settings import ConsoleSettings
from bot.render import json_values, plain_text, terminal
from bot.render.blocks import Block, Note, Table


class Screen:
    """Standard output and error, with the writer of blocks that suits them."""

    def __init__(self, settings: ConsoleSettings) -> None:
        self.settings = settings
        self.out = _console(sys.stdout, settings)
        self.err = _console(sys.stderr, settings)
        self.is_drawn = self.out.is_terminal and not self.out.is_dumb_terminal

    def show(self, *blocks: Block) -> None:
        """Print blocks and flush. Plain text is written as it is, not wrapped."""
        if self.is_drawn:
            self.out.print(terminal.render(blocks))
        else:
            self.out.file.write(plain_text.render(blocks) + "\n")
        self.out.file.flush()

    def show_note(self, text: str) -> None:
        """Print a line of Footnote's own words among the replies."""
        self.show(Note(text=text))

    def show_table(self, table: Table) -> None:
        """Print a table; on a terminal a long one is cut."""
        self.show(table.cut(self.settings.listed) if self.is_drawn else table)

    def end_reply(self) -> None:
        """Print an empty line, which ends a reply for a program that reads replies from a pipe."""
        self.out.file.write("\n")
        self.out.file.flush()

    def print_json(self, value: json_values.Json) -> None:
        """Print one JSON object."""
        self.out.file.write(json_values.dumps(value) + "\n")
        self.out.file.flush()

    def print_remark(self, text: str) -> None:
        """Print a remark to standard error."""
        self.err.print(plain_text.note(text), soft_wrap=not self.err.is_terminal)

    @contextmanager
    def show_status(self, text: str) -> Iterator[None]:
        """Show on standard error, where that is a terminal, that work is in progress."""
        if self.err.is_terminal and not self.err.is_dumb_terminal:
            with self.err.status(plain_text.note(text)):
                yield
        else:
            yield


class _Console(Console):
    """A console that leaves a closed pipe to the program, which ends with a status of its own."""

    def on_broken_pipe(self) -> NoReturn:
        """Raise the error to the program; rich calls this while the error is handled."""
        raise BrokenPipeError(errno.EPIPE, "the reader of the output closed it")


def _console(stream: TextIO, settings: ConsoleSettings) -> Console:
    """Return a console that interprets nothing in what it prints, with the requested colours and width."""
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
