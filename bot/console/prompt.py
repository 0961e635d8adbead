"""The prompt of the console: history, completion, paste, and the line of state below it."""

from __future__ import annotations

import os
from collections.abc import Iterable

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import ColorDepth

from bot.commands.command import Command
from bot.commands.registry import CONSOLE_COMMANDS
from bot.configuration.console_settings import ConsoleSettings
from bot.console.background_loader import BackgroundLoader
from bot.console.conversation_file import history_file
from bot.render import wording

PROMPT = "> "


def build_prompt(loader: BackgroundLoader, settings: ConsoleSettings) -> PromptSession[str]:
    """Return a prompt for questions and commands. It starts the loader as soon as it is drawn, and shows its state."""
    made: PromptSession[str] = PromptSession(
        PROMPT,
        history=history(settings),
        completer=CommandCompleter(loader),
        complete_while_typing=True,
        key_bindings=_keys(),
        bottom_toolbar=lambda: f" {wording.one_line(loader.state)} · /help · Ctrl-D leaves ",
        color_depth=_colours(settings),
        enable_open_in_editor=False,
    )
    loader.on_change = made.app.invalidate
    made.app.after_render += lambda _: loader.start()
    return made


class CommandCompleter(Completer):
    """Completes commands, and the titles of articles behind the commands that take one."""

    def __init__(self, loader: BackgroundLoader) -> None:
        self._loader = loader

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """Return the commands that begin with the text, or the articles whose title contains it."""
        typed = document.text_before_cursor
        name, blank, argument = typed.removeprefix("/").partition(" ")
        if not typed.startswith("/"):
            return
        if not blank:
            for command in CONSOLE_COMMANDS.values():
                if command.name.startswith(name):
                    ending = " " if command.required else ""
                    text = f"/{command.name}{ending}"
                    yield Completion(text, -len(typed), display=command.usage, display_meta=command.console_help)
        elif _takes_title(CONSOLE_COMMANDS.get(name)):
            yield from self._titles(argument.lstrip())

    def _titles(self, part: str) -> Iterable[Completion]:
        for card in self._loader.cards:
            title = wording.one_line(card.title)
            if part.casefold() in title.casefold():
                yield Completion(title, -len(part), display_meta=wording.date(card.published))


def _takes_title(command: Command | None) -> bool:
    return bool(command and command.required and command.required.names_article)


def history(settings: ConsoleSettings) -> History:
    """Return the lines typed before, from the configured file; none where that file cannot be used."""
    if not settings.remember:
        return InMemoryHistory()
    path = history_file(settings)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600))  # questions are private
    except OSError:
        return InMemoryHistory()
    return FileHistory(path)


def _keys() -> KeyBindings:
    """Return the key bindings that differ from the usual ones: a paste of several lines is one question."""
    keys = KeyBindings()
    keys.add(Keys.BracketedPaste)(_paste)
    return keys


def _paste(event: KeyPressEvent) -> None:
    event.current_buffer.insert_text(wording.one_line(event.data))


def _colours(settings: ConsoleSettings) -> ColorDepth | None:
    if settings.colour == "never" or (settings.colour == "auto" and os.environ.get("NO_COLOR")):
        return ColorDepth.DEPTH_1_BIT
    return None
