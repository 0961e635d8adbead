"""Talks in the console: what a question leans on, how that is put right, and where it ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.app.configuration import Config, ConsoleSettings
from bot.console.history import Memory
from bot.console.talk import SILENCE_SECONDS, Talk
from bot.render.wording import SILENCE, VAGUE
from retrieval.conversation.query_rewriting import TURNS, Exchange
from retrieval.core.records import Answer, Citation, NoAnswer
from retrieval.core.settings import LibrarySettings

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


def test_a_vague_question_that_is_put_right_takes_nothing_back() -> None:
    talk = Talk()
    talk.add(answer("Who?"))
    talk.add(NoAnswer(question="Why?", asked="Why?", confidence=0.0, nearest=(), readings=("Why? (A)", "Why? (B)")))
    talk.take_back()
    assert [one.question for one in talk.told()] == ["Who?"]


class TestMemory:
    def test_a_talk_goes_on_the_next_time(self, tmp_path: Path) -> None:
        clock = Clock()
        memory = remembering(tmp_path, clock)
        talk = memory.recall()
        assert (talk.told(), talk.shown) == ((), None)
        talk.add(answer("Who?"))
        memory.keep(talk)
        clock.now = SILENCE_SECONDS - 1
        again = remembering(tmp_path, clock).recall()
        assert (again.told(), again.shown) == (talk.told(), CITED)
        clock.now = SILENCE_SECONDS + 1
        late = remembering(tmp_path, clock).recall()
        assert (late.told(), late.shown) == ((), None)

    def test_only_its_owner_reads_it(self, tmp_path: Path) -> None:
        memory = remembering(tmp_path)
        memory.keep(memory.recall())
        (file,) = tmp_path.iterdir()
        assert file.stat().st_mode & 0o077 == 0

    def test_a_talk_that_was_ended_is_not_kept(self, tmp_path: Path) -> None:
        memory = remembering(tmp_path)
        talk = memory.recall()
        talk.add(answer("Who?"))
        memory.keep(talk)
        talk.end()
        memory.keep(talk)
        assert memory.recall().told() == ()

    def test_a_talk_with_one_library_is_none_with_another(self, tmp_path: Path) -> None:
        memory = remembering(tmp_path)
        talk = memory.recall()
        talk.add(answer("Who?"))
        memory.keep(talk)
        assert remembering(tmp_path, library=LibrarySettings(name="other")).recall().told() == ()
        assert len(remembering(tmp_path).recall().told()) == 1

    def test_where_it_is_not_wanted_nothing_is_kept_or_read(self, tmp_path: Path) -> None:
        for wanted in (True, False):
            memory = remembering(tmp_path, remember=wanted)
            talk = memory.recall()
            talk.add(answer("Who?"))
            memory.keep(talk)
        assert remembering(tmp_path, remember=False).recall().told() == ()
        assert len(remembering(tmp_path).recall().told()) == 1

    @pytest.mark.parametrize("content", ["", "{", "[]", "7", '{"library": ["", "default"]}', "\xff"])
    def test_a_damaged_one_is_a_new_one(self, tmp_path: Path, content: str) -> None:
        (tmp_path / "typed.talk").write_bytes(content.encode("latin-1"))
        assert remembering(tmp_path).recall().told() == ()

    def test_a_folder_that_cannot_be_written_does_no_harm(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("In the way.")
        memory = remembering(tmp_path / "file")
        memory.keep(memory.recall())
        assert memory.recall().told() == ()


def remembering(folder: Path, clock: Clock | None = None, *, remember: bool = True, **settings: Any) -> Memory:
    console = ConsoleSettings(remember=remember, history=str(folder / "typed"))
    return Memory(Config(console=console, **settings), clock or Clock())


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
    replies = silent(given="What happened?\n3\n2\n7\n").out.split("\n\n")
    meant = replies[0].splitlines()
    assert meant[0] == VAGUE
    assert [line.partition(" (")[0] for line in meant[1:]] == ["1. What happened?", "2. What happened?"]
    assert {line.partition("(")[2].removesuffix(")") for line in meant[1:]} == {
        "Ferry service returns to Halm",
        "Owls of the river wood",
    }
    assert replies[1] == "there is no 3 among them. Choose from 1 to 2, or ask in more words."
    assert replies[2].startswith(SILENCE)
    assert replies[3].startswith("The articles do not say.")


def test_a_correction_without_words_says_how_to_type_it(desk: Desk) -> None:
    assert "/meant needs more. Type it as /meant QUESTION." in desk(given="/meant\n").out
