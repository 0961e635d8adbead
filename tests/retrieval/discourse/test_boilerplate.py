"""Lines that are not an article's own sentences."""

from __future__ import annotations

import time

import pytest

from retrieval.discourse.boilerplate import is_credit


@pytest.mark.parametrize(
    "line",
    [
        "WNN's Ada Lind, Per Oss and Ruth Aldane contributed to this report.",
        "Jonas Lind contributed reporting to this story from Welmouth .",
        "WNN's Ada Lind and Per Oss reported from Welmouth, and Ruth Aldane wrote from Tarn.",
        "Journalist Ada Lind reported from Crow End, Tarn; WNN's Per Oss reported and wrote from Welmouth.",
        "Ada Lind hat zu diesem Bericht beigetragen.",
        "Ada Lind et Per Oss ont contribué à cet article.",
        "Ada Lind contribuyó a este reportaje.",
    ],
)
def test_a_line_that_names_who_worked_on_a_report_is_a_credit(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Lind wrote from Welmouth.",
        "WNN's Ada Lind reported from Welmouth that the quay had given way.",
        "Journalist Ada Lind reported from the quay for a year.",
        "The storm contributed to this loss.",
        "",
    ],
)
def test_a_sentence_of_an_article_is_none(sentence: str) -> None:
    assert not is_credit(sentence)


@pytest.mark.parametrize("piece", ["Ab wrote from Cd, and ", "Ab, ", "Ab and ", "Ab reported from Cd; "])
def test_long_lines_of_names_are_read_at_once(piece: str) -> None:
    for repeated in (15, 50_000):
        start = time.process_time()
        is_credit(f"WNN's {piece * repeated}!")
        assert time.process_time() - start < 1
