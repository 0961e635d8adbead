"""The cases by which the neighbours of a sentence are weighed: right sentences, and all parts of their answers."""

from __future__ import annotations

import pytest

from bench.fitting.neighbour_weights import case_of, neighbours
from retrieval.core.records import Article, Evidence
from retrieval.core.reply_records import Thresholds
from retrieval.evaluation.dataset import GoldenQuestion
from retrieval.footnote import Footnote
from support.samples import LIBRARY

ASKED = "When did otters return to the river Welm?"
SOURCE = "notes/otters.txt"


def golden(**known: object) -> GoldenQuestion:
    """A question about the otters, with what is known of its answer."""
    about = {"spans": (), "answers": (), "history": (), "articles": frozenset({SOURCE})} | known
    return GoldenQuestion(id="q", question=ASKED, answerable=True, article=SOURCE, **about)  # type: ignore[arg-type]


@pytest.fixture
def otters(stocked: Footnote) -> Article:
    (card,) = (card for card in stocked.articles(library=LIBRARY) if card.source == SOURCE)
    found = stocked.article(card.id, library=LIBRARY)
    assert found is not None
    return found


@pytest.fixture
def evidence(stocked: Footnote) -> tuple[Evidence, ...]:
    return stocked.examine(ASKED, library=LIBRARY, thresholds=Thresholds(sure=0.0, unsure=0.0)).evidence


def test_where_only_words_are_known_their_sentence_is_the_whole_answer(
    otters: Article, evidence: tuple[Evidence, ...]
) -> None:
    case = case_of("people", golden(answers=("2019",)), otters, evidence)
    assert case is not None
    ((start, end),) = case.parts
    assert otters.text[start:end] == "Otters returned to the river Welm in 2019."
    before, after = neighbours([case])
    assert (len(before), len(after)) == (0, 1)
    assert not after[0].is_needed


def test_all_parts_that_are_named_are_needed(otters: Article, evidence: tuple[Evidence, ...]) -> None:
    first, second = otters.text.index("Otters returned"), otters.text.index("A camera")
    parts = ((first, first + 10), (second, second + 10))
    case = case_of("whole", golden(parts=parts), otters, evidence)
    assert case is not None
    _, after = neighbours([case])
    assert [neighbour.is_needed for neighbour in after] == [True, False]


def test_a_question_without_a_right_sentence_is_no_case(otters: Article, evidence: tuple[Evidence, ...]) -> None:
    assert case_of("people", golden(answers=("1742",)), otters, evidence) is None
