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

from bot.app.configuration import ConsoleSettings
from bot.console.background_loader import Opening
from bot.console.history import history_file
from bot.console.session import COMMANDS
from bot.render import wording

PROMPT = "> "


def session(opening: Opening, settings: ConsoleSettings) -> PromptSession[str]:
    """A prompt for questions and commands. It starts the opening as soon as it is drawn, and shows its state."""
    made: PromptSession[str] = PromptSession(
        PROMPT,
        history=history(settings),
        completer=Titles(opening),
        complete_while_typing=True,
        key_bindings=_keys(),
        bottom_toolbar=lambda: f" {wording.one_line(opening.state)} · /help · Ctrl-D leaves ",
        color_depth=_colours(settings),
        enable_open_in_editor=False,
    )
    opening.changed = made.app.invalidate
    made.app.after_render += lambda _: opening.start()
    return made


class Titles(Completer):
    """Completes commands, and the titles of articles behind the commands that take one."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """The commands that begin as typed, or the articles whose title holds what is typed."""
        typed = document.text_before_cursor
        name, blank, argument = typed.removeprefix("/").partition(" ")
        if not typed.startswith("/"):
            return
        if not blank:
            for command in COMMANDS.values():
                if command.name.startswith(name):
                    ending = " " if command.argument else ""
                    text = f"/{command.name}{ending}"
                    yield Completion(text, -len(typed), display=command.usage, display_meta=command.help)
        elif name in COMMANDS and COMMANDS[name].titles:
            yield from self._titles(argument.lstrip())

    def _titles(self, part: str) -> Iterable[Completion]:
        for card in self._opening.cards:
            title = wording.one_line(card.title)
            if part.casefold() in title.casefold():
                yield Completion(title, -len(part), display_meta=wording.date(card.published))


def history(settings: ConsoleSettings) -> History:
    """What was typed before, from the file that is configured; nothing where it cannot be kept."""
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
    """Bindings that differ from the usual ones: a paste of several lines is one question."""
    keys = KeyBindings()
    keys.add(Keys.BracketedPaste)(_paste)
    return keys


def _paste(event: KeyPressEvent) -> None:
    event.current_buffer.insert_text(wording.one_line(event.data))


def _colours(settings: ConsoleSettings) -> ColorDepth | None:
    if settings.colour == "never" or (settings.colour == "auto" and os.environ.get("NO_COLOR")):
        return ColorDepth.DEPTH_1_BIT
    return None
