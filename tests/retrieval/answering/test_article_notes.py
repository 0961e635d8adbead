"""Lines that say when a text was written, or who worked on it, answer no question about anything else."""

from __future__ import annotations

import pytest

from retrieval.answering.article_notes import is_stamp, lower_notes
from retrieval.core.records import Evidence
from tests.retrieval.answering.test_decision import evidence

LINE, SENTENCE = "Updated 20 May.", "The first crossing is planned for 6 September."
CREDIT, RAISED = "WNN's Jonas Lind contributed to this report.", "A diver raised the bell of the Petrel on Monday."


@pytest.mark.parametrize(
    "line",
    [
        LINE,
        "Last updated: Tuesday, May 5, 2026 at 3:15 pm ET",
        "Published 2026-05-03",
        "Posted on 12/02/2026",
        "Stand: 3. Mai 2026",
        "Zuletzt aktualisiert am 3. Mai 2026, 14 Uhr",
        "Actualizado el 3 de mayo de 2026",
        "Mis à jour le 3 mai 2026 à 14h",
    ],
)
def test_a_line_that_says_when_its_text_was_written_is_a_stamp(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line",
    [
        SENTENCE,
        "Updated rules hold from 1 May on.",
        "Published in 1962.",
        "Updated by the harbour office.",
        "Deadline: 20 May.",
        "Updated 20 May because the first boat was late by a week.",
        "Ada was posted to Crow End on 3 May.",
        "",
    ],
)
def test_a_sentence_about_anything_else_is_none(line: str) -> None:
    assert not is_stamp(line)


def test_a_stamp_comes_behind_what_answers() -> None:
    lowered = lower_notes("When does the night ferry start?", pieces())
    assert [words(piece) for piece in lowered] == [SENTENCE, LINE]


def test_a_stamp_answers_when_the_text_was_changed() -> None:
    assert lower_notes("When was this page last updated?", pieces()) == pieces()


@pytest.mark.parametrize("question", ["Who raised the bell?", "wer hat die Glocke gehoben", "qui a trouvé la cloche ?"])
def test_a_credit_comes_behind_what_answers(question: str) -> None:
    assert [words(piece) for piece in lower_notes(question, pieces(CREDIT, RAISED))] == [RAISED, CREDIT]


@pytest.mark.parametrize(
    "question",
    ["Who wrote the report?", "who contributed to the story", "Wer hat das geschrieben?", "¿Quién lo escribió?"],
)
def test_a_credit_answers_who_worked_on_the_report(question: str) -> None:
    assert lower_notes(question, pieces(CREDIT, RAISED)) == pieces(CREDIT, RAISED)


def pieces(line: str = LINE, sentence: str = SENTENCE) -> list[Evidence]:
    """Return the line about the article before the sentence."""
    return evidence(3.0, 1.0, text=f"{line} {sentence}")


def words(piece: Evidence) -> str:
    """Return the sentence."""
    return piece.passage.passage.quote(piece.sentence)
