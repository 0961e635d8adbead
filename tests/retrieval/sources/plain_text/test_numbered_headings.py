"""Headings of plain texts that are marked by their number alone."""

from __future__ import annotations

import time

import pytest

from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources.plain_text.loader import PlainTextLoader

pytestmark = pytest.mark.fast

MANUAL = """\
The Millrace handbook

1. The pump
   1.1. Priming
   1.2. Why does it hum?
2. Care

1. The pump

1.1. Priming

Fill the pump by hand.

1.2. Why does it hum while nobody
     draws any water?

1. Close the tap.
2. Listen at the wall.

1.3. Settings

It has two.

2. Care

Oil it in spring.
"""
QUESTIONS = """\
1) Where is the log?

A. Below the stairs.

2) I lost my key, but my
   neighbour has one. Is that enough?

A. It is.

3) Who may ring the bell?

A. The keeper.
"""


def read(text: str) -> str:
    """Return the text of the article that the loader makes of a text."""
    loader = PlainTextLoader(limits=LimitSettings(), extract_part=lambda *_: iter(()))
    (draft,) = loader.extract(text.encode(), "millrace")
    assert isinstance(draft, Draft)
    return draft.text


def headings(text: str) -> list[str]:
    """Return the lines of the article that are headings."""
    return [line for line in read(text).split("\n") if line.startswith("#")]


def test_numbers_of_several_parts_are_an_outline() -> None:
    assert headings(MANUAL) == [
        "## 1. The pump",
        "### 1.1. Priming",
        "### 1.2. Why does it hum while nobody draws any water?",
        "### 1.3. Settings",
        "## 2. Care",
    ]
    assert "1. Close the tap.\n2. Listen at the wall." in read(MANUAL)


def test_numbered_questions_lose_the_mark_of_their_answers() -> None:
    assert read(QUESTIONS) == (
        "## 1) Where is the log?\n\n"
        "Below the stairs.\n\n"
        "## 2) I lost my key, but my neighbour has one. Is that enough?\n\n"
        "It is.\n\n"
        "## 3) Who may ring the bell?\n\n"
        "The keeper."
    )


def test_a_letter_behind_the_number_is_a_part_of_it() -> None:
    text = "1a. Where is it?\n\nHere.\n\n1b. The colours are wrong!\n\nMend them.\n\n2a. Plans\n\nNone.\n"
    assert headings(text) == ["### 1a. Where is it?", "### 1b. The colours are wrong!", "### 2a. Plans"]


def test_a_statement_among_questions_is_one_too() -> None:
    text = "1.1 Where?\n\nHere.\n\n1.2 The lamps are hard\nto see.\n\nWash it.\n\n1.3 Why?\n\nSo.\n\n1.4 Who?\n\nNell."
    assert headings(text)[1] == "### 1.2 The lamps are hard to see."


def test_headings_of_another_kind_may_stand_between() -> None:
    text = "Chapter 3: Ropes\n\n3.1 Hemp\n\nIt rots.\n\nChapter 7: Sails\n\n7.1 Jib\n\nSmall.\n\n7.2 Main\n\nLarge.\n"
    assert headings(text) == ["### 3.1 Hemp", "### 7.1 Jib", "### 7.2 Main"]


@pytest.mark.parametrize(
    "text",
    [
        # The paragraphs of a contract are sentences, and one follows the other.
        "1.1 The tenant pays early.\n\n1.2 The tenant keeps\nthe stairs clean.\n\n1.3 Dogs are\nwelcome.\n\nSigned.\n",
        # Few of them have a title.
        "1.1 Rent\n\nDue.\n\n1.2 He pays.\n\n1.3 Heat\n\nNo.\n\n1.4 Dogs\n\nNo.\n\n1.5 He goes.\n\n1.6 So.\n\n1.7 A.\n",
        # Steps, each with what it does, do not ask.
        "1. Open the lid\n\nIt is heavy.\n\n2. Pour\n\nSlowly.\n\n3. Close\n\nDo so.\n",
        # The list of a release counts down.
        "2.3 (May)\n\nFaster.\n\n2.2 (April)\n\nSlower.\n\n2.1 (March)\n\nFirst.\n",
        # Amounts.
        "12 boats came.\n\nThey left.\n\n14 nets\n\nAll torn.\n\n15 men\n\nAll wet.\n",
    ],
)
def test_other_numbered_paragraphs_are_text(text: str) -> None:
    assert headings(text) == []


def test_the_versions_of_a_changelog_are_marked_once() -> None:
    text = "0.1 First\n\n- It runs.\n\n0.2 Second\n\n- It stops.\n\n0.3 Third\n\n- It rests.\n"
    assert headings(text) == ["### 0.1 First", "### 0.2 Second", "### 0.3 Third"]


@pytest.mark.parametrize(
    "line", ["1.1 a\n\nb\n\n", "1. a?\n\n", "1.1.1.1.1.1 ", "1.", "9.9 a\n\n8.8 b\n\n", "A. b\n\n1)\n"]
)
def test_the_time_grows_with_the_text(line: str) -> None:
    began = time.process_time()
    read(f"Top\n\n{line * (200_000 // len(line))}\n\nEnd.")
    assert time.process_time() - began < 5
