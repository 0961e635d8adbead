from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.discourse.dates import hour_of_day, iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-05-03", "2024-05-03"),
        ("2024/5/3", "2024-05-03"),
        ("2024-05-03T09:30:00+02:00", "2024-05-03T09:30:00+02:00"),
        ("2024-05-03 09:30", "2024-05-03T09:30:00"),
        ("2024-05-03T09:30:00Z", "2024-05-03T09:30:00+00:00"),
        ("2024-05-03 24:30", "2024-05-03"),
        ("3 May 2024", "2024-05-03"),
        ("3rd of May, 2024", "2024-05-03"),
        ("3. May 2024", "2024-05-03"),
        ("3-May-2024", "2024-05-03"),
        ("May 3, 2024", "2024-05-03"),
        ("Sept. 3rd 2024", "2024-09-03"),
        ("Friday, 3 May 2024, 10:15 CET", "2024-05-03"),
        ("Fri 3 May 2024 at 10.15", "2024-05-03"),
        ("3 Dec 2024", "2024-12-03"),
        ("3. Dezember 2024", "2024-12-03"),
        ("3 de diciembre de 2024", "2024-12-03"),
        ("Mar 3, 2024", "2024-03-03"),
        ("3. toukokuuta 2024", "2024-05-03"),
        ("2024. május 3.", "2024-05-03"),
        ("2024 m. gegužės 3 d.", "2024-05-03"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("25.12.2024", "2024-12-25"),
        ("05/05/2024", "2024-05-05"),
    ],
)
def test_one_day_is_understood(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "written",
    ["", "soon", "03/05/2024", "May 2024", "2024", "31 February 2024", "2024-13-01", "3 Ma 2024", "3 Foo 2024",
     "2024-05-03 was a Friday", "3 May 2024 or later", "0000-01-01", "1/2-2024", "May 3"],
)  # fmt: skip
def test_what_is_no_day_or_two_is_none(written: str) -> None:
    assert iso_date(written) is None


@given(st.text(max_size=40))
def test_any_text_gives_a_date_or_none(written: str) -> None:
    found = iso_date(written)
    assert found is None or date.fromisoformat(found[:10])


@pytest.mark.parametrize("written", [f"3 May 2024{' ' * 200_000}x", f"May{' ' * 200_000}Z3"])
def test_a_long_text_takes_no_time_beyond_its_length(written: str) -> None:
    began = time.process_time()
    assert iso_date(written) is None
    assert time.process_time() - began < 5  # seconds


@pytest.mark.parametrize(
    ("hour", "half", "counted"),
    [(12, "a", 0), (11, "A", 11), (12, "p", 12), (11, "P", 23), (0, "", 0), (12, "", 12), (23, "", 23)],
)
def test_a_clock_with_halves_of_the_day_is_counted_from_midnight(hour: int, half: str, counted: int) -> None:
    assert hour_of_day(hour, half) == counted
