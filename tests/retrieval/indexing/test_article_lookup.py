"""The article that a user means."""

from __future__ import annotations

import pytest

from retrieval.core.errors import ArticleAmbiguous, ArticleUnknown
from retrieval.core.records import ArticleCard
from retrieval.indexing.article_lookup import find


def card(article_id: str, title: str, source: str) -> ArticleCard:
    return ArticleCard(
        id=article_id,
        source=source,
        title=title,
        digest="d",
        published=None,
        added="",
        language="en",
        words=1,
        passages=1,
    )


CARDS = [
    card("aa11bb22", "Moon", "/a/moon.md"),
    card("aa11cc33", "Moon and tide", "/a/tide.md"),
    card("dd44ee55", "The quarry", "https://paper.example/quarry"),
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("aa11bb22", "Moon"),
        ("moon", "Moon"),
        ("  MOON ", "Moon"),
        ("aa11c", "Moon and tide"),
        ("tide", "Moon and tide"),
        ("quarry", "The quarry"),
        ("https://paper.example/quarry", "The quarry"),
        ("moon.md", "Moon"),
    ],
)
def test_finds(name: str, expected: str) -> None:
    assert find(name, CARDS).title == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("tar", "Tar and oakum"), ("Lodz", "Łódź mills"), ("light", "Lighthouse"), ("灯台", "古い灯台の話")],
)
def test_a_part_is_a_word_or_its_beginning(name: str, expected: str) -> None:
    titles = ("Starlight over Tartu", "Tar and oakum", "Łódź mills", "Lighthouse", "古い灯台の話")
    cards = [card(f"{number:08}", title, f"/a/{number}.md") for number, title in enumerate(titles)]
    assert find(name, cards).title == expected


def test_the_inside_of_a_word_is_no_name() -> None:
    with pytest.raises(ArticleUnknown, match="no article goes by that name"):
        find("tar", [card("00000001", "Starlight", "/a/star.md"), card("00000002", "Guitars", "/a/guitars.md")])


def test_several_are_named() -> None:
    with pytest.raises(ArticleAmbiguous, match=r"2 articles.*Moon \(aa11bb22\); Moon and tide \(aa11cc33\)") as raised:
        find("moo", CARDS)
    assert raised.value.titles == ("Moon", "Moon and tide")


def test_the_nearest_is_named() -> None:
    with pytest.raises(ArticleUnknown, match="Nearest: The quarry"):
        find("the query", CARDS)


@pytest.mark.parametrize("name", ["", "   ", "zzzzzz", "\x00"])
def test_nothing_fits(name: str) -> None:
    with pytest.raises(ArticleUnknown, match="no article goes by that name"):
        find(name, CARDS)


def test_an_empty_library_says_so() -> None:
    with pytest.raises(ArticleUnknown, match="footnote add"):
        find("moon", [])
