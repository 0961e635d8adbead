"""Lines that say when a text was written, or who worked on it, answer no question about anything else."""

from __future__ import annotations

import pytest

from retrieval.answering.article_notes import is_misstatement, is_stamp, lower_notes
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


@pytest.mark.parametrize("byline", ["By Ida Moor, harbour correspondent", "9 April 2031, by Ida Moor"])
def test_a_byline_comes_behind_what_answers(byline: str) -> None:
    question = "Who raised the bell?"
    lowered = [words(piece) for piece in lower_notes(question, two_lines(byline, RAISED))]
    assert lowered == [RAISED, byline]
    assert lower_notes("Who wrote this?", two_lines(byline, RAISED)) == two_lines(byline, RAISED)


WRONG, RIGHT = "An earlier version of this article said that the Petrel sank in 1931.", "The Petrel sank in 1913."


@pytest.mark.parametrize(
    "sentence",
    [
        WRONG,
        "An earlier version said the Petrel sank in 1931.",
        "We wrongly said on Tuesday that the Petrel was a tug.",
        "This article originally stated that the Petrel was a tug.",
        "An article on Tuesday about the Petrel misstated the year in which she sank.",
        'An article on 3 May ("The bell of the Petrel") said that the Petrel was a tug.',
        "An earlier version of this story misstated the year in which the Petrel sank.",
        "In einer früheren Version dieses Artikels hieß es, die Petrel sei 1931 gebaut worden.",
        "Une version précédente de cet article indiquait que la Petrel avait coulé en 1931.",
        "Una versión anterior de este artículo decía que el Petrel se hundió en 1931.",
    ],
)
def test_a_sentence_that_repeats_an_error_is_a_misstatement(sentence: str) -> None:
    assert is_misstatement(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        RIGHT,
        "An earlier version of this article said that the Petrel sank in 1931; it sank in 1913.",
        "An earlier version of this article gave the year as 1913, not 1931.",
        "An earlier version of the program said nothing.",
        "The first report said that the Petrel sank in 1913.",
        "An article in a magazine (of which I forget the name) is about tugs.",
        "A report by the board said that the Petrel sank in 1913.",
        "The board wrongly said that the Petrel was a tug.",
    ],
)
def test_a_sentence_that_has_what_is_right_is_none(sentence: str) -> None:
    assert not is_misstatement(sentence)


def test_what_was_wrong_comes_behind_what_answers() -> None:
    lowered = lower_notes("When did the Petrel sink?", pieces(WRONG, RIGHT))
    assert [words(piece) for piece in lowered] == [RIGHT, WRONG]


@pytest.mark.parametrize("question", ["What did the earlier version say?", "What mistake was corrected?"])
def test_what_was_wrong_answers_what_was_corrected(question: str) -> None:
    assert lower_notes(question, pieces(WRONG, RIGHT)) == pieces(WRONG, RIGHT)


def pieces(line: str = LINE, sentence: str = SENTENCE) -> list[Evidence]:
    """Return the line about the article before the sentence."""
    return evidence(3.0, 1.0, text=f"{line} {sentence}")


def two_lines(line: str, sentence: str) -> list[Evidence]:
    """Return the line before the sentence, where each is a paragraph."""
    return evidence(3.0, 1.0, text=f"{line}\n\n{sentence}")


def words(piece: Evidence) -> str:
    """Return the sentence."""
    return piece.passage.passage.quote(piece.sentence)
