"""Keeps the console's talk for the next time, beside what was typed: in a file that only its owner reads."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from bot.app import state_folders
from bot.app.configuration import Config, ConsoleSettings
from bot.console.talk import Talk
from retrieval import Citation, Exchange

HISTORY_NAME = "history"
_TALK = ".talk"  # behind the name of the file of what was typed


def history_file(settings: ConsoleSettings) -> Path:
    """Where what was typed is kept."""
    return Path(settings.history).expanduser() if settings.history else state_folders.state() / HISTORY_NAME


class Memory:
    """The file of the last talk. Where it cannot be read or written there is no such talk, and nothing is said of it.

    Args:
        config: where it is, whether it is wanted, and with which library the talk is.
        clock: seconds since 1970.
    """

    def __init__(self, config: Config, clock: Callable[[], float] = time.time) -> None:
        history = history_file(config.console)
        self._file = history.parent / (history.name + _TALK)
        self._wanted = config.console.remember
        self._library = [config.library.path, config.library.name]
        self._clock = clock

    def recall(self) -> Talk:
        """The last talk with this library; a new one after a silence."""
        talk = Talk(self._clock)
        if not self._wanted:
            return talk
        with suppress(OSError, ValueError, TypeError, KeyError):
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            if kept["library"] == self._library:
                told = [Exchange(**one) for one in kept["told"]]
                shown = Citation(**kept["shown"]) if kept["shown"] else None
                talk.go_on(told, shown=shown, last=float(kept["at"]))
        return talk

    def keep(self, talk: Talk) -> None:
        """Keeps a talk in the place of the last one."""
        if not self._wanted:
            return
        kept = {
            "library": self._library,
            "at": talk.last,
            "told": [asdict(one) for one in talk.told()],
            "shown": asdict(talk.shown) if talk.shown else None,
        }
        new = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new.touch(mode=0o600)  # questions are private
            new.write_text(json.dumps(kept), encoding="utf-8")
            new.replace(self._file)
