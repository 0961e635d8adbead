"""Paths of the configuration whose `~` nobody can resolve are refused with a sentence."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.configuration import config_file
from bot.configuration.console_settings import ConsoleSettings
from bot.configuration.discord_settings import DiscordSettings, token_of
from bot.configuration.ledger_settings import LedgerSettings, ledger_file
from bot.console.conversation_file import history_file
from retrieval.build import library_path
from retrieval.core.errors import ConfigError
from retrieval.core.home_folder import expand_home
from retrieval.core.settings import LibrarySettings, Settings

NOBODY = "~nobody-goes-by-this-name/file"

READ: dict[str, Callable[[], object]] = {
    "library": lambda: library_path(Settings(library=LibrarySettings(path=NOBODY))),
    "ledger": lambda: ledger_file(LedgerSettings(path=NOBODY), Path("/tmp")),
    "history": lambda: history_file(ConsoleSettings(history=NOBODY)),
    "token": lambda: token_of(DiscordSettings(token_file=NOBODY)),
    "configuration": lambda: config_file.find(NOBODY),
}


@pytest.mark.parametrize("read", READ.values(), ids=READ)
def test_the_home_of_somebody_unknown_is_refused(monkeypatch: pytest.MonkeyPatch, read: Callable[[], object]) -> None:
    monkeypatch.delenv("FOOTNOTE_DISCORD_TOKEN", raising=False)
    with pytest.raises(
        ConfigError, match=f"^{NOBODY}: the home folder that ~ stands for is not known. Set the variable"
    ):
        read()


def test_without_a_home_the_place_of_the_library_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000_000)  # as in a container that another user started
    with pytest.raises(ConfigError, match="Set the variable HOME"):
        library_path(Settings())
    assert library_path(Settings(library=LibrarySettings(path="/data/x.sqlite"))) == Path("/data/x.sqlite")


def test_a_known_home_is_put_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    assert expand_home("~/x") == Path("/home/ada/x")
    assert expand_home("notes/~x") == Path("notes/~x")
