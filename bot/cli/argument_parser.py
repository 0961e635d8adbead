"""Builds the argument parser of `footnote` from the registry of commands."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NoReturn

from bot.cli.exit_codes import MEANINGS, Exit
from bot.commands.command import Argument, Command
from bot.commands.registry import COMMAND_LINE_COMMANDS

DESCRIPTION = "Answers questions from your articles with the one sentence that answers, quoted to the character."
_WIDEST_CODE = 3


class _Parser(argparse.ArgumentParser):
    """A parser that shows how to ask when a question was typed in a command's place."""

    def error(self, message: str) -> NoReturn:
        """End with the usage and the message."""
        if "argument COMMAND: invalid choice" in message:
            names = ", ".join(COMMAND_LINE_COMMANDS)
            message = f'{message.partition(" (choose")[0]}. Commands: {names}. To ask: footnote ask "…"'
        super().error(message)


class _Version(argparse.Action):
    """Prints the version, which is looked up only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print the version and end."""
        from importlib.metadata import version  # noqa: PLC0415  takes 50 ms, which --help does not wait for

        print(f"footnote {version('footnote')}")
        parser.exit()


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, with a parser for each command."""
    common = _common_options()
    parser = _with_exit_statuses(_Parser(prog="footnote", description=DESCRIPTION, parents=[common]))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, title="commands")
    for command in COMMAND_LINE_COMMANDS.values():
        about = f"{command.help[0].upper()}{command.help[1:]}."
        made = commands.add_parser(command.name, help=command.help, description=about, parents=[common])
        _add_arguments(_with_exit_statuses(made), command)
    return parser


def _add_arguments(parser: _Parser, command: Command) -> None:
    groups: dict[str, Callable[..., argparse.Action]] = {}
    for argument in command.arguments:
        group = argument.heading or argument.alternative
        if group not in groups:
            groups[group] = _group(parser, argument)
        groups[group](argument.name, **argument.parameters())


def _group(parser: _Parser, argument: Argument) -> Callable[..., argparse.Action]:
    """Return the method that adds the argument and the others of its group."""
    if argument.heading:
        return parser.add_argument_group(argument.heading).add_argument
    return parser.add_mutually_exclusive_group().add_argument if argument.alternative else parser.add_argument


def _with_exit_statuses(parser: _Parser) -> _Parser:
    """Return the parser with the exit statuses below its help."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "exit status:\n" + "\n".join(f"  {code:>{_WIDEST_CODE}}  {MEANINGS[code]}" for code in Exit)
    return parser


def _common_options() -> _Parser:
    """Return the options that may stand before a command as well as after it."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--config", metavar="FILE", help="the configuration file (see config.example.toml)")
    common.add_argument(
        "--library", metavar="NAME", help="the name of the library to use, in place of the configured one"
    )
    common.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    return common
