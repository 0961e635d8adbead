"""The last turns of a conversation: a person's or a thread's, few, and only for a while."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.ledger import Ledger, Place, Turn
from tests.bot.ledger.making import ANN, BEN, HALM, LETTERS, NOON, ORREY, Clock, examined, opened

THREAD = replace(HALM, thread=11)


def say(ledger: Ledger, question: str, *, place: Place = HALM, person: int = ANN, answered: bool = True) -> None:
    ledger.dialogue.add(
        examined(question, quotes=[f"On {question}"], answered=answered).reply, place=place, person=person
    )


def questions(turns: list[Turn]) -> list[str]:
    return [turn.question for turn in turns]


def test_turns_come_back_in_order_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        say(ledger, "one?")
        say(ledger, "two?", answered=False)
    with opened(tmp_path) as ledger:
        assert ledger.dialogue.turns(place=HALM, person=ANN) == [
            Turn(person=ANN, at=NOON, question="one?", quote="On one?", article_id="0123456789abcdef"),
            Turn(person=ANN, at=NOON, question="two?", quote=None, article_id=None),
        ]


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
        assert len(ledger.privacy.about(ANN)["conversation"]) == 3


def test_a_conversation_without_turns_remembers_nothing(tmp_path: Path) -> None:
    with opened(tmp_path, dialogue_turns=0) as ledger:
        say(ledger, "one?")
        assert not ledger.dialogue.turns(place=HALM)
        assert not ledger.privacy.about(ANN)["conversation"]


def test_an_old_conversation_is_over(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path, clock=clock, dialogue_minutes=30) as ledger:
        say(ledger, "one?")
        clock.on(minutes=20)
        say(ledger, "two?")
        clock.on(minutes=11)
        assert questions(ledger.dialogue.turns(place=HALM, person=ANN)) == ["two?"]
        say(ledger, "elsewhere", place=ORREY, person=BEN)  # writing takes out what is over, wherever it was said
        assert [one["question"] for one in ledger.privacy.about(ANN)["conversation"]] == ["two?"]


def test_a_person_can_begin_anew(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        say(ledger, "a", place=THREAD)
        say(ledger, "b", place=THREAD, person=BEN)
        say(ledger, "c", place=HALM)
        assert ledger.dialogue.end(place=THREAD, person=ANN) == 1
        assert ledger.dialogue.end(place=THREAD, person=ANN) == 0
        assert questions(ledger.dialogue.turns(place=THREAD)) == ["b"]
        assert questions(ledger.dialogue.turns(place=HALM)) == ["c"]


def test_where_words_are_never_stored_a_turn_knows_what_was_quoted(tmp_path: Path) -> None:
    with opened(tmp_path, question_days=0) as ledger:
        ledger.dialogue.add(examined("SECRETWORD?", quotes=["A quote."]).reply, place=HALM, person=ANN)
        (turn,) = ledger.dialogue.turns(place=HALM, person=ANN)
        assert (turn.question, turn.quote) == ("", "A quote.")
    assert b"SECRETWORD" not in (tmp_path / "ledger.sqlite").read_bytes()
