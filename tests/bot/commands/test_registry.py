"""The registry of commands: what it names exists, and both front-ends are made from it."""

from __future__ import annotations

import inspect

import pytest

from bot.cli.argument_parser import build_parser
from bot.commands.command import Argument, Command, resolve
from bot.commands.registry import COMMAND_LINE_COMMANDS, CONSOLE_ALIASES, CONSOLE_COMMANDS
from bot.console.session import find_command
from retrieval import QuestionError


def sample(argument: Argument) -> list[str]:
    """The argument as somebody types it."""
    if argument.is_flag:
        return [argument.name]
    value = argument.choices[0] if argument.choices else "0.5" if argument.metavar in {"P", "SHARE"} else "1"
    return [argument.name, value] if argument.name.startswith("-") else [value]


@pytest.mark.parametrize("command", COMMAND_LINE_COMMANDS.values(), ids=COMMAND_LINE_COMMANDS)
def test_a_command_of_the_command_line_takes_its_arguments_and_has_a_function(command: Command) -> None:
    exclusive = {argument.alternative: argument for argument in command.arguments if argument.alternative}
    typed = [a for a in command.arguments if not a.alternative or exclusive[a.alternative] is a]
    parsed = build_parser().parse_args([command.name, *(part for a in typed for part in sample(a))])
    assert parsed.command == command.name
    assert len(inspect.signature(resolve(command.command_line)).parameters) == 1


@pytest.mark.parametrize("command", CONSOLE_COMMANDS.values(), ids=CONSOLE_COMMANDS)
def test_a_command_of_the_console_has_a_function_and_a_usage(command: Command) -> None:
    assert len(inspect.signature(resolve(command.console)).parameters) == 2
    assert command.usage.split(" ")[0] == f"/{command.name}"
    assert not command.required or command.required.metavar


def test_both_front_ends_describe_a_command_alike() -> None:
    shared = COMMAND_LINE_COMMANDS.keys() & CONSOLE_COMMANDS.keys()
    assert {"summary", "search", "add"} <= shared
    help_text = " ".join(build_parser().format_help().split())
    for name in shared:
        assert COMMAND_LINE_COMMANDS[name] is CONSOLE_COMMANDS[name]
        assert CONSOLE_COMMANDS[name].help in help_text


def test_aliases_and_names_find_their_command_and_a_misspelling_the_nearest() -> None:
    assert CONSOLE_ALIASES.keys().isdisjoint(CONSOLE_COMMANDS)
    assert find_command("q") is find_command("exit") is find_command("quit")
    assert find_command("?") is find_command("h") is find_command("help")
    with pytest.raises(QuestionError, match=r"Did you mean /summary\?"):
        find_command("sumary")


def test_help_lines_are_phrases_without_a_full_stop() -> None:
    for command in (*COMMAND_LINE_COMMANDS.values(), *CONSOLE_COMMANDS.values()):
        for line in (command.help, *(argument.help for argument in command.arguments)):
            assert line == line.strip() != ""
            assert not line.endswith(".")
