from __future__ import annotations

import pytest

from retrieval.core.records import TextRange
from retrieval.discourse.text_elements import Element, read_elements

MANUAL = """Marlpost 4 handbook

Marlpost sends letters for a whole club.

Checking the queue

To see what waits, run:

marlpost queue --all

A letter waits for two days. It is then returned to the sender.

Quiet hours

If you want none, set

    QUIET = never
    RETRY = 3

in the file marlpost.conf. A restart is not needed.

Prices

Size | first year | later
S | 12 | 9
M | 20 | 15

Steps

1. Open the lid. Wait a minute.
2. Press the button.
"""


def elements(text: str, words: str) -> list[Element]:
    start = text.index(words)
    return read_elements(text, TextRange(start=start, end=start + len(words)), language="en")


def kinds(text: str, words: str) -> list[tuple[str, str]]:
    return [(element.kind, text[element.start : element.end]) for element in elements(text, words)]


def test_a_section_ends_where_the_next_heading_begins() -> None:
    assert kinds(MANUAL, "A letter waits") == [
        ("heading", "Checking the queue"),
        ("sentence", "To see what waits, run:"),
        ("code", "marlpost queue --all"),
        ("sentence", "A letter waits for two days."),
        ("sentence", "It is then returned to the sender."),
    ]


def test_a_lead_in_ends_with_a_colon_and_half_a_sentence_is_open() -> None:
    lead = elements(MANUAL, "A letter waits")[1]
    half = elements(MANUAL, "If you want none")[1]
    assert lead.is_lead_in
    assert half.is_open
    assert not half.is_lead_in


def test_line_breaks_do_not_cut_code() -> None:
    assert kinds(MANUAL, "If you want none")[2] == ("code", "QUIET = never\n    RETRY = 3")


def test_each_line_of_a_table_is_a_row_of_the_same_table() -> None:
    rows = [element for element in elements(MANUAL, "M | 20 | 15") if element.kind == "row"]
    assert [MANUAL[row.start : row.end] for row in rows] == ["Size | first year | later", "S | 12 | 9", "M | 20 | 15"]
    assert len({row.paragraph for row in rows}) == 1


def test_the_sentences_of_an_item_stand_in_one_list() -> None:
    items = [element for element in elements(MANUAL, "Press the button.") if element.kind == "item"]
    assert [MANUAL[item.start : item.end] for item in items] == [
        "1. Open the lid.",
        "Wait a minute.",
        "2. Press the button.",
    ]
    assert len({item.paragraph for item in items}) == 1


def test_a_hard_line_break_inside_a_paragraph_is_no_boundary() -> None:
    text = "The yard opens at nine on\nMondays and Fridays. Bring\nYour own gloves."
    assert kinds(text, "The yard") == [
        ("sentence", "The yard opens at nine on\nMondays and Fridays."),
        ("sentence", "Bring\nYour own gloves."),
    ]


def test_lines_of_an_address_stay_by_themselves() -> None:
    text = "Write to:\n\nMarlpost Office\nQuay 4\nPellhaven\n\nLetters are read on Mondays."
    assert ("code", "Marlpost Office\nQuay 4\nPellhaven") in kinds(text, "Letters are read")


@pytest.mark.parametrize("words", ["rare-word", "tail-word"])
def test_a_long_article_is_read_around_the_sentence_alone(words: str) -> None:
    filler = "\n\n".join(["The harbour was quiet again on this day of the year."] * 2_000)
    text = f"{filler}\n\nHere stands the rare-word alone.\n\n{filler}\n\nHere stands the tail-word."
    read = elements(text, words)
    assert any(words in text[element.start : element.end] for element in read)
    assert sum(element.end - element.start for element in read) < 7_000


def test_text_without_blank_lines_is_cut_between_words() -> None:
    text = "word " * 3_000 + "The end is here."
    read = elements(text, "The end is here.")
    assert all(text[element.start - 1 : element.start].isspace() for element in read if element.start)


@pytest.mark.parametrize("marks", ["- ", "* ", "1. "])
def test_an_item_without_a_full_stop_is_no_heading(marks: str) -> None:
    text = f"## Keys\n\n{marks}Nell Marsh: the mill\n{marks}Tom Pell: the weir\n{marks}Ada Orme: the kitchen\n"
    assert [kind for kind, _ in kinds(text, "Tom Pell")] == ["heading", "item", "item", "item"]
