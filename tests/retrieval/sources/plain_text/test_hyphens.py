"""Words that were broken at the end of a line are whole again, and compounds keep their hyphen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "The keeper of the lock wrote down every barge that passed, in a note-\nbook that is kept by the town to this day, and hid it.",  # noqa: E501
            "The keeper of the lock wrote down every barge that passed, in a notebook that is kept by the town to this day, and hid it.",  # noqa: E501
        ),
        (
            "The lock has a well-known keeper, and on most days of the year the well-\nknown keeper sits by the gate, and counts the barges there.",  # noqa: E501
            "The lock has a well-known keeper, and on most days of the year the well-known keeper sits by the gate, and counts the barges there.",  # noqa: E501
        ),
        ("- a barge with wind-\n  mills on board\n- a raft", "- a barge with windmills on board\n- a raft"),
        ("Short lines -\nare verse\nhere", "Short lines -\nare verse\nhere"),
    ],
)  # fmt: skip
def test_hyphens_at_line_ends(load_one: LoadOne, source: str, text: str) -> None:
    assert load_one("a.txt", source).text == text


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("The mill is known in the coun-\ntry and beyond.", "country"),
        ("The mill is open in sum\u00ad\nmer and in autumn, and its wheel turns daily.", "summer"),
        ("Die Mühle ist Vor-\nund Nachmittag offen.", "Vor- und Nachmittag"),
        ("It stood from 1931-\n1945 by the bridge.", "1931-1945"),
        ("He took X-\nrays of the wheel.", "X-rays"),
    ],
)
def test_words_broken_in_narrow_lines_are_whole(load_one: LoadOne, written: str, words: str) -> None:
    assert words in load_one("a.txt", f"The mill was closed for two winters.\n\n{written}\n").text
