"""The documentation's rules for commands, autocomplete choices, modals and threads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from support.discord_loopback.component_trees import walk
from support.discord_loopback.error_responses import Breach
from support.discord_loopback.json_types import Json, Path
from support.discord_loopback.message_rules import CUSTOM_ID, option_breaches, repeated_ids, too_long

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
MOST_OF_TYPE = {CHAT_INPUT: 100, USER_MENU: 15, MESSAGE_MENU: 15}
NAME = re.compile(r"[-_'\w]{1,32}")  # close to Discord's: letters and digits of any script
COMMAND_CHARACTERS, CHOICES, CHOICE, DESCRIPTION, OPTIONS = 8000, 25, 100, 100, 25
GROUPING = frozenset({1, 2})  # option types that hold options
TITLE, MODAL_ROWS, THREAD_NAME = 45, 5, 100
ARCHIVE_MINUTES = frozenset({60, 1440, 4320, 10080})
CHOICE_KINDS: dict[int, tuple[type, ...]] = {3: (str,), 4: (int,), 10: (int, float)}


def command_breaches(commands: Sequence[Json]) -> Iterator[Breach]:
    """Yield what a list of commands for one scope breaks."""
    kinds = Counter(command.get("type", CHAT_INPUT) for command in commands)
    for kind, most in MOST_OF_TYPE.items():
        if kinds[kind] > most:
            words = f"{kinds[kind]} commands of type {kind}; {most} is the limit."
            yield Breach(rule="commands-per-scope", at=(), value=kinds[kind], message=words)
    names = Counter((command.get("type", CHAT_INPUT), command.get("name")) for command in commands)
    for (_, name), times in names.items():
        if times > 1:
            words = "Application command names must be unique"
            yield Breach(rule="command-unique", at=(), value=name, code="APPLICATION_COMMANDS_DUPLICATE", message=words)
    for index, command in enumerate(commands):
        yield from _one_command((index,), command)


def _one_command(at: Path, command: Json) -> Iterator[Breach]:
    characters = _characters(command)
    if characters > COMMAND_CHARACTERS:
        words = f"The command has {characters} characters in all; {COMMAND_CHARACTERS} is the limit."
        yield Breach(rule="command-8000", at=at, value=characters, message=words)
    if command.get("type", CHAT_INPUT) == CHAT_INPUT:
        yield from _named(at, command)
    yield from _options(at, command)


def _named(at: Path, named: Json) -> Iterator[Breach]:
    names = {"name": named.get("name") or "", **(named.get("name_localizations") or {})}
    for key, name in names.items():
        if not NAME.fullmatch(name) or name != name.lower():
            place = (*at, "name") if key == "name" else (*at, "name_localizations", key)
            words = "Command name is invalid: one word of 1 to 32 lower-case letters, digits, - or _."
            yield Breach(
                rule="command-name", at=place, value=name, code="APPLICATION_COMMAND_INVALID_NAME", message=words
            )
    yield from too_long("description-100", (*at, "description"), named.get("description"), DESCRIPTION, least=1)


def _options(at: Path, holder: Json) -> Iterator[Breach]:
    options = holder.get("options") or []
    yield from too_long("options-25", (*at, "options"), options, OPTIONS)
    optional_seen = False
    for index, option in enumerate(options):
        place = (*at, "options", index)
        yield from _named(place, option)
        yield from choice_breaches((*place, "choices"), option.get("choices") or [], option.get("type", 3))
        if option.get("required") and optional_seen:
            words = "Required options must be placed before non-required options"
            yield Breach(rule="option-order", at=place, value=option.get("name"), message=words)
        optional_seen = optional_seen or not option.get("required")
        yield from _options(place, option)


def _characters(named: Json) -> int:
    own = sum(
        max(map(len, [named.get(key) or "", *(named.get(f"{key}_localizations") or {}).values()]))
        for key in ("name", "description")
    )
    choices = sum(len(choice["name"]) + len(str(choice["value"])) for choice in named.get("choices") or [])
    return own + choices + sum(_characters(option) for option in named.get("options") or [])


def choice_breaches(at: Path, choices: Sequence[Json], kind: int) -> Iterator[Breach]:
    """Yield what the choices of an option, or of an autocomplete answer, break.

    Args:
        at: where they stand.
        choices: names and values.
        kind: the type of the option that they are for: the values have to fit it.
    """
    yield from too_long("choices-25", at, list(choices), CHOICES)
    for index, choice in enumerate(choices):
        yield from too_long("choice-100", (*at, index, "name"), choice.get("name"), CHOICE, least=1)
        yield from too_long("choice-100", (*at, index, "value"), choice.get("value"), CHOICE)
        value = choice.get("value")
        if not isinstance(value, CHOICE_KINDS.get(kind, (str,))) or isinstance(value, bool):
            words = f"The value does not fit an option of type {kind}."
            yield Breach(rule="choice-kind", at=(*at, index, "value"), value=value, message=words)


def modal_breaches(data: Json, at: Path = ("data",)) -> Iterator[Breach]:
    """Yield what a modal breaks."""
    yield from too_long("modal-title-45", (*at, "title"), data.get("title"), TITLE, least=1)
    yield from too_long("custom-id-100", (*at, "custom_id"), data.get("custom_id"), CUSTOM_ID, least=1)
    components = data.get("components") or []
    yield from too_long("modal-5", (*at, "components"), components, MODAL_ROWS, least=1)
    nodes = list(walk(components, (*at, "components")))
    for place, node in nodes:
        yield from too_long("modal-label-45", (*place, "label"), node.get("label"), TITLE)
        yield from too_long("custom-id-100", (*place, "custom_id"), node.get("custom_id"), CUSTOM_ID, least=1)
        yield from option_breaches((*place, "options"), node.get("options") or [])
    yield from repeated_ids(nodes)


def thread_breaches(body: Json) -> Iterator[Breach]:
    """Yield what a request for a thread, or for a change of one, breaks."""
    yield from too_long("thread-name-100", ("name",), body.get("name"), THREAD_NAME, least=1)
    minutes = body.get("auto_archive_duration")
    if minutes is not None and minutes not in ARCHIVE_MINUTES:
        words = f"Value must be one of {sorted(ARCHIVE_MINUTES)}."
        yield Breach(rule="thread-archive", at=("auto_archive_duration",), value=minutes, message=words)
