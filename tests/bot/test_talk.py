"""Talks in the console: what a question leans on, how that is put right, and where it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.talk import SILENCE_SECONDS, Talk
from bot.words import SILENCE, VAGUE
from retrieval.dialogue import TURNS, Exchange
from retrieval.records import Answer, Citation, NoAnswer

if TYPE_CHECKING:
    from conftest import Desk

CITED = Citation(article_id="a", title="Owls", source="owls.txt", published=None, start=0, end=5, quote="Owls.")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def answer(question: str) -> Answer:
    return Answer(question=question, asked=question, citation=CITED, highlight=None, confidence=0.9, others=())


def test_a_talk_keeps_its_last_turns() -> None:
    talk = Talk()
    for number in range(TURNS + 3):
        talk.add(answer(f"Question {number}?"))
    assert [one.question for one in talk.told()] == [f"Question {number}?" for number in range(3, TURNS + 3)]
    assert talk.told()[-1] == Exchange(question=f"Question {TURNS + 2}?", quote="Owls.", title="Owls")


def test_a_talk_ends_after_a_silence() -> None:
    clock = Clock()
    talk = Talk(clock)
    talk.add(answer("Who?"))
    clock.now = SILENCE_SECONDS - 1
    assert len(talk.told()) == 1
    clock.now = SILENCE_SECONDS + 1
    assert talk.told() == ()


def test_a_vague_question_leaves_its_readings_and_no_turn() -> None:
    talk = Talk()
    talk.add(NoAnswer(question="Why?", asked="Why?", confidence=0.0, nearest=(), readings=("Why? (A)", "Why? (B)")))
    assert talk.told() == ()
    assert [talk.chosen(line) for line in ("1", "2", "3", "0", "1.", "²", "")] == ["Why? (A)", "Why? (B)", *[None] * 5]
    talk.add(answer("Why? (A)"))
    assert talk.chosen("1") is None


def test_a_follow_up_is_resolved_and_said(desk: Desk) -> None:
    done = desk(given="Where were tawny owls in spring?\nHow many of them were counted?\n")
    assert done.code == 0
    replies = done.out.split("\n\n")
    assert "Understood as" not in replies[0]
    assert replies[1].startswith("Understood as: How many of them were counted? (tawny owls in spring)\n")
    assert "Eleven tawny owls were counted" in replies[1]


def test_what_was_meant_takes_the_place_of_what_was_understood(desk: Desk) -> None:
    given = "Who leads the ferry yard?\nHow many were counted?\n/meant How many tawny owls were counted?\n/why\n"
    replies = desk(given=given).out.split("\n\n")
    assert "Eleven tawny owls were counted" in replies[2]
    assert "Understood as: How many tawny owls were counted?" in replies[3]


def test_a_new_talk_stands_alone(desk: Desk) -> None:
    replies = desk(given="Who led the owl count?\n/new\nWhy?\n").out.split("\n\n")
    assert replies[1] == "What you ask next stands alone."
    assert "Understood as" not in replies[2]


def test_a_vague_question_is_met_with_a_choice(silent: Desk) -> None:
    replies = silent(given="What happened?\n2\n7\n").out.split("\n\n")
    meant = replies[0].splitlines()
    assert meant[0] == VAGUE
    assert [line.partition(" (")[0] for line in meant[1:]] == ["1. What happened?", "2. What happened?"]
    assert {line.partition("(")[2].removesuffix(")") for line in meant[1:]} == {
        "Ferry service returns to Halm",
        "Owls of the river wood",
    }
    assert replies[1].startswith(SILENCE)
    assert replies[2].startswith("Understood as: 7 (")


def test_a_correction_without_words_says_how_to_type_it(desk: Desk) -> None:
    assert "/meant needs more. Type it as /meant QUESTION." in desk(given="/meant\n").out
