"""What is older than configured is deleted: words after their days, rows after theirs, from the bytes too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import Ledger
from tests.bot.store.sample_replies import ANN, HALM, STRANGER, Clock, examined, opened, traces, use


@pytest.fixture
def aged(tmp_path: Path) -> Iterator[tuple[Ledger, Clock, Path]]:
    """A ledger that keeps words for 10 days and rows for 100, with what Ann left at noon."""
    clock = Clock()
    with opened(tmp_path / "ledger", clock=clock, question_days=10, keep_days=100, dialogue_minutes=60) as ledger:
        use(ledger, ANN, "ANNSWORD")
        yield ledger, clock, tmp_path / "ledger"


def test_words_go_after_their_days(aged: tuple[Ledger, Clock, Path], kept_in: str) -> None:
    ledger, clock, folder = aged
    kept = ledger.privacy.export(ANN)["answers"][0]["id"]
    nothing = ledger.old_data.delete(clock.on(days=9, hours=23))
    assert (nothing.questions, nothing.answers, nothing.gaps) == (0, 0, 0)
    swept = ledger.old_data.delete(clock.on(hours=2))
    assert (swept.questions, swept.answers, swept.gaps, swept.overwritten) == (2, 0, 0, kept_in == "sqlite")
    assert ledger.old_data.delete(clock.on(hours=1)).questions == 0
    answer = ledger.answers.find(kept, place=HALM)
    assert answer is not None
    assert (answer.asker, answer.reply.question, answer.reply.asked, answer.reasons.terms) == (ANN, "", "", ())
    (gap,) = ledger.unanswered.latest(place=HALM)
    assert (gap.question, gap.times) == ("", 1)
    left = {trace.partition(" in ")[0] for trace in traces(folder, ANN, "Where is", "Who has")}
    assert left == ({"number", "digits"} if kept_in == "sqlite" else {"digits"})


def test_rows_go_after_theirs(aged: tuple[Ledger, Clock, Path]) -> None:
    ledger, clock, folder = aged
    swept = ledger.old_data.delete(clock.on(days=101))
    assert (swept.answers, swept.gaps, swept.turns, swept.days, swept.mishaps) == (1, 1, 1, 2, 1)
    assert not ledger.feedback.latest(place=HALM)
    assert not any(kept for name, kept in ledger.privacy.export(ANN).items() if name != "person")
    assert traces(folder, ANN, "ANNSWORD") == []


def test_conversations_go_with_their_hour_and_days_with_midnight(aged: tuple[Ledger, Clock, Path]) -> None:
    ledger, clock, _ = aged
    assert ledger.old_data.delete(clock.on(minutes=59)).turns == 0
    assert ledger.old_data.delete(clock.on(minutes=2)).turns == 1
    assert ledger.quotas.today(place=HALM, person=ANN).person == 1
    swept = ledger.old_data.delete(clock.on(hours=12))
    assert swept.days == 1
    assert not ledger.privacy.export(ANN)["days"]


def test_lowering_the_days_to_none_takes_out_what_was_stored(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    with opened(folder) as ledger:
        ledger.answers.keep(examined("SECRETWORD?", terms=["secretword"]), place=HALM, asker=ANN, library="halm")
        vague = examined("It?", answered=False, readings=["It? (SECRETWORD)", "It? (Ferry)"])
        ledger.answers.keep(vague, place=HALM, asker=ANN, library="halm")
        ledger.dialogue.add(examined("SECRETWORD?").reply, place=HALM, person=ANN)
    clock = Clock()
    with opened(folder, clock=clock, question_days=0) as ledger:
        assert ledger.old_data.delete(clock.on(seconds=1)).questions == 3
        assert ledger.dialogue.turns(place=HALM, person=ANN)[0].quote == "The ferry runs from June."
        assert not traces(folder, STRANGER, "SECRETWORD", "secretword")
