from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from retrieval.sources.html.deep_nesting import flatten
from retrieval.sources.html.markup import parse_html

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

SECONDS = 5.0  # of the processor
ABOVE = "The ferry across the sound was fully booked on Sunday, the harbour office said, and nobody was surprised."
INSIDE = "Its second deck had been closed for repairs since the storm."
BELOW = "On Monday both decks are open again, and dogs travel free."


@pytest.mark.parametrize("levels", [10, 249, 256, 300, 3_000])
@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "font", "section"])
def test_what_is_nested_deeply_is_read_with_what_follows(load_one: LoadOne, tag: str, levels: int) -> None:
    inner = f"{f'<{tag}>' * levels}<p>{INSIDE}</p>{f'</{tag}>' * levels}"
    draft = load_one(
        "a.html", f"<html><head><title>Ferry</title></head><body><p>{ABOVE}</p>{inner}<p>{BELOW}</p></body></html>"
    )
    assert draft.text == f"{ABOVE}\n\n{INSIDE}\n\n{BELOW}"


def test_the_words_of_deep_frames_stand_in_paragraphs_of_their_own(load_one: LoadOne) -> None:
    inner = f"{'<div>' * 300}{INSIDE}<div>{BELOW}</div>{'</div>' * 300}"
    assert (
        load_one("a.html", f"<html><body><p>{ABOVE}</p>{inner}</body></html>").text == f"{ABOVE}\n\n{INSIDE}\n\n{BELOW}"
    )


def test_a_menu_below_deep_styles_is_no_part_of_the_article(load_one: LoadOne) -> None:
    inner = f"{'<b>' * 300}<p>{INSIDE}</p><nav><p>All timetables of the harbour</p></nav>"
    draft = load_one("a.html", f"<html><body><article><p>{ABOVE}</p>{inner}</article></body></html>")
    assert draft.text == f"{ABOVE}\n\n{INSIDE}"


def test_text_that_looks_like_tags_stays() -> None:
    inner = "<script>if (a<b && c>d) { '<div>' }</script><!-- <div> --> 1 < 2"
    assert flatten("<div>" * 300 + inner).endswith(inner)


def test_the_tree_of_an_email_or_a_book_goes_as_deep() -> None:
    root = parse_html(f"<p>{ABOVE}</p>{'<div>' * 400}{INSIDE}{'</div>' * 400}<p>{BELOW}</p>")
    assert [words for words in root.itertext() if words] == [ABOVE, INSIDE, BELOW]


@pytest.mark.parametrize(
    "markup",
    [
        "<div>x" * 40_000,
        "<div" * 50_000,
        "<!--" * 50_000,
        "<script>" * 30_000,
        "<b></i>" * 30_000,
        "</p>" * 50_000,
        "<" * 200_000,
    ],
)
def test_long_markup_takes_little_time(markup: str) -> None:
    started = time.process_time()
    parse_html(markup)
    flatten(markup)
    assert time.process_time() - started < SECONDS


def test_thousands_of_levels_take_little_time(load_one: LoadOne) -> None:
    started = time.process_time()
    page = f"<html><body><p>{ABOVE}</p>{'<table><tr><td>' * 3_000}<p>{INSIDE}</p></body></html>"
    assert INSIDE in load_one("a.html", page).text
    assert time.process_time() - started < SECONDS
