"""A ledger that is locked or has no room: questions are answered, and the log says what was not noted."""

from __future__ import annotations

import logging
import sqlite3
import time
from typing import Any

import pytest

from bot.discord.connection import services, unwritten_records
from bot.store import Place, Preferences
from bot.store.store_errors import LedgerFull

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "closed on Friday after ninety years"


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if "not noted" in record.getMessage()]


def test_a_locked_ledger_delays_one_question_and_no_other(
    scene: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "NOTE_SECONDS", 0.2)
    caplog.set_level(logging.WARNING, "footnote.discord")
    with sqlite3.connect(scene.ledger.where) as other:
        other.execute("BEGIN IMMEDIATE")
        shown = scene.ask().response
        assert QUOTE in shown.text
        began = time.monotonic()
        assert QUOTE in scene.mention(QUESTION).response.text
        assert time.monotonic() - began < 5.0  # SQLite alone would wait 10 seconds for each write
        assert "too old" in scene.press(shown, "Why?").response.text
        other.rollback()
    (line,) = warnings(caplog)
    assert line.startswith("answered all the same, but not noted: counts of questions: 1 (the ledger is held up")


def test_a_full_disk_keeps_nobody_from_an_answer(
    scene: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.WARNING, "footnote.discord")
    monkeypatch.setattr(unwritten_records, "PERIOD", 0.5)
    with monkeypatch.context() as full:

        def fail(*_: object, **__: object) -> None:
            raise LedgerFull("the disk has no room", advice="Make room.")

        full.setattr(scene.ledger.quotas, "take", fail)
        full.setattr(scene.ledger.answers, "add", fail)
        for _ in range(3):
            assert QUOTE in scene.ask().response.text
    scene.server.wait_until(lambda: len(warnings(caplog)) >= 2, 20)
    assert "the disk has no room" in warnings(caplog)[0]
    assert sum("replies" in line for line in warnings(caplog)) >= 1
    monkeypatch.setattr(unwritten_records, "PAUSE", 0.0)
    assert "Why this sentence" in scene.press(scene.ask().response, "Why?").response.text


def test_preferences_that_cannot_be_read_are_those_that_were_read_last(
    scene: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.prefer(roles=(1,))
    assert "You may not do that here." in scene.ask().response.text

    def fail(place: Place) -> Preferences:
        raise LedgerFull("the disk has no room", advice=f"Make room for {place.channel}.")

    monkeypatch.setattr(scene.ledger.preferences, "of", fail)
    assert "You may not do that here." in scene.ask().response.text
