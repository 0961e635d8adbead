"""Lines that say what was meant by the question before them."""

from __future__ import annotations

import pytest

from retrieval.conversation.rewriting.meant_questions import MeantQuestion, find_meant_question, without_courtesies


@pytest.mark.parametrize(
    ("line", "meant", "refused"),
    [
        ("no, I meant the mill in Tarn", "the mill in Tarn", ""),
        ("No, the one on Mondays", "the one on Mondays", ""),
        ("no the other boat", "the other boat", ""),
        ("nah i mean under water", "under water", ""),
        ("not the cat, the dog", "the dog", "the cat"),
        ("No no, not in May, in June", "in June", "in May"),
        ("the red one i meant, sorry", "the red one", ""),
        ("No, I mean in the last report, not the first one", "in the last report", "the first one"),
        ("i'm asking about the pump", "the pump", ""),
        ("nein, ich meinte die Mühle", "die Mühle", ""),
        ("nicht die Katze, den Hund", "den Hund", "die Katze"),
        ("nee die andere", "die andere", ""),
        ("non, je parle du moulin", "moulin", ""),
        ("non pas le lundi, le mardi", "le mardi", "le lundi"),
        ("no, me refiero al molino", "molino", ""),
        ("perdón, el del lunes", "el del lunes", ""),
    ],
)
def test_what_was_meant_is_read(line: str, meant: str, refused: str) -> None:
    assert find_meant_question(line) == MeantQuestion(words=meant, refused=refused, asks=False)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("no I mean who pays for it", "who pays for it"),
        ("I know where it is, I mean how do I get there", "how do I get there"),
        ("sorry, when does it open?", "when does it open"),
        ("nein, wer zahlt das?", "wer zahlt das"),
        ("Not in there, ok. Why did she stop?", "Why did she stop"),
    ],
)
def test_what_was_meant_may_be_a_question_of_its_own(line: str, meant: str) -> None:
    question = find_meant_question(line)
    assert question is not None
    assert (question.words, question.asks) == (meant, True)


@pytest.mark.parametrize(
    "line",
    [
        "no parking on sundays?",
        "No dogs allowed?",
        "no",
        "no, a",
        "what does the word mean",
        "who wrote not the nine o'clock news",
        "was meint der Vorstand dazu",
        "no " * 100,
        "not " + "a" * 300,
    ],
)
def test_other_lines_correct_nothing(line: str) -> None:
    assert find_meant_question(line) is None


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("thanks, and on Sundays?", "and on Sundays?"),
        ("Thx. where are they", "where are they"),
        ("Danke! und sonntags?", "und sonntags?"),
        ("merci, et les enfants ?", "et les enfants ?"),
        ("no, the red one", "no, the red one"),
        ("thanks", "thanks"),
        ("bread, milk, eggs", "bread, milk, eggs"),
    ],
)
def test_courtesies_in_front_are_left_out(line: str, left: str) -> None:
    assert without_courtesies(line) == left
