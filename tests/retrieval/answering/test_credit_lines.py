"""Lines that name who worked on a report answer no question about anything else."""

from __future__ import annotations

import pytest

from retrieval.answering.credit_lines import lower_credits
from retrieval.core.records import Evidence
from tests.retrieval.answering.test_decision import evidence

LINE, SENTENCE = "WNN's Jonas Lind contributed to this report.", "A diver raised the bell of the Petrel on Monday."


@pytest.mark.parametrize("question", ["Who raised the bell?", "wer hat die Glocke gehoben", "qui a trouvé la cloche ?"])
def test_a_credit_comes_behind_what_answers(question: str) -> None:
    assert [words(piece) for piece in lower_credits(question, pieces())] == [SENTENCE, LINE]


@pytest.mark.parametrize(
    "question",
    ["Who wrote the report?", "who contributed to the story", "Wer hat das geschrieben?", "¿Quién lo escribió?"],
)
def test_a_credit_answers_who_worked_on_the_report(question: str) -> None:
    assert lower_credits(question, pieces()) == pieces()


def pieces() -> list[Evidence]:
    """Return the credit before the sentence."""
    return evidence(3.0, 1.0, text=f"{LINE} {SENTENCE}")


def words(piece: Evidence) -> str:
    return piece.passage.passage.quote(piece.sentence)
