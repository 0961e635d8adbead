"""Headings, rows, commands and wrapped lines of the texts that programs come with."""

from __future__ import annotations

import time

import pytest

from retrieval.text.normalize import normalise
from retrieval.text.segmentation import blocks

pytestmark = pytest.mark.fast
MANUAL = """\
KILN(1)                      Kiln Manual                      KILN(1)

NAME
       kiln - fires what is in the oven

OPTIONS
       -t, --top degrees
              Heat to so many degrees.  More than 1300 is refused, unless
              the oven is made for it.

   Time
       slow   Take twice the time, so that nothing cracks.

KILN 2.1                      May 2031                        KILN(1)
"""
NOTES = """\
kiln for Tallow
===============

Firing twice
------------
The second firing needs a cooler oven than the first one, and it has
Tuesday's wood. Put the glazed pots upon stilts, which are lying upon
the shelf beside the door, and shut the door with both of its bolts.
4 hours are enough. If the cones are down before, you may leave off

    # look at the cones
    kiln --look
    kiln --stop

Words used
----------
cone
    A piece of clay that bends at a known heat. It is thrown away
    afterwards.
"""


def shape(text: str) -> list[tuple[str, list[str]]]:
    """Return the blocks of a text: a heading with its words, others with their sentences, each on one line."""
    text = normalise(text)
    return [
        (
            block.kind,
            [" ".join(text[s.start : s.end].split()) for s in block.sentences] or [text[block.start : block.end]],
        )
        for block in blocks(text)
    ]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each on one line."""
    return [sentence for kind, words in shape(text) for sentence in words if kind != "heading"]


def test_the_sections_of_a_manual_page_and_its_margins_are_headings() -> None:
    headings = [words[0].split("  ")[0] for kind, words in shape(MANUAL) if kind == "heading"]
    assert headings == ["KILN(1)", "NAME", "OPTIONS", "Time"]
    assert sentences(MANUAL)[:-1] == [
        "kiln - fires what is in the oven",
        "-t, --top degrees Heat to so many degrees.",
        "More than 1300 is refused, unless the oven is made for it.",
        "slow Take twice the time, so that nothing cracks.",
    ]


def test_underlined_lines_are_headings_and_rules_are_nothing() -> None:
    assert [words for kind, words in shape(NOTES) if kind == "heading"] == [
        ["kiln for Tallow"],
        ["Firing twice"],
        ["Words used"],
    ]
    assert not any("---" in sentence or "===" in sentence for sentence in sentences(NOTES))


def test_a_word_is_shown_with_its_explanation() -> None:
    assert sentences(NOTES)[-2:] == [
        "cone A piece of clay that bends at a known heat.",
        "It is thrown away afterwards.",
    ]


@pytest.mark.parametrize("option", ["--top <degrees>", "-t <degrees>, --top <degrees>"])
def test_an_option_with_an_argument_in_brackets_is_shown_with_its_explanation(option: str) -> None:
    assert sentences(f"It is old.\n\n{option}\n    Heat to so many degrees.")[1:] == [
        f"{option} Heat to so many degrees."
    ]


@pytest.mark.parametrize("code", ["<oven>", "if heat > top {", "a -> <b>"])
def test_a_line_of_code_that_ends_in_brackets_is_no_option(code: str) -> None:
    assert len(sentences(f"It is old.\n\n{code}\n    Heat to so many degrees.")) == 3


def test_commands_stand_apart_from_comments() -> None:
    assert "# look at the cones" in sentences(NOTES)


@pytest.mark.parametrize(
    "text",
    [
        "    # fire the oven\n    kiln --start",
        "oven: 8 (at most 16)\nwood: dry",
        "Oven 3 or later, gas: 20 minutes\nOven 2: 40 minutes",
        "kiln up -> kiln raise\nkiln down -> kiln lower",
        "https://example.org/the/longest/name/of/any/kiln\nhttps://example.org/cones",
        "steps    16     of clay\nswing    0      per cent",
    ],
)
def test_rows_are_sentences_of_their_own(text: str) -> None:
    assert sentences(f"It is old.\n\n{text}")[1:] == [" ".join(line.split()) for line in text.split("\n")]


@pytest.mark.parametrize("text", ["今日下雨。", "يفتح الميناء غدا", "MOST_HEAT 1300", "A = B + C"])
def test_what_has_no_capitals_or_is_a_setting_is_no_heading(text: str) -> None:
    text = f"The oven is old.\n\n{text}\n\nIt is warm."
    assert [kind for kind, _ in shape(text)] == ["paragraph"] * 3


def test_lines_wrapped_among_commands_go_on_before_a_capital_or_a_number() -> None:
    paragraph = "Never open the kiln while it is hot; the key to its door is with\nOrme. He keeps it in a drawer."
    filler = (
        "Whoever fires the oven writes the hour and the heat into the book\nthat lies on the table by the door, or "
    )
    filler += "asks somebody of the house\nto do so."
    text = "\n\n".join([paragraph, *[filler, "    kiln --start\n    --hot"] * 8])
    assert sentences(text)[:2] == [
        "Never open the kiln while it is hot; the key to its door is with Orme.",
        "He keeps it in a drawer.",
    ]


def test_a_list_of_headlines_is_not_wrapped_text() -> None:
    headlines = ["Mayor opens the new bridge", "Kiln burns down in the night", "Orme wins", "Rain all week, says Pell"]
    text = "\n".join(headlines * 10)
    assert sentences(text) == headlines * 10


@pytest.mark.parametrize(
    "piece", ["A\n", "=\n", "A\n===\n", "x -- ", " ->", "a:  ", "x    ", "K(1) ", "\n   x", "AB\n\n"]
)
def test_the_time_grows_with_the_length_only(piece: str) -> None:
    started = time.process_time()
    blocks(normalise(piece * (20_000 // len(piece))))
    assert time.process_time() - started < 5


def test_lines_with_an_emoji_in_front_are_lines_of_their_own() -> None:
    text = (
        "🎲 Games in the big room, every second Friday. Host: Bee\n"
        "🎬 Film in the hall, this week with popcorn. Host: Jo\n"
        "🧩 Puzzles for teams of four, from noon on. Host: Pascal\n🍕 Pizza for all who help to carry the tables"
    )
    first, second, third, fourth = text.split("\n")
    sentences = shape(text)[0][1]
    assert sentences[-1] == fourth
    assert [" ".join(sentences[:2]), " ".join(sentences[2:4]), " ".join(sentences[4:6])] == [first, second, third]
