"""Preferences: a channel's own, else its server's, else the default; and only what can be."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from bot.store import LedgerDamaged, Preferences
from retrieval.core.errors import ConfigError
from tests.bot.store.sample_replies import HALM, LETTERS, ORREY, opened

OTHER_CHANNEL = replace(HALM, channel=5)


def test_a_channel_comes_before_its_server(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        assert ledger.preferences.of(HALM) == Preferences()
        ledger.preferences.change(HALM, channel=False, language="de", roles=[3, 4, 3], person_daily=20, threshold=1)
        changed = ledger.preferences.change(HALM, channel=True, listens=True, roles=[], threshold=None)
        assert changed == Preferences(listens=True, language="de", person_daily=20)
    with opened(tmp_path) as ledger:
        assert ledger.preferences.of(replace(HALM, thread=9)) == changed
        assert ledger.preferences.of(OTHER_CHANNEL) == Preferences(
            language="de", roles=(3, 4), person_daily=20, threshold=1.0
        )
        assert ledger.preferences.of(ORREY) == ledger.preferences.of(LETTERS) == Preferences()
        assert ledger.preferences.own(HALM, channel=True) == {"listens": True, "roles": (), "threshold": None}
        assert ledger.preferences.own(OTHER_CHANNEL, channel=True) == {}
        assert ledger.preferences.channels(OTHER_CHANNEL) == {HALM.channel: ledger.preferences.own(HALM, channel=True)}
        assert ledger.preferences.channels(ORREY) == {}


def test_sureness_is_said_in_one_way_at_a_time(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.preferences.change(HALM, channel=False, threshold=0.7)
        changed = ledger.preferences.change(HALM, channel=False, accepted_wrong=0.05, private=True)
        assert changed == Preferences(accepted_wrong=0.05, private=True)
        assert ledger.preferences.change(HALM, channel=False, threshold=0.6) == Preferences(threshold=0.6, private=True)
        assert ledger.preferences.change(HALM, channel=False, private=False) == Preferences(threshold=0.6)


@pytest.mark.parametrize(("server", "channel"), [("threshold", "accepted_wrong"), ("accepted_wrong", "threshold")])
def test_a_channel_s_sureness_comes_before_its_server_s_however_each_says_it(
    tmp_path: Path, server: str, channel: str
) -> None:
    with opened(tmp_path) as ledger:
        ledger.preferences.change(HALM, channel=False, **{server: 0.7})
        assert ledger.preferences.change(HALM, channel=True, **{channel: 0.2}) == Preferences(**{channel: 0.2})
        assert ledger.preferences.of(OTHER_CHANNEL) == Preferences(**{server: 0.7})
        assert ledger.preferences.reset(HALM, channel, channel=True) == Preferences(**{server: 0.7})


def test_what_was_set_can_be_taken_back(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.preferences.change(HALM, channel=False, private=True, language="fr")
        ledger.preferences.change(HALM, channel=True, language="es", listens=True)
        assert ledger.preferences.reset(HALM, "language", channel=True).language == "fr"
        assert ledger.preferences.reset(HALM, channel=True) == Preferences(private=True, language="fr")
        assert ledger.preferences.reset(HALM, channel=False) == Preferences()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("thresold", 0.5, r"no preference 'thresold'.*threshold"),
        ("threshold", 1.01, r"'threshold' is 1\.01, out of range\. Use 0 to 1"),
        ("threshold", float("nan"), "out of range"),
        ("threshold", "0.5", r"cannot be '0\.5'\. It means: lowest confidence"),
        ("threshold", True, "cannot be True"),
        ("accepted_wrong", 1.5, r"'accepted_wrong' is 1\.5, out of range\. Use 0 to 1"),
        ("accepted_wrong", "1/3", r"It means: accepted share of wrong answers"),
        ("listens", 1, "cannot be 1"),
        ("language", "ru", "Use one of: auto, en, de, es, fr"),
        ("person_daily", -1, "Use 0 to 1,000,000"),
        ("server_daily", 2.5, r"cannot be 2\.5"),
        ("roles", 7, "cannot be 7"),
        ("roles", ["7"], "at most 250 roles"),
        ("roles", [True], "at most 250 roles"),
        ("roles", list(range(251)), "at most 250 roles"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(tmp_path: Path, name: str, value: Any, message: str) -> None:
    with opened(tmp_path) as ledger:
        with pytest.raises(ConfigError, match=message):
            ledger.preferences.change(HALM, channel=False, **{"private": True, name: value})
        assert ledger.preferences.of(HALM) == Preferences()


def test_every_preference_has_a_line_of_help_and_a_default_that_can_be_set(tmp_path: Path) -> None:
    defaults = {field.name: getattr(Preferences(), field.name) for field in fields(Preferences)}
    assert all(field.metadata["help"] for field in fields(Preferences))
    with opened(tmp_path) as ledger:
        assert ledger.preferences.change(HALM, channel=True, **defaults) == Preferences()
        assert ledger.preferences.own(HALM, channel=True) == defaults


@pytest.mark.file_only
@pytest.mark.parametrize("value", ['"ru"', "{", "[1"])
def test_a_value_that_was_never_checked_is_damage(tmp_path: Path, value: str) -> None:
    with opened(tmp_path) as ledger:
        ledger.preferences.change(HALM, channel=False, language="de")
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as connection:
        connection.execute("UPDATE preferences SET value = ?", (value,))
        connection.commit()
    with (
        opened(tmp_path) as ledger,
        pytest.raises(LedgerDamaged, match=r"ledger\.sqlite: the ledger's file is damaged"),
    ):
        ledger.preferences.of(HALM)
