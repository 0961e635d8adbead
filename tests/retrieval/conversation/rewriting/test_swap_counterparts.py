from __future__ import annotations

import pytest

from retrieval.conversation.rewriting.swap_counterparts import (
    find_counterpart,
    is_owner,
    says_what_was_meant,
    stands_for_owner,
)


@pytest.mark.parametrize(
    ("question", "new", "counterpart"),
    [
        ("Who won the men's race in Tarn?", "the women's", "the men's"),
        ("Who won the men's race in Tarn?", "the women's race", "the men's race"),
        ("What's the price?", "the women's", None),
        ("Do they sell red bikes?", "blue bikes", "red bikes"),
        ("How much is a ticket for adults on Sunday?", "for children", "for adults"),
        ("How much is it for the adults?", "for the children", "for the adults"),
        ("What does a seat for the Tarn grid cost?", "for pupils", None),
        ("How many boats sank in Rome?", "in 2020", None),
        ("How many boats sank in 2019?", "in spring", None),
        ("How many boats sank in 2019?", "in 2020", "in 2019"),
        ("who is tobias", "elif", "tobias"),
        ("how much is the ferry?", "parking", "ferry"),
        ("wann ist markt", "probe", "markt"),
        ("how do i join", "parking", None),
        ("when is the crab race", "boat day", "crab race"),
        ("when is the crab race", "the boat day", "the crab race"),
        ("what do i need for crab soup", "boat stew", "crab soup"),
        ("What is it used for in Norway?", "Sweden", "it"),
        ("Who waits for the ferry in Tarn?", "cars", None),
        ("what is allowed", "dogs", None),
        ("how much is a red bike", "parking", None),
        ("When did it close?", "the Ring Road", "it"),
        ("When did the Swing Bridge close?", "the Ring Road", "the Swing Bridge"),
    ],
)
def test_a_replacement_takes_the_place_of_what_is_like_it(question: str, new: str, counterpart: str | None) -> None:
    found = find_counterpart(new, question)
    assert (found and question[slice(*found)]) == counterpart


def test_an_owner_is_known_by_its_ending() -> None:
    assert [is_owner(text) for text in ("the women's", "R9’s", "the Rovers'", "the women", "women's race")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert stands_for_owner("his")
    assert not stands_for_owner("it")


def test_a_pronoun_that_remains_still_needs_what_it_stands_for() -> None:
    question = "Is it full in the evening?"
    assert says_what_was_meant(question, 3, 5)
    assert not says_what_was_meant(question, 11, 25)
