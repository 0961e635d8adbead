"""Datelines: what is cut from a sentence, and the day of a report or of an article."""

from __future__ import annotations

import time

import pytest

from retrieval.discourse.datelines import dateline_day, dateline_length, read_dateline


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("(CNN)Share, and your gift will grow.", "Share, and your gift will grow."),
        ("(CNN) -- Share, and your gift will grow.", "Share, and your gift will grow."),
        ("LONDON (Reuters) - Prices rose on Friday.", "Prices rose on Friday."),
        ("PARIS, May 3 (AFP) — Prices rose on Friday.", "Prices rose on Friday."),
        ("PELLHAVEN, Nov. 17 — Prices rose on Friday.", "Prices rose on Friday."),
        ("PELLHAVEN, 17 November 2026 — Prices rose.", "Prices rose."),
        ("PELLHAVEN — Prices rose on Friday.", "Prices rose on Friday."),
        ("BRAE, Vale, Nov. 17, 2026 (Harbour Press) — Prices rose on Friday.", "Prices rose on Friday."),
        ("BRAE (Harbour Press) — prices in brackets", "BRAE (Harbour Press) — prices in brackets"),
        ("Prices — all of them — rose on Friday.", "Prices — all of them — rose on Friday."),
        ("(She laughs.) Prices rose.", "(She laughs.) Prices rose."),
        ("(CNN)", "(CNN)"),
    ],
)
def test_a_dateline_is_no_part_of_what_a_sentence_says(text: str, rest: str) -> None:
    assert text[dateline_length(text) :] == rest


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("PELLHAVEN, July 6, 2026 — The choir sang.", "2026-07-06"),
        ("Pellhaven, 6. Juli 2026 – Der Chor sang.", "2026-07-06"),
        ("BRAE (6 July 2026) - The choir sang.", "2026-07-06"),
        ("PELLHAVEN, July 6 — The choir sang.", None),
        ("The choir sang on 6 July 2026.", None),
        ("", None),
    ],
)
def test_the_day_that_a_report_opens_with(line: str, day: str | None) -> None:
    assert dateline_day(line) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("PELLHAVEN, July 6, 2026 — The choir sang.", "2026-07-06"),
        ("PELLHAVEN, 6 July. The choir sang.", "07-06"),
        ("From the newsletter of 17 November. The choir sang.", "11-17"),
        ("Ida Brask was born on 6 July 2026. She sings.", None),
        ("The choir sang.", None),
    ],
)
def test_the_day_that_first_words_state(text: str, day: str | None) -> None:
    stated = read_dateline(text)
    assert (str(stated) if stated else None) == day


@pytest.mark.parametrize("piece", ["PELLHAVEN, ", "A", "A' ", "BRAE (", "6 July ", "6. "])
def test_the_time_does_not_grow_with_a_long_line(piece: str) -> None:
    line = piece * (200_000 // len(piece))
    began = time.process_time()
    dateline_length(line), dateline_day(line), read_dateline(line)
    assert time.process_time() - began < 0.5
