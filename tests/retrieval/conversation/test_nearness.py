"""Sentences beside the one that was shown come before others that are read alike."""

from __future__ import annotations

import pytest

from retrieval.conversation.nearness import BEFORE, GAIN, distance, gain, prefer_near
from retrieval.core.records import Evidence, Passage
from retrieval.text import passages
from tests.retrieval.answering.test_decision import evidence

TEXT = "The gate opens at nine. It shuts at five. Cars must leave by then. Dogs stay on a lead. Tickets cost 4."
(PASSAGE,) = passages.split("a", TEXT, "en")


def preferred(quote: str, *scores: float) -> list[str]:
    """Return the sentences in their order."""
    found = prefer_near(evidence(*scores, text=TEXT), quote, text=TEXT, sentences=PASSAGE.sentences)
    return [words(piece.passage.passage, piece) for piece in found]


def words(passage: Passage, piece: Evidence) -> str:
    """Return the sentence of a piece of evidence."""
    return passage.quote(piece.sentence)


def test_the_next_sentence_comes_before_one_that_is_read_a_little_better() -> None:
    assert preferred("It shuts at five.", 1.0, 1.0, 1.0, 1.0, 3.0)[0] == "Cars must leave by then."


def test_a_sentence_that_is_read_much_better_stays_first() -> None:
    assert preferred("It shuts at five.", 1.0, 1.0, 1.0, 1.0, 1.1 + GAIN)[0] == "Tickets cost 4."


def test_the_sentence_that_was_shown_gives_way_to_one_that_is_read_nearly_as_well() -> None:
    assert preferred("It shuts at five.", 1.0, 5.0, 1.0, 1.0, 1.0)[0] == "Cars must leave by then."
    assert preferred("It shuts at five.", 1.0, 9.0, 1.0, 1.0, 1.0)[0] == "It shuts at five."


@pytest.mark.parametrize("quote", ["", "Not in this article."])
def test_without_the_quote_nothing_changes(quote: str) -> None:
    assert preferred(quote, 5.0, 4.0, 3.0, 2.0, 1.0)[0] == "The gate opens at nine."


def test_a_quote_of_several_sentences_has_its_neighbours_at_both_ends() -> None:
    assert [distance(position, (1, 2)) for position in range(5)] == [-1, 0, 0, 1, 2]


def test_the_gain_falls_with_the_distance() -> None:
    assert gain(1) == GAIN > gain(2) > gain(3) > 0 > gain(0)
    assert gain(-1) == BEFORE * GAIN > gain(-2) > 0
