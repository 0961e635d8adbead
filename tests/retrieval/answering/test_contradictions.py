from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.answering.article_date import compare_dates, find_article_date
from retrieval.answering.contrast import count_contrasts, count_missing_names, has_other_year
from retrieval.core.records import Article

ARTICLE = Article(
    id="a", library="l", source="s", title="", text="", digest="d", published=None, added="2026-05-03", language="en"
)


def article(text: str = "", *, published: str | None = None) -> Article:
    return replace(ARTICLE, text=text, published=published)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("PELLHAVEN, March 9 — The choir sings.", "03-09"),
        ("Pellhaven, 30 March 2026. The choir sings.", "2026-03-30"),
        ("Pellhaven, 3. Mai 2026. Der Chor singt.", "2026-05-03"),
        ("Pellhaven, 3 de mayo de 2026. Canta el coro.", "2026-05-03"),
        ("Pellhaven, le 3 mai. Le chœur chante.", "05-03"),
    ],
)
def test_a_dateline_says_when_an_article_was_written(text: str, day: str) -> None:
    assert str(find_article_date(article(text))) == day


def test_a_date_further_down_is_no_dateline() -> None:
    assert find_article_date(article("The choir of Pellhaven sings. " * 5 + "It was founded on 3 May 1950.")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Ida Marsh (born 3 May 1950) is a choir leader.",
        "On 3 May 1950, the choir sang for the first time.",
        "The hall was opened on 3 May 1950. The choir sings there.",
        "The choir sang on May 3 and 4 in the hall.",
    ],
)
def test_the_date_of_a_birth_or_an_event_is_no_dateline(text: str) -> None:
    assert find_article_date(article(text)) is None


@pytest.mark.parametrize("end", [", 9 p.m. — The", " (Harbour Press) — The", ". The", ": The"])
def test_a_dateline_ends_behind_its_date(end: str) -> None:
    assert str(find_article_date(article(f"PELLHAVEN, 3 May 2026{end} choir sings."))) == "2026-05-03"


def test_what_was_published_counts_more_than_a_dateline() -> None:
    assert str(find_article_date(article("Pellhaven, 2 March. Text.", published="2026-04-01"))) == "2026-04-01"


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        ("2026-03-09", "2026-03-12", 1),
        ("2026-03-12", "2026-03-09", -1),
        ("2026-03-09", "2026-03-09", 0),
        ("2026-03-09T08:00:00", "2026-03-09T18:00:00", 1),
        ("2026-03-09", None, 0),
        (None, None, 0),
        ("some day", "2026-03-09", 0),
    ],
)
def test_articles_are_ordered_by_date(first: str | None, second: str | None, order: int) -> None:
    assert compare_dates(article(published=first), article(published=second)) == order


def test_datelines_without_a_year_are_of_one_year() -> None:
    assert compare_dates(article("Pellhaven, 2 March. Text."), article("Pellhaven, 30 March. Text.")) == 1


def test_another_word_in_the_place_of_one_that_the_question_names_is_a_contrast() -> None:
    own = ("The fee in Upper Rell is 80.", "Dogs in Upper Rell", "")
    other = ("In Lower Rell the fee is 45.", "Dogs in Lower Rell", "")
    assert count_contrasts("what is the dog fee in upper rell", own, other, language="en") == 1
    assert count_contrasts("what is the dog fee", own, other, language="en") == 0


def test_another_form_of_a_word_is_no_contrast() -> None:
    own, other = (["There are 300 weekend tickets left, at 110 each."], ["The weekend ticket is 85 until March."])
    assert count_contrasts("what do weekend tickets cost", own, other, language="en") == 0


def test_the_same_words_are_no_contrast() -> None:
    own = ("The strike lasts until Wednesday evening.", "Strike", "")
    other = ("The strike lasts until Saturday evening.", "Strike goes on", "")
    assert count_contrasts("how long is the strike", own, other, language="en") == 0


def test_words_of_two_sentences_are_no_neighbours() -> None:
    own = (
        "The quay is shut until 30 June.",
        "Work on the quay",
        "The quay is shut until 30 June. Lorries go round it.",
    )
    other = ("The quay is shut until 16 October.", "The quay again", "Harbour office, 11 June 2026. Rust was found.")
    assert count_contrasts("how long is the quay shut to lorries", own, other, language="en") == 0


def test_a_name_of_the_question_may_be_missing_from_the_other_article() -> None:
    own, other = "The band from Marrow plays. Tickets for model X2 are gone.", "The band plays again."
    assert count_missing_names("when does the band from marrow play", own, other, language="en") == 1
    assert count_missing_names("is x2 sold out", own, other, language="en") == 1
    assert count_missing_names("when does the band play", own, other, language="en") == 0


def test_a_year_of_the_question_binds_the_sentence() -> None:
    assert has_other_year("how many came in 2024", "In 2025 there were 300 visitors.")
    assert not has_other_year("how many came", "In 2025 there were 300 visitors.")
