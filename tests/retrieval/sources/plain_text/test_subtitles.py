"""Of subtitles the words are read, as sentences."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from retrieval.sources.plain_text.subtitles import has_times, spoken_lines

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

SUBRIP = """\
1
00:00:01,000 --> 00:00:04,000
The kiln was lit
on <i>Monday</i>. It burned

2
00:00:04,100 --> 00:00:06,000
{\\an8}for three days.

3
00:00:20,000 --> 00:00:22,500
[fire crackles]

4
00:00:23,000 --> 00:00:25,000
Then it went out.

5
00:00:25,100 --> 00:00:27,000
- Who saw it?
- Nobody did
in the end.
"""
SPOKEN = """\
The kiln was lit on Monday. It burned for three days.

Then it went out.

Who saw it?

Nobody did in the end."""
WEB_VTT = """\
WEBVTT - The kiln
Kind: captions

NOTE
Made by Ida.

STYLE
::cue { color: red }

first
00:01.000 --> 00:04.000 align:start position:0%
<v Ida Moor>The kiln<00:02.000><c> was</c><00:02.500><c> lit</c>

NOTE not shown

00:04.000 --> 00:06.000
The kiln was lit
on Monday at noon.

00:06.000 --> 00:08.000
on Monday at noon.
<v Jon>It burned for three days.
"""


@pytest.mark.parametrize("name", ["kiln.srt", "kiln.txt"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_subrip(load_one: LoadOne, name: str, ends: str) -> None:
    draft = load_one(name, f"\ufeff{SUBRIP}".replace("\n", ends))
    assert (draft.title, draft.text) == ("kiln", SPOKEN)


def test_web_vtt(load_one: LoadOne) -> None:
    draft = load_one("the_kiln.vtt", WEB_VTT.replace("<v Ida Moor>", ""))
    assert (draft.title, draft.text) == (
        "the kiln",
        "The kiln was lit on Monday at noon.\n\nJon: It burned for three days.",
    )


def test_the_speaker_is_named(load_one: LoadOne) -> None:
    assert load_one("kiln.vtt", WEB_VTT).text.startswith("Ida Moor: The kiln was lit")


@pytest.mark.parametrize(
    "text",
    [
        "The kiln burned from 10:00 --> 12:00.",
        "1\nThe kiln\n00:00:01,000 --> 00:00:04,000",
        "00:00:01,000 --> 00:00:04,000\nThe kiln",
        "WEBVTT is a format.",
    ],
)
def test_a_text_that_mentions_times_is_none(text: str) -> None:
    assert not has_times(text.split("\n"))


def test_a_long_word_in_capitals_takes_no_time_beyond_its_length() -> None:
    word = "A" * 200_000
    began = time.process_time()
    assert spoken_lines(["00:00:01,000 --> 00:00:04,000", word]) == [word]
    assert time.process_time() - began < 5  # seconds


@pytest.mark.parametrize(
    "lines",
    [
        ["00:00:01,000 --> 00:00:04,000", "<" + "1:" * 100_000],
        [
            *("00:00:01,000 --> 00:00:04,000", *(f"a{n}" for n in range(20_000)), ""),
            *("00:00:04,000 --> 00:00:05,000", *(f"b{n}" for n in range(20_000))),
        ],
    ],
    ids=["mark", "lines"],
)
def test_marks_and_lines_take_no_time_beyond_their_number(lines: list[str]) -> None:
    began = time.process_time()
    spoken_lines(lines)
    assert time.process_time() - began < 5  # seconds
