from __future__ import annotations

import pytest

from retrieval.conversation.namesakes import is_about_other_person, lower_namesakes
from retrieval.conversation.rewriting.relations import find_relation
from retrieval.core.records import Evidence, Passage, RankedPassage, TextRange


@pytest.mark.parametrize(
    ("sentence", "is_another"),
    [
        ("Ada Pell died in 1962.", True),
        ("TARN, 3 May — Ada Pell died in 1962.", True),
        ("Ada Pell married Tom in 1904.", False),
        ("Thomas Pell died in 1950.", False),  # Tom in full
        ("The Pell died out in 1950.", False),
        ("Mrs Pell died in 1962.", False),
        ("He died in 1950.", False),
        ("Ada Lind died in 1962.", False),
    ],
)
def test_a_namesake_is_another_person(sentence: str, *, is_another: bool) -> None:
    assert is_about_other_person(sentence, None, ["Tom Pell"]) is is_another


@pytest.mark.parametrize(
    ("sentence", "is_another"),
    [
        ("Ada Pell died in 1962.", True),
        ("Ada Pell’s brother died in 1950.", False),
        ("Ada Pell lost her brother in 1950.", False),
        ("Tom Pell died in 1950.", False),
    ],
)
def test_the_owner_of_a_relation_is_another_person(sentence: str, *, is_another: bool) -> None:
    assert is_about_other_person(sentence, find_relation("When did Ada Pell’s brother die?"), []) is is_another


TEXT = "Ada Pell died in 1962. He died in 1950."


def _evidence() -> list[Evidence]:
    sentences = (TextRange(start=0, end=22), TextRange(start=23, end=39))
    passage = Passage(id="a:0", article_id="a", text=TEXT, start=0, end=len(TEXT), sentences=sentences)
    ranked = RankedPassage(passage=passage, title="", score=1.0, lexical=1.0, similarity=1.0, coverage=1.0)
    scores = zip(sentences, (9.0, 5.0), strict=True)
    return [
        Evidence(passage=ranked, sentence=each, score=score, lexical=0, similarity=0, coverage=0, matched=())
        for each, score in scores
    ]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("When did Tom Pell die?", 23),
        ("When did Ada Pell’s brother die?", 23),
        ("When did Ada Pell die?", 0),
        ("When did Pell die?", 0),
        ("Who was Tom Pell’s wife?", 0),
        ("Which sister of Tom Pell died?", 0),
        ("When did the Tom Pell sink?", 0),
    ],
)
def test_what_tells_of_another_comes_behind(question: str, first: int) -> None:
    evidence = lower_namesakes(question, _evidence())
    assert evidence[0].sentence.start == first
    assert [piece.score for piece in evidence] == sorted((piece.score for piece in evidence), reverse=True)
