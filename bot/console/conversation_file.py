"""Keeps the console's conversation for the next time, beside the typed lines: in a file that only its owner reads."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.configuration import state_folders
from bot.configuration.config_file import Config
from bot.configuration.console_settings import ConsoleSettings
from bot.console.conversation import Conversation
from retrieval import Citation, Exchange, Part, expand_home

HISTORY_NAME = "history"
_SUFFIX = ".talk"  # added to the name of the file of typed lines


def history_file(settings: ConsoleSettings) -> Path:
    """Return the file of typed lines."""
    return expand_home(settings.history) if settings.history else state_folders.state() / HISTORY_NAME


class ConversationFile:
    """The file of the last conversation. Where it cannot be read or written, there is none, and no error is shown.

    Args:
        config: where the file is, whether it is used, and the library that the conversation is about.
        clock: seconds since 1970.
    """

    def __init__(self, config: Config, clock: Callable[[], float] = time.time) -> None:
        history = history_file(config.console)
        self._file = history.parent / (history.name + _SUFFIX)
        self._is_used = config.console.remember
        self._library = [config.library.path, config.library.name]
        self._clock = clock

    def load(self) -> Conversation:
        """Return the last conversation about this library; a new one after an hour without a question."""
        conversation = Conversation(self._clock)
        if not self._is_used:
            return conversation
        with suppress(OSError, ValueError, TypeError, KeyError):
            values = json.loads(self._file.read_text(encoding="utf-8"))
            if values["library"] == self._library:
                history = [Exchange(**exchange) for exchange in values["told"]]
                shown = _citation(values["shown"]) if values["shown"] else None
                conversation.resume(history, shown=shown, last=float(values["at"]))
        return conversation

    def save(self, conversation: Conversation) -> None:
        """Write a conversation in place of the last one."""
        if not self._is_used:
            return
        values = {
            "library": self._library,
            "at": conversation.last,
            "told": [asdict(exchange) for exchange in conversation.history()],
            "shown": asdict(conversation.shown) if conversation.shown else None,
        }
        new = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new.touch(mode=0o600)  # questions are private
            new.write_text(json.dumps(values), encoding="utf-8")
            new.replace(self._file)


def _citation(values: dict[str, Any]) -> Citation:
    further = tuple(Part(**part) for part in values.get("further", ()))
    return Citation(**{**values, "further": further})
