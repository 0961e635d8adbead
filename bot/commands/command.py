"""The records that describe a command. They name its functions, which are imported only when the command runs."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An argument of a command on the command line, in the terms of `argparse`."""

    name: str  # "question", or with dashes, "--limit"
    help: str
    metavar: str | None = None
    nargs: str | None = None
    parse: Callable[[str], object] | None = None
    default: object = None
    choices: tuple[str, ...] | None = None
    is_flag: bool = False
    destination: str | None = None  # the attribute of the parsed arguments, where that is not the name
    heading: str = ""  # of the group under which the help lists it
    alternative: str = ""  # arguments with the same text here exclude each other
    names_article: bool = False  # the console completes it with the titles of articles

    @property
    def is_required(self) -> bool:
        """True if the command cannot run without it."""
        return not self.name.startswith("-") and self.nargs not in {"*", "?"}

    def parameters(self) -> dict[str, Any]:
        """Return the keyword arguments of `ArgumentParser.add_argument`."""
        if self.is_flag:
            return {"action": "store_true", "help": self.help}
        values = {
            "metavar": self.metavar,
            "nargs": self.nargs,
            "type": self.parse,
            "default": self.default,
            "choices": self.choices,
            "dest": self.destination,
        }
        return {"help": self.help, **{name: value for name, value in values.items() if value is not None}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command: its name, its help, its arguments, and the function that runs it in each front-end.

    A function is named as `module:function`; without a name the front-end does not have the command.
    """

    name: str
    help: str
    arguments: tuple[Argument, ...] = ()
    command_line: str = ""  # takes the parsed arguments and returns the exit status
    console: str = ""  # takes the conversation and what was typed behind the name
    console_hint: str = ""  # what else the console understands behind the name
    aliases: tuple[str, ...] = ()  # other names in the console

    @property
    def required(self) -> Argument | None:
        """The argument that the console asks for."""
        return self.argument if self.argument and self.argument.is_required else None

    @property
    def argument(self) -> Argument | None:
        """The argument that the console takes behind the name, required or not; it takes no other."""
        return next((argument for argument in self.arguments if not argument.name.startswith("-")), None)

    @property
    def usage(self) -> str:
        """The command as it is typed in the console; what may be left out is in brackets."""
        if self.argument is None:
            return f"/{self.name}"
        return f"/{self.name} {self.argument.metavar}" if self.required else f"/{self.name} [{self.argument.metavar}]"

    @property
    def console_help(self) -> str:
        """The help line in the console."""
        return f"{self.help} ({self.console_hint})" if self.console_hint else self.help


def resolve(reference: str) -> Callable[..., Any]:
    """Return the function that `module:function` names; the module is imported now."""
    module, _, name = reference.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function
