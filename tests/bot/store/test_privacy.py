"""What is stored about people can be seen and forgotten: in every table, and in every byte of the file."""

from __future__ import annotations

import json
import random
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.store import ErasureCounts, Preferences
from bot.store.database.store_schema import LEDGER_FORMAT
from retrieval.core.reply_records import Answer
from tests.bot.store.sample_replies import (
    ANN,
    BEN,
    HALM,
    LETTERS,
    NOON,
    ORREY,
    STRANGER,
    Clock,
    command,
    opened,
    traces,
    use,
)

LENGTHS = (1, 50, 900, 3_000, 9_000)  # with the longer ones, a row needs pages of its own


def test_all_about_a_person_is_shown_and_nothing_about_others(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        mine = use(ledger, ANN, "ANNSWORD")
        ledger.answers.set_message(mine, 31, place=HALM)
        use(ledger, ANN, "ANNSWORD", place=LETTERS, library="letters")
        use(ledger, BEN, "BENSWORD")
        about = ledger.privacy.export(ANN)
        assert json.loads(json.dumps(about)) == about
        assert "BENSWORD" not in json.dumps(about)
        assert {name: len(kept) for name, kept in about.items() if name != "person"} == {
            "answers": 2,
            "feedback": 2,
            "unanswered": 2,
            "conversation": 2,
            "days": 2,
            "errors": 2,
            "pinned": 0,
        }
        assert about["person"] == str(ANN)
        assert next(answer for answer in about["answers"] if answer["id"] == mine) == {
            "id": mine,
            "at": "2026-05-04T12:00:00+00:00",
            "server": str(HALM.server),
            "channel": str(HALM.channel),
            "message": "31",
            "library": "halm",
            "asked": "ANNSWORD?",
            "understood": "Where is ANNSWORD?",
            "readings": [],
            "terms": ["ANNSWORD", "where"],
            "quote": "The ferry runs from June.",
            "article": "Ferry returns",
        }
        assert not any(kept for name, kept in ledger.privacy.export(STRANGER).items() if name != "person")


def test_the_forgotten_are_gone_and_their_answers_can_still_be_shown(tmp_path: Path, kept_in: str) -> None:
    with opened(tmp_path) as ledger:
        mine, theirs = use(ledger, ANN, "ANNSWORD"), use(ledger, BEN, "BENSWORD")
        ledger.feedback.give(mine, place=HALM, person=BEN, helpful=True)
        before = ledger.answers.find(mine, place=HALM)
        others = ledger.privacy.export(BEN)
        assert ledger.privacy.forget(ANN) == ErasureCounts(
            answers=1, feedback=1, gaps=1, turns=1, days=1, mishaps=1, overwritten=kept_in == "sqlite"
        )
        assert ledger.privacy.forget(ANN) == ErasureCounts(
            answers=0, feedback=0, gaps=0, turns=0, days=0, mishaps=0, overwritten=kept_in == "sqlite"
        )
        after = ledger.answers.find(mine, place=HALM)
        assert before is not None
        assert after is not None
        assert isinstance(before.reply, Answer)
        assert after == replace(
            before,
            asker=None,
            reply=replace(before.reply, asked="", question=""),
            reasons=replace(
                before.reasons,
                terms=(),
                runners=tuple(replace(sentence, matched=()) for sentence in before.reasons.runners),
            ),
        )
        assert [opinion.answer for opinion in ledger.feedback.latest(place=HALM)].count(mine) == 1
        assert sorted((gap.question, gap.times, gap.people) for gap in ledger.unanswered.latest(place=HALM)) == [
            ("", 1, 0),
            ("Who has seen BENSWORD?", 1, 1),
        ]
        assert ledger.privacy.export(BEN) == others
        assert ledger.answers.find(theirs, place=HALM) is not None
        assert ledger.quotas.today(place=HALM, person=BEN).server == 2


@pytest.mark.parametrize("seed", range(3))
def test_no_byte_of_the_forgotten_is_left(tmp_path: Path, seed: int, kept_in: str) -> None:
    choose = random.Random(seed)
    folder = tmp_path / "ledger"
    clock = Clock()
    with opened(folder, clock=clock) as ledger:
        for _ in range(150):  # enough, and long enough, for SQLite to move what it does not overwrite
            clock.on(seconds=1)
            person, word = choose.choice([(ANN, "ANNSWORD"), (BEN, "BENSWORD")])
            kept = use(ledger, person, f"{word} {'x' * choose.choice(LENGTHS)}", place=choose.choice([HALM, LETTERS]))
            if choose.random() < 0.3:
                ledger.answers.delete(kept, place=HALM)
        assert len(traces(folder, ANN, "ANNSWORD")) >= 3
        assert ledger.privacy.forget(ANN).overwritten == (kept_in == "sqlite")
        assert traces(folder, ANN, "ANNSWORD") == []
        assert len(traces(folder, BEN, "BENSWORD")) >= 3
    assert traces(folder, ANN, "ANNSWORD") == []


@pytest.mark.file_only
def test_where_another_program_reads_the_bytes_go_with_the_next_sweep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.database.sqlite_store.LEDGER_FORMAT", replace(LEDGER_FORMAT, busy_seconds=0.2))
    folder = tmp_path / "ledger"
    with opened(folder) as ledger:
        use(ledger, ANN, "ANNSWORD")
        holding = subprocess.Popen(command(folder / "ledger.sqlite", "hold", "60"), stdout=subprocess.PIPE, text=True)
        with holding:
            assert holding.stdout is not None
            assert holding.stdout.readline() == "reading\n"
            forgotten = ledger.privacy.forget(ANN)
            assert (forgotten.answers, forgotten.overwritten) == (1, False)
            assert not ledger.privacy.export(ANN)["answers"]
            holding.kill()
        assert ledger.old_data.delete(NOON).overwritten
        assert traces(folder, ANN, "ANNSWORD") == []


@pytest.mark.file_only
def test_where_the_disk_is_full_the_bytes_go_later_and_the_rest_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    with opened(folder) as ledger:
        use(ledger, ANN, "ANNSWORD")
        for _ in range(40):
            use(ledger, BEN, "x" * 3_000)
    forgetting = command(folder / "ledger.sqlite", "forget", str(ANN), before=("--file-bytes", "400000"))
    done = subprocess.run(forgetting, capture_output=True, text=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == ("open\nFalse\n", "")
    with opened(folder) as ledger:
        assert not ledger.privacy.export(ANN)["answers"]
        assert ledger.old_data.delete(NOON).overwritten
        assert traces(folder, ANN, "ANNSWORD") == []


def test_reading_goes_on_while_the_file_is_overwritten(tmp_path: Path, kept_in: str) -> None:
    folder = tmp_path / "ledger"
    with opened(folder) as ledger:
        mine, theirs = use(ledger, ANN, "ANNSWORD"), use(ledger, BEN, "BENSWORD")
        wanted, over, missing = ledger.answers.find(theirs, place=HALM), threading.Event(), []

        def read() -> None:
            while not over.is_set():
                if ledger.answers.find(theirs, place=HALM) != wanted:
                    missing.append(theirs)

        reading = threading.Thread(target=read)
        reading.start()
        overwritten = ledger.privacy.forget(ANN).overwritten
        over.set()
        reading.join()
        assert overwritten == (kept_in == "sqlite")
        assert not missing
        assert ledger.answers.find(mine, place=HALM) is not None
        assert traces(folder, ANN, "ANNSWORD") == []


def test_a_server_that_is_left_is_forgotten_whole(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    with opened(folder) as ledger:
        kept = use(ledger, ANN, "ANNSWORD", place=HALM)
        other = use(ledger, BEN, "BENSWORD", place=ORREY, library="orrey")
        ledger.preferences.change(HALM, channel=True, listens=True)
        ledger.unanswered.dismiss(ledger.unanswered.latest(place=HALM)[0].id, place=HALM)
        assert ledger.privacy.forget_realm(HALM) == 1
        assert ledger.answers.find(kept, place=HALM) is None
        assert ledger.preferences.of(HALM) == Preferences()
        assert not ledger.unanswered.latest(place=HALM)
        assert not ledger.dialogue.turns(place=HALM)
        assert ledger.answers.find(other, place=ORREY) is not None
        assert HALM.server is not None
        assert [trace for trace in traces(folder, HALM.server, "ANNSWORD") if "digits" not in trace] == []


def test_what_is_shown_holds_no_numbers_that_javascript_would_round(tmp_path: Path) -> None:
    def numbers(value: Any) -> Iterator[int]:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            for element in value:
                yield from numbers(element)
        elif isinstance(value, int):
            yield value

    with opened(tmp_path) as ledger:
        use(ledger, ANN, "ANNSWORD")
        assert all(number < 2**53 for number in numbers(ledger.privacy.export(ANN)))
