"""Lists in plain texts."""

from __future__ import annotations

import time

import pytest

from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources.plain_text.loader import PlainTextLoader

pytestmark = pytest.mark.fast


def read(text: str) -> str:
    """Return the text of the article that the loader makes of a text."""
    loader = PlainTextLoader(limits=LimitSettings(), extract_part=lambda *_: iter(()))
    (draft,) = loader.extract(text.encode(), "list")
    assert isinstance(draft, Draft)
    return draft.text


def test_items_that_begin_with_a_plus_are_items() -> None:
    text = "kiln (2) unstable; urgency=low\n\n  * Mend the door:\n    + Oil the hinge.\n    + Turn the\n      key.\n"
    assert read(text).endswith("- Mend the door:\n+ Oil the hinge.\n+ Turn the key.")


def test_an_o_is_the_bullet_of_a_browser() -> None:
    text = "The kiln\n\nIt needs:\n\n  o wood that is dry\n  o a door\n\n  o air, which comes\n    from below\n"
    assert read(text) == "It needs:\n\n- wood that is dry\n- a door\n- air, which comes from below"


def test_a_list_below_an_announcement_in_the_same_paragraph() -> None:
    assert read("The kiln\n\nIt needs:\n  o wood\n  o air\n").endswith("- wood\n- air")
    assert read("The kiln\n\nIt needs:\n  + wood\n  + air\n").endswith("+ wood\n+ air")


@pytest.mark.parametrize(
    "text",
    [
        "The sum is\n + 3 pence\n + 4 pence",  # of a formula
        "  chegou\n  o barco da noite\n  o vento parou",  # a word
        "The marks:\n  o <name> - give the key\n  v <name> - give the bell",  # of a list of letters
    ],
)
def test_signs_and_words_stay(text: str) -> None:
    kept = read(f"Top\n\n{text}\n")
    assert "- " not in kept.replace(" - ", " ")
    assert kept.split() == text.split()


def test_an_item_ends_above_a_line_that_is_less_far_in() -> None:
    text = "To heat the kiln\n\nOn land:\n      - light it (or have it\n        lit)\n    at sea:\n      - wait\n"
    assert read(text) == "On land:\n\n- light it (or have it lit)\n\nat sea:\n\n- wait"


def test_an_item_ends_above_the_name_of_who_made_what_follows() -> None:
    text = "kiln (2) unstable; urgency=low\n\n  * Mend it,\n  and (since\n  May) close it\n  [ Ada Lind ]\n  * Oil it\n"
    assert read(text).endswith("- Mend it, and (since May) close it\n\n[ Ada Lind ]\n\n- Oil it")


@pytest.mark.parametrize("line", [" o ", " + a\n", "  o a\n b\n", " - a\n(b\n", "o" * 50, "  + "])
def test_the_time_grows_with_the_text(line: str) -> None:
    began = time.process_time()
    read(f"Top\n\n{line * (200_000 // len(line))}\n\nEnd.")
    assert time.process_time() - began < 5
