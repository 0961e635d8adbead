"""Manual pages as `man` prints them."""

from __future__ import annotations

import pytest

from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources.plain_text.loader import PlainTextLoader

pytestmark = pytest.mark.fast
PAGE = """\
HENGE(1)                         User Commands                         HENGE(1)



NAME
       henge - set stones upright, one af‐
       ter another

SYNOPSIS
   In a field
       henge [OPTION]... STONE...
       henge --ring=COUNT

DESCRIPTION
       Henge  sets  each  STONE  upright  where  it  lies.   Without a STONE it
       waits for somebody to carry some to the field that is named in the file
       ~/.henge.

       -d, --deep
              dig a hole first, as deep as a third of the stone, and fill  it
              with chalk afterwards; stones of more than 40 tons have it any‐
              way

       -q     say nothing

       -r     with -d: reckon the hole from the grass and not from the earth be‐
              low it

       --ring=COUNT
              set COUNT stones in a ring

              %w     The weight  of  a stone in tons, which is reckoned from its
                     height.

       henge --ring=30

EXIT STATUS
       0      All stones stand.
       3      One fell.

henge 4.2                        12 March 2026                         HENGE(1)
"""


def read(text: str) -> Draft:
    """Read a text as the loader does."""
    (draft,) = PlainTextLoader(limits=LimitSettings(), extract_part=lambda *_: iter(())).extract(
        text.encode(), "henge.txt"
    )
    assert isinstance(draft, Draft)
    return draft


def test_title_and_date_are_those_of_the_page() -> None:
    page = read(PAGE)
    assert page.title == "henge - set stones upright, one after another"
    assert page.published == "2026-03-12"


def test_sections_are_headings_and_nothing_of_the_sheet_is_left() -> None:
    text = read(PAGE).text
    headings = [line for line in text.split("\n") if line.startswith("#")]
    assert headings == ["## NAME", "## SYNOPSIS", "### In a field", "## DESCRIPTION", "## EXIT STATUS"]
    assert "HENGE(1)" not in text
    assert "User Commands" not in text


def test_paragraphs_lose_their_wrapping_and_the_blanks_that_stretched_them() -> None:
    whole = (
        "Henge sets each STONE upright where it lies. Without a STONE it waits for somebody to carry some to the field "
        "that is named in the file ~/.henge."
    )
    assert whole in read(PAGE).text


@pytest.mark.parametrize(
    "option",
    [
        (
            "-d, --deep\n    dig a hole first, as deep as a third of the stone, and fill it with chalk afterwards; "
            "stones of more than 40 tons have it anyway"
        ),
        "-q\n    say nothing",
        "-r\n    with -d: reckon the hole from the grass and not from the earth below it",
        "--ring=COUNT\n    set COUNT stones in a ring",
        "%w\n    The weight of a stone in tons, which is reckoned from its height.",
    ],
)
def test_an_option_is_its_names_and_below_them_its_description_on_one_line(option: str) -> None:
    assert f"\n\n{option}\n\n" in read(PAGE).text


def test_commands_stay_as_they_are() -> None:
    text = read(PAGE).text
    assert "henge [OPTION]... STONE...\nhenge --ring=COUNT" in text
    assert "\n\nhenge --ring=30\n\n" in text


def test_letters_that_were_struck_twice_count_once() -> None:
    struck = PAGE.replace("NAME", "N\bNA\bAM\bME\bE").replace("DESCRIPTION", "\x1b[1mDESCRIPTION\x1b[0m")
    assert read(struck) == read(PAGE)


def test_the_foot_of_every_sheet_is_left_out() -> None:
    cut = PAGE.replace("EXIT STATUS", "henge 4.2      12 March 2026      HENGE(1)\n\nEXIT STATUS")
    assert read(cut) == read(PAGE)


@pytest.mark.parametrize(
    "first",
    ["HENGE(1)", "Stones (part 1)", "HENGE(1)  User Commands  DOLMEN(1)", "HENGE(1)  User Commands  HENGE(1)"],
    ids=["no foot", "no name", "two names", "no margin"],
)
def test_other_texts_are_none(first: str) -> None:
    """Leave their lines as they are."""
    page = read(f"{first}\n\nThey stand. They have stood for long.")
    assert (page.title.split(), page.text) == (first.split(), "They stand. They have stood for long.")
