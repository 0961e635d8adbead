"""Which questions depend on the conversation: above all those without a word that says so."""

from __future__ import annotations

import pytest

from retrieval.conversation.rewriting.dependence_model import features, is_about_other_article, is_dependent

SAID = (
    "When does the salt mill at Brennick open?",
    "The salt mill at Brennick opens on the first Sunday in May, and stays open until the geese leave.",
)


@pytest.mark.parametrize(
    "question",
    ["children too?", "and in winter?", "how much is it", "can I bring my dog", "what if it rains", "who runs it"],
)
def test_a_question_that_goes_on_leans(question: str) -> None:
    assert is_dependent(question, SAID)


@pytest.mark.parametrize(
    "question",
    [
        "When does the salt mill at Brennick open its gates to school classes?",
        "How many passengers took the Orley ferry to Sankt Velden in August last year?",
        "Which company is building the new Harbour Street railway station in Tollmark?",
    ],
)
def test_a_question_that_names_its_subject_stands_alone(question: str) -> None:
    assert not is_dependent(question, SAID)


def test_words_that_were_said_are_known_again() -> None:
    shared, unshared = (
        features("mills geese trams", " ".join(SAID))[6],
        features("mills geese trams", " ".join(SAID))[8],
    )
    assert (shared, unshared) == (1.0, 2.0)


def test_a_name_that_the_shown_article_lacks_turns_to_another() -> None:
    shown = "The salt mill opens. Ida Brask runs it."
    assert is_about_other_article("And Orley?", shown, "")
    assert is_about_other_article("and the orley ferry?", shown, "Orley ferry stops")
    assert not is_about_other_article("And Ida Brask?", shown, "Ida Brask wins the cup")
    assert not is_about_other_article("children too?", shown, "Children of the salt marsh")
