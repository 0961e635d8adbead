"""Counts, sizes and times as English text."""

from __future__ import annotations

import pytest

from bot.render import amounts


@pytest.mark.parametrize(
    ("milliseconds", "said"), [(0.4, "0 ms"), (41.2, "41 ms"), (999.4, "999 ms"), (2_340.0, "2.3 s")]
)
def test_a_time_in_words(milliseconds: float, said: str) -> None:
    assert amounts.duration(milliseconds) == said


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 articles"), (1, "1 article"), (2, "2 articles"), (12_000, "12,000 articles")]
)
def test_a_number_with_its_noun(number: int, said: str) -> None:
    assert amounts.count(number, "article") == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "1 s"), (7.4, "7 s"), (44, "40 s"), (61, "1 min"), (3_540, "59 min"), (7_800, "2 h 10 min")],
)
def test_the_time_left_is_no_more_exact_than_it_can_be(seconds: float, said: str) -> None:
    assert amounts.time_left(seconds) == said


@pytest.mark.parametrize(
    ("done", "total", "said"),
    [
        (3_140_000, 12_400_000, "3.1 of 12.4 MB"),
        (500, 1_000, "0.5 of 1.0 kB"),
        (12, 90, "12 of 90 bytes"),
        (1_500_000_000, 2_000_000_000, "1.5 of 2.0 GB"),
    ],
)
def test_bytes_are_told_in_the_unit_of_the_whole(done: int, total: int, said: str) -> None:
    assert amounts.size_of(done, total) == said


def test_how_many_of_how_many() -> None:
    assert amounts.count_of(1, None, "article") == "1 article"
    assert amounts.count_of(1, 2_000, "article") == "1 of 2,000 articles"
