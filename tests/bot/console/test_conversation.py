"""Talks in the console: what a question depends on, how that is put right, and where it ends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.configuration.config_file import Config
from bot.configuration.console_settings import ConsoleSettings
from bot.console.conversation import SILENCE_SECONDS, Conversation
from bot.console.conversation_file import ConversationFile
from bot.render.wording import SILENCE, VAGUE
from retrieval.conversation.exchanges import Exchange
from retrieval.conversation.rewriting.query_rewriting import TURNS
from retrieval.core.reply_records import Answer, Citation, NoAnswer, Part, Talk
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


def test_a_greeting_leaves_the_conversation_as_it_was() -> None:
    conversation = Conversation()
    conversation.add(answer("Who?"))
    before = (conversation.history(), conversation.shown)
    conversation.add(Talk(question="Thanks", asked="thanks", text="You are welcome.", kind="thanks"))
    assert (conversation.history(), conversation.shown) == before


def test_a_talk_keeps_its_last_turns() -> None:
    conversation = Conversation()
    for number in range(TURNS + 3):
        conversation.add(answer(f"Question {number}?"))
    assert [exchange.question for exchange in conversation.history()] == [
        f"Question {number}?" for number in range(3, TURNS + 3)
    ]
    assert conversation.history()[-1] == Exchange(question=f"Question {TURNS + 2}?", quote="Owls.", title="Owls")


def test_a_talk_ends_after_a_silence() -> None:
    clock = Clock()
    conversation = Conversation(clock)
    conversation.add(answer("Who?"))
    clock.now = SILENCE_SECONDS - 1
    assert len(conversation.history()) == 1
    clock.now = SILENCE_SECONDS + 1
    assert conversation.history() == ()


def test_a_vague_question_leaves_its_readings_and_no_turn() -> None:
    conversation = Conversation()
    conversation.add(
        NoAnswer(question="Why?", asked="Why?", confidence=0.0, nearest=(), readings=("Why? (A)", "Why? (B)"))
    )
    assert conversation.history() == ()
    assert [conversation.reading(line) for line in ("1", "2", "3", "0", "1.", "²", "")] == [
        "Why? (A)",
        "Why? (B)",
        *[None] * 5,
    ]
    conversation.add(answer("Why? (A)"))
    assert conversation.reading("1") is None


def test_a_vague_question_that_is_put_right_takes_nothing_back() -> None:
    conversation = Conversation()
    conversation.add(answer("Who?"))
    conversation.add(
        NoAnswer(question="Why?", asked="Why?", confidence=0.0, nearest=(), readings=("Why? (A)", "Why? (B)"))
    )
    conversation.drop_last()
    assert [exchange.question for exchange in conversation.history()] == ["Who?"]


class TestConversationFile:
    def test_a_talk_goes_on_the_next_time(self, tmp_path: Path) -> None:
        clock = Clock()
        file = remembering(tmp_path, clock)
        conversation = file.load()
        assert (conversation.history(), conversation.shown) == ((), None)
        conversation.add(answer("Who?"))
        file.save(conversation)
        clock.now = SILENCE_SECONDS - 1
        again = remembering(tmp_path, clock).load()
        assert (again.history(), again.shown) == (conversation.history(), CITED)
        clock.now = SILENCE_SECONDS + 1
        late = remembering(tmp_path, clock).load()
        assert (late.history(), late.shown) == ((), None)

    def test_a_sentence_of_several_parts_is_continued_whole(self, tmp_path: Path) -> None:
        whole = replace(CITED, further=(Part(start=6, end=9, quote="Hm."),))
        conversation = remembering(tmp_path).load()
        conversation.add(replace(answer("Who?"), citation=whole))
        remembering(tmp_path).save(conversation)
        assert remembering(tmp_path).load().shown == whole

    def test_only_its_owner_reads_it(self, tmp_path: Path) -> None:
        file = remembering(tmp_path)
        file.save(file.load())
        (file,) = tmp_path.iterdir()
        assert file.stat().st_mode & 0o077 == 0

    def test_a_talk_that_was_ended_is_not_kept(self, tmp_path: Path) -> None:
        file = remembering(tmp_path)
        conversation = file.load()
        conversation.add(answer("Who?"))
        file.save(conversation)
        conversation.end()
        file.save(conversation)
        assert file.load().history() == ()

    def test_a_talk_with_one_library_is_none_with_another(self, tmp_path: Path) -> None:
        file = remembering(tmp_path)
        conversation = file.load()
        conversation.add(answer("Who?"))
        file.save(conversation)
        assert remembering(tmp_path, library=LibrarySettings(name="other")).load().history() == ()
        assert len(remembering(tmp_path).load().history()) == 1

    def test_where_it_is_not_wanted_nothing_is_kept_or_read(self, tmp_path: Path) -> None:
        for wanted in (True, False):
            file = remembering(tmp_path, remember=wanted)
            conversation = file.load()
            conversation.add(answer("Who?"))
            file.save(conversation)
        assert remembering(tmp_path, remember=False).load().history() == ()
        assert len(remembering(tmp_path).load().history()) == 1

    @pytest.mark.parametrize("content", ["", "{", "[]", "7", '{"library": ["", "default"]}', "\xff"])
    def test_a_damaged_one_is_a_new_one(self, tmp_path: Path, content: str) -> None:
        (tmp_path / "typed.talk").write_bytes(content.encode("latin-1"))
        assert remembering(tmp_path).load().history() == ()

    def test_a_folder_that_cannot_be_written_does_no_harm(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("In the way.")
        file = remembering(tmp_path / "file")
        file.save(file.load())
        assert file.load().history() == ()


def remembering(
    folder: Path, clock: Clock | None = None, *, remember: bool = True, **settings: Any
) -> ConversationFile:
    console = ConsoleSettings(remember=remember, history=str(folder / "typed"))
    return ConversationFile(Config(console=console, **settings), clock or Clock())


def test_a_follow_up_is_resolved_and_said(desk: Desk) -> None:
    done = desk(typed="Where were tawny owls in spring?\nWho led it?\n")
    assert done.code == 0
    replies = done.out.split("\n\n")
    assert "Understood as" not in replies[0]
    assert replies[1].startswith("Understood as: “Owls of the river wood”: Who led it?\n")
    assert "The count was led by Jonas Bright." in replies[1]


def test_what_was_meant_takes_the_place_of_what_was_understood(desk: Desk) -> None:
    typed = "Who leads the ferry yard?\nHow many were counted?\n/meant How many tawny owls were counted?\n/why\n"
    replies = desk(typed=typed).out.split("\n\n")
    assert "Eleven tawny owls were counted" in replies[2]
    assert "Understood as: How many tawny owls were counted?" in replies[3]


def test_a_new_talk_stands_alone(desk: Desk) -> None:
    replies = desk(typed="Who led the owl count?\n/new\nWhy?\n").out.split("\n\n")
    assert replies[1] == "A new conversation: the next question stands alone."
    assert "Understood as" not in replies[2]


def test_a_vague_question_is_met_with_a_choice(silent: Desk) -> None:
    replies = silent(typed="What happened?\n3\n2\n7\n").out.split("\n\n")
    meant = replies[0].splitlines()
    assert meant[0] == VAGUE
    assert [line.partition(" (")[0] for line in meant[1:]] == ["1. What happened?", "2. What happened?"]
    assert {line.partition("(")[2].removesuffix(")") for line in meant[1:]} == {
        "Ferry service returns to Halm",
        "Owls of the river wood",
    }
    assert replies[1] == "there is no choice 3. Choose from 1 to 2, or ask in more words."
    assert replies[2].startswith(SILENCE)
    assert replies[3].startswith("I find nothing like that in the articles.")


def test_a_correction_without_words_says_how_to_type_it(desk: Desk) -> None:
    assert "/meant is incomplete. Type it as /meant QUESTION." in desk(typed="/meant\n").out
