from __future__ import annotations

import time

import pytest

from retrieval.discourse.article_sentence import MOST_TOGETHER, ArticleSentence
from retrieval.discourse.boilerplate import is_boilerplate
from retrieval.discourse.self_containedness import context_groups, needs_context

BRASK = "Ida Brask runs the ferry to Welmouth."


def written(*texts: str, language: str = "en") -> list[ArticleSentence]:
    return [ArticleSentence(text=text, language=language, opens_section=not at) for at, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He said that the ferry would sail.", "en"),
        ("But the ferry stayed in harbour.", "en"),
        ("That is why the ferry stayed.", "en"),
        ("That's how the mayor put it on Friday.", "en"),
        ("The group has asked for more money.", "en"),
        ("When he arrived, the ferry had left.", "en"),
        ("Its crew went home on Monday evening.", "en"),
        ("“It was a long night,” she said.", "en"),
        ("One of them has left the harbour.", "en"),
        ("Er sagte, dass die Fähre fährt.", "de"),
        ("Deshalb blieb die Fähre im Hafen.", "de"),
        ("Die Gruppe will mehr Geld haben.", "de"),
        ("Pero el barco se quedó en el puerto.", "es"),
        ("La empresa pide más dinero ahora.", "es"),
        ("Mais le bateau est resté au port.", "fr"),
        ("C'est pourquoi le bateau est resté.", "fr"),
    ],
)
def test_a_sentence_that_speaks_of_the_one_before_leans_on_it(text: str, language: str) -> None:
    (sentence,) = written(text, language=language)
    assert needs_context(sentence)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BRASK, "en"),
        ("The group of sailors has asked for more money.", "en"),
        ("The Group of Seven met in Welmouth.", "en"),
        ("This week the ferry sails at seven.", "en"),
        ("Those who own a boat must pay.", "en"),
        ("When Brask arrived, her ferry had left.", "en"),
        ("“We sailed all night,” Ida Brask said.", "en"),
        ("Diese Woche fährt die Fähre um sieben.", "de"),
        ("Das Schiff blieb im Hafen liegen.", "de"),
        ("Esta semana el barco sale a las siete.", "es"),
        ("Cette semaine le bateau part à sept heures.", "fr"),
        ("彼は月曜日に港に着いた。", "ja"),
    ],
)
def test_a_sentence_that_names_whom_it_speaks_of_stands_alone(text: str, language: str) -> None:
    (sentence,) = written(text, language=language)
    assert not needs_context(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "Read more about the ferry strike here.",
        "READ MORE: Why the ferries stopped.",
        "Related: The ferry's long history.",
        "Watch the video of the launch below.",
        "Photo: Ida Brask on her ferry.",
        "Photos by Jonas Lind and others.",
        "Follow us on Facebook for ferry news.",
        "Sign up for our morning letter today.",
        "Click here to see all the ferries.",
        "By Jonas Lind, Lantern staff.",
        "Copyright 2026 The Lantern, Pellhaven town.",
        "Jonas Lind contributed to this report.",
        "Ferry strike: Who is to blame for it?",
        "Here is what we know about the strike.",
        "Lesen Sie auch: Warum die Fähren ruhen.",
        "Lire aussi : pourquoi les bateaux restent au port.",
        "Too short.",
        "It has no end of its own",
        "(CNN) --",
        "",
    ],
)
def test_what_is_no_sentence_of_the_article_is_noise(text: str) -> None:
    assert is_boilerplate(written(text)[0])
    assert context_groups(written(BRASK, text, "The boats rest in the harbour."))[1] is None


@pytest.mark.parametrize(
    "text",
    [
        BRASK,
        "Photographs of the ferry were sold for 40 crowns.",
        "Readers of the paper asked for more.",
        "Updated rules hold from Monday on.",
        "By noon the ferry had left the harbour.",
        "“We will sail,” said Ida Brask.",
    ],
)
def test_a_sentence_of_the_article_is_none(text: str) -> None:
    assert not is_boilerplate(written(text)[0])


def test_a_word_of_capitals_is_no_byline_of_many_names() -> None:
    began = time.process_time()
    assert not is_boilerplate(written(f"By {'A' * 400} the mill was sold to the town!")[0])
    assert time.process_time() - began < 5  # seconds; by the fifth power of its length it takes hours


def test_what_leans_is_shown_with_what_it_leans_on() -> None:
    found = context_groups(written(BRASK, "She has four boats in the bay.", "They are painted white and green."))
    assert found == [(0,), (0, 1), (0, 1, 2)]


def test_what_needs_too_much_is_not_shown() -> None:
    found = context_groups(written(BRASK, *["She has four boats in the bay."] * MOST_TOGETHER))
    assert found[-1] is None


def test_what_leans_on_noise_is_not_shown() -> None:
    assert context_groups(written("Photo: a ferry in the harbour.", "It was painted white and green."))[1] is None


def test_the_first_sentence_has_nothing_to_lean_on() -> None:
    assert context_groups(written("He never learnt to swim at all.")) == [(0,)]


def test_what_leans_does_not_reach_over_a_heading() -> None:
    below = ArticleSentence(
        text="He never learnt to swim at all.", language="en", opens_section=True, opens_paragraph=True
    )
    assert context_groups([*written(BRASK), below]) == [(0,), None]


def test_an_item_of_a_list_is_not_shown_without_it() -> None:
    item = ArticleSentence(text="A cabin to sleep in on the island.", language="en", is_item=True)
    assert context_groups([*written("The crews want three things:"), item])[1] is None


def test_words_of_somebody_come_with_who_said_them() -> None:
    later = written(BRASK, "“We sailed all through the night.", "Nobody slept,” said Ida Brask.")
    assert context_groups(later) == [(0,), (1, 2), (2,)]
    before = written("“We sailed all night,” said Ida Brask.", "“Nobody on the boat slept.”")
    assert context_groups(before) == [(0,), (0, 1)]
    straight = written('"We sailed all night," said Ida Brask.', '"Nobody on the boat slept at all."')
    assert context_groups(straight) == [(0,), (0, 1)]


def test_a_question_is_not_shown() -> None:
    assert context_groups(written(BRASK, "How many boats does Ida Brask own?"))[1] is None


def test_what_the_asked_say_of_themselves_in_an_interview_is_not_shown() -> None:
    lines = [ArticleSentence(text=BRASK, language="en", opens_section=True)]
    for _ in range(3):
        lines.append(ArticleSentence(text="**How many boats are there?**", language="en", opens_paragraph=True))
        lines.append(ArticleSentence(text="Four of them, and all are white.", language="en", opens_paragraph=True))
        lines.append(ArticleSentence(text="I painted the boats in spring.", language="en"))
    assert [at for at, group in enumerate(context_groups(lines)) if group] == [0]


def test_the_time_grows_with_the_length_only() -> None:
    awkward = ["READ " * 20_000 + ".", '"' * 20_000, "A." * 20_000, "LONDON " * 5_000, "By " + "Ida, " * 5_000]
    began = time.process_time()
    context_groups(written(*awkward, *[BRASK] * 2_000))
    assert time.process_time() - began < 5
