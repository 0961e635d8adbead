"""A text that asks several questions is told from one question in several sentences."""

from __future__ import annotations

import time

import pytest

from retrieval.conversation.clarification import separate_questions

BOATS, BARRIER = "How many boats did the yard build?", "When was the Ettle Barrier opened?"


@pytest.mark.parametrize(
    ("asked", "questions"),
    [
        (f"{BOATS} {BARRIER}", (BOATS, BARRIER)),
        (f"1. {BOATS} 2) {BARRIER} thanks!", (BOATS, BARRIER)),
        (f"- {BOATS} - {BARRIER}", (BOATS, BARRIER)),
        (
            "Wie viele Boote baute die Werft? Wann wurde das Sperrwerk eröffnet?",
            ("Wie viele Boote baute die Werft?", "Wann wurde das Sperrwerk eröffnet?"),
        ),
        (
            "¿Cuántos barcos construyó el astillero? ¿Cuándo se abrió la barrera?",
            ("¿Cuántos barcos construyó el astillero?", "¿Cuándo se abrió la barrera?"),
        ),
    ],
)
def test_several_questions_are_separated(asked: str, questions: tuple[str, ...]) -> None:
    assert separate_questions(asked) == questions


@pytest.mark.parametrize(
    "asked",
    [
        BOATS,
        f"{BOATS} Thank you!",
        f"{BOATS} And when did it close?",  # refers to the first
        f"{BOATS} In 1961?",  # says no more than a part
        f"{BOATS} How many boats?",
        f"{BOATS} Really?",
        '"Where is the Holy Grail?" is a documentary on which channel?',
        "Why? Who? When was it?",
        "? ? ?",
        " ".join([BOATS, BARRIER] * 2),  # more than are offered
    ],
)
def test_one_question_in_several_sentences_stays_one(asked: str) -> None:
    assert separate_questions(asked) == ()


def test_long_texts_take_no_long_time() -> None:
    began = time.process_time()
    for text in ("a" * 200_000, "?" * 200_000, "1. " * 60_000, " " * 200_000 + "?"):
        assert separate_questions(text) == ()
    assert time.process_time() - began < 1.0
