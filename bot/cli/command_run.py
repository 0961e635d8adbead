"""The tools of the commands of the command line: the arguments, the configuration, the screen, the library."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cli.exit_codes import Exit
from bot.configuration import config_file
from bot.configuration.config_file import Config
from bot.render import wording
from bot.render.blocks import Block, Table
from bot.render.json_values import Json
from bot.render.screen import Screen

if TYPE_CHECKING:
    from retrieval import Footnote  # imports every stage; a command that needs none does not wait for it

EMPTY_ADVICE = f"{wording.EMPTY_LIBRARY} Add some: footnote add FOLDER."


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRun:
    """One run of a command."""

    arguments: Namespace
    config: Config
    screen: Screen

    @classmethod
    def start(cls, arguments: Namespace) -> CommandRun:
        """Read the configuration.

        Raises:
            ConfigError: the configuration cannot be used.
        """
        named, library = getattr(arguments, "config", None), getattr(arguments, "library", None)
        config = config_file.load(named, library=library).config
        return cls(arguments=arguments, config=config, screen=Screen(config.console))

    @property
    def library(self) -> str:
        """The name of the library that the command works on."""
        return self.config.library.name

    @property
    def is_json(self) -> bool:
        """True if the output is JSON."""
        return bool(self.arguments.json)

    @contextmanager
    def open_footnote(self, *, warm: bool = False) -> Iterator[Footnote]:
        """Open the library, and close it afterwards. Warm: load the model first, which takes seconds."""
        from retrieval import open_footnote  # noqa: PLC0415  imports every stage

        footnote = open_footnote(self.config)
        try:
            self._remark_on_new_library(footnote)
            if warm:
                with self.screen.show_status("loading the model…"):
                    footnote.warm()
            yield footnote
        finally:
            footnote.close()

    def _remark_on_new_library(self, footnote: Footnote) -> None:
        """Say that a library named on the command line is new where others are there: its name may be mistyped."""
        names = footnote.libraries() if getattr(self.arguments, "library", None) else ()
        if names and self.library not in names:
            self.screen.print_remark(wording.empty_library(self.library, names))

    def show(self, blocks: Iterable[Block], value: Json) -> None:
        """Print the blocks, or the value as JSON if that is asked for."""
        if self.is_json:
            self.screen.print_json(value)
        else:
            self.screen.show(*blocks)

    def show_list(self, table: Table, value: Json, *, empty: str) -> Exit:
        """Print a table, or the value as JSON; a table without rows gives the remark `empty` and `Exit.NOTHING`."""
        if self.is_json:
            self.screen.print_json(value)
        elif table.rows:
            self.screen.show_table(table)
        if not table.rows:
            self.screen.print_remark(empty)
        return Exit.DONE if table.rows else Exit.NOTHING
