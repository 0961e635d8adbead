"""The last turns of a conversation: a person's or a thread's, few, and only for a while."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.configuration.ledger_settings import LedgerSettings
from bot.store import Ledger, Place, StoredTurn
from support.example_counts import example_count
from tests.bot.store.sample_replies import ANN, BEN, HALM, LETTERS, NOON, ORREY, Clock, command, examined, opened

THREAD = replace(HALM, thread=11)


def say(
    ledger: Ledger, question: str, *, place: Place = HALM, person: int = ANN, answered: bool = True, **kept: Any
) -> None:
    ledger.dialogue.add(
        examined(question, quotes=[f"On {question}"], answered=answered).reply, place=place, person=person, **kept
    )


def questions(turns: list[StoredTurn]) -> list[str]:
    return [turn.question for turn in turns]


def test_turns_come_back_in_order_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        say(ledger, "one?")
        say(ledger, "two?", answered=False)
    with opened(tmp_path) as ledger:
        assert ledger.dialogue.turns(place=HALM, person=ANN) == [
            StoredTurn(
                person=ANN,
                at=NOON,
                question="one?",
                quote="On one?",
                article_id="0123456789abcdef",
                title="Ferry returns",
            ),
            StoredTurn(person=ANN, at=NOON, question="two?", quote=None, article_id=None),
        ]


@pytest.mark.file_only
def test_a_conversation_survives_a_kill(tmp_path: Path) -> None:
    asked = command(tmp_path / "ledger.sqlite", "talk")
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(12)][1:]
        process.kill()
    assert process.returncode == -signal.SIGKILL
    with opened(tmp_path, clock=Clock(datetime.now(UTC))) as ledger:
        kept = questions(ledger.dialogue.turns(place=HALM, person=ANN))
    assert len(kept) == LedgerSettings().dialogue_turns
    assert int(kept[-1].strip("?")) >= int(said[-1].strip("?"))  # one more may have been kept and not yet told
    assert kept == [f"{int(kept[0].strip('?')) + step}?" for step in range(len(kept))]


def test_a_thread_is_everybodys_and_a_channel_is_each_persons(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        say(ledger, "a1", place=THREAD)
        say(ledger, "b1", place=THREAD, person=BEN)
        say(ledger, "a2", place=HALM)
        assert questions(ledger.dialogue.turns(place=THREAD)) == ["a1", "b1"]
        assert questions(ledger.dialogue.turns(place=THREAD, person=BEN)) == ["b1"]
        assert questions(ledger.dialogue.turns(place=HALM, person=ANN)) == ["a2"]
        for elsewhere in (ORREY, LETTERS, replace(ORREY, thread=THREAD.thread)):
            assert not ledger.dialogue.turns(place=elsewhere)


def test_only_the_last_few_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path, dialogue_turns=3) as ledger:
        for number in range(5):
            say(ledger, f"a{number}", place=THREAD)
            say(ledger, f"b{number}", place=THREAD, person=BEN)
        assert questions(ledger.dialogue.turns(place=THREAD, person=ANN)) == ["a2", "a3", "a4"]
        assert questions(ledger.dialogue.turns(place=THREAD)) == ["b3", "a4", "b4"]
        assert len(ledger.privacy.export(ANN)["conversation"]) == 3


def test_a_conversation_without_turns_remembers_nothing(tmp_path: Path) -> None:
    with opened(tmp_path, dialogue_turns=0) as ledger:
        say(ledger, "one?")
        assert not ledger.dialogue.turns(place=HALM)
        assert not ledger.privacy.export(ANN)["conversation"]


def test_an_old_conversation_is_over(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path, clock=clock, dialogue_minutes=30) as ledger:
        say(ledger, "one?")
        clock.on(minutes=20)
        say(ledger, "two?")
        clock.on(minutes=11)
        assert questions(ledger.dialogue.turns(place=HALM, person=ANN)) == ["two?"]
        say(ledger, "elsewhere", place=ORREY, person=BEN)  # writing takes out what is over, wherever it was said
        assert [turn["question"] for turn in ledger.privacy.export(ANN)["conversation"]] == ["two?"]


def test_a_person_can_begin_anew(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        say(ledger, "a", place=THREAD)
        say(ledger, "b", place=THREAD, person=BEN)
        say(ledger, "c", place=HALM)
        assert ledger.dialogue.end(place=THREAD, person=ANN) == 1
        assert ledger.dialogue.end(place=THREAD, person=ANN) == 0
        assert questions(ledger.dialogue.turns(place=THREAD)) == ["b"]
        assert questions(ledger.dialogue.turns(place=HALM)) == ["c"]


def test_a_talk_can_end_with_any_of_its_answers(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        for number in range(4):
            say(ledger, f"a{number}", answer=f"answer{number}")
            say(ledger, f"b{number}", person=BEN)
        assert questions(ledger.dialogue.turns(place=HALM, person=ANN, until="answer2")) == ["a0", "a1", "a2"]
        assert questions(ledger.dialogue.turns(place=HALM, person=BEN, until="answer2")) == ["b0", "b1"]
        for place, answer in ((HALM, "another"), (ORREY, "answer2"), (THREAD, "answer2")):
            assert not ledger.dialogue.turns(place=place, until=answer)


def test_what_only_its_asker_saw_is_told_apart_until_it_is_shared(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        say(ledger, "open")
        say(ledger, "hidden", answer="answer1", private=True)
        assert questions(ledger.dialogue.turns(place=HALM)) == ["open", "hidden"]
        assert questions(ledger.dialogue.turns(place=HALM, private=False)) == ["open"]
        ledger.dialogue.share("answer1", place=ORREY)
        assert questions(ledger.dialogue.turns(place=HALM, private=False)) == ["open"]
        ledger.dialogue.share("answer1", place=HALM)
        assert questions(ledger.dialogue.turns(place=HALM, private=False)) == ["open", "hidden"]


def test_a_turn_that_was_misunderstood_is_taken_back(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        say(ledger, "one?", answer="answer1")
        say(ledger, "two?", answer="answer2")
        assert not ledger.dialogue.drop("answer1", place=ORREY)
        assert ledger.dialogue.drop("answer1", place=HALM)
        assert not ledger.dialogue.drop("answer1", place=HALM)
        assert questions(ledger.dialogue.turns(place=HALM)) == ["two?"]


def test_an_answer_that_is_taken_out_takes_its_turn_along(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        kept = ledger.answers.keep(examined(), place=HALM, asker=ANN, library="halm")
        say(ledger, "one?", answer=kept.id)
        assert not ledger.answers.delete(kept.id, place=ORREY)
        assert questions(ledger.dialogue.turns(place=HALM)) == ["one?"]
        assert ledger.answers.delete(kept.id, place=HALM)
        assert not ledger.dialogue.turns(place=HALM)


Said = tuple[int, Place]
talks = st.lists(st.tuples(st.sampled_from([ANN, BEN]), st.sampled_from([HALM, THREAD, ORREY])), max_size=14)


def heard(said: Sequence[Said], *, of: int, numbered: Sequence[int]) -> list[list[str]]:
    """What somebody's questions may depend on in each place, after this was said under these numbers."""
    with TemporaryDirectory() as folder, opened(Path(folder), dialogue_turns=4) as ledger:
        for number, (person, place) in zip(numbered, said, strict=True):
            say(ledger, f"q{number}", place=place, person=person)
        return [questions(ledger.dialogue.turns(place=place, person=of)) for place in (HALM, THREAD, ORREY)]


@hypothesis_settings(max_examples=example_count(40), deadline=None)
@given(said=talks)
def test_what_others_say_changes_nobody_s_talk(said: list[Said]) -> None:
    mine = [at for at, (person, _) in enumerate(said) if person == ANN]
    alone = heard([said[at] for at in mine], of=ANN, numbered=mine)
    assert heard(said, of=ANN, numbered=range(len(said))) == alone


@pytest.mark.file_only
def test_where_words_are_never_stored_a_turn_knows_what_was_quoted(tmp_path: Path) -> None:
    with opened(tmp_path, question_days=0) as ledger:
        ledger.dialogue.add(examined("SECRETWORD?", quotes=["A quote."]).reply, place=HALM, person=ANN)
        (turn,) = ledger.dialogue.turns(place=HALM, person=ANN)
        assert (turn.question, turn.quote) == ("", "A quote.")
    assert b"SECRETWORD" not in (tmp_path / "ledger.sqlite").read_bytes()
