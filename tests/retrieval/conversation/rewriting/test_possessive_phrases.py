from __future__ import annotations

import pytest

from retrieval.conversation.rewriting.possessive_phrases import find_possessive, name_owner


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("und ihr Bruder?", "der Bruder von Ada Pell"),
        ("Und was ist mit seiner älteren Schwester?", "der älteren Schwester von Ada Pell"),
        ("et son frère ?", "le frère d’Ada Pell"),
        ("et son épouse ?", "l’épouse d’Ada Pell"),
        ("et sa sœur ?", "la sœur d’Ada Pell"),
        ("¿y su hermano?", "el hermano de Ada Pell"),
        ("¿y su hermana?", "la hermana de Ada Pell"),
    ],
)
def test_the_owner_stands_behind_the_noun(question: str, named: str) -> None:
    place = find_possessive(question)
    assert place is not None
    assert name_owner(question[slice(*place)], "Ada Pell") == named


@pytest.mark.parametrize("question", ["and her brother?", "und ihr Haus?", "et son prix ?", "¿y su precio?"])
def test_other_questions_have_no_such_phrase(question: str) -> None:
    assert find_possessive(question) is None


def test_an_owner_without_a_vowel_keeps_the_link() -> None:
    assert name_owner("son frère", "Tom Pell") == "le frère de Tom Pell"
