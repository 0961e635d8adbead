"""Texts as other programs write them: forums, printers, drawn tables, and Windows without a byte order mark."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import SourceNotText
from retrieval.sources.files.decoding import decode
from retrieval.sources.plain_text.bbcode import without_bbcode
from retrieval.sources.plain_text.printed_pages import join_pages

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

SLUICE = "The sluice is opened at dawn."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Die Schleuse öffnet früh.\r\nSie schließt um sechs.", "utf-16-le"),
        ("Die Schleuse öffnet früh.\r\nSie schließt um sechs.", "utf-16-be"),
        ("Шлюз открыт каждый день. Вечером он закрыт.", "utf-16-le"),
        ("水门每天早上六点开放，晚上关闭。船要等。", "utf-16-le"),
        ("水門は毎朝六時に開き、夜に閉まる。", "utf-16-be"),
    ],
)
def test_utf_16_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), where="a.txt") == text


@pytest.mark.parametrize("content", [bytes(range(256)) * 2, b"\x01\0\x02\0" * 20, b"\0" * 64, b"ab\0\0" * 20])
def test_binaries_are_no_utf_16(content: bytes) -> None:
    with pytest.raises(SourceNotText):
        decode(content, where="a.bin")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[b]The[/b] sluice is [url=https://a.example]opened[/url] at dawn.[img]https://a.example/a.png[/img]", SLUICE),
        ('[quote="Jon"]The sluice is [s]shut[/s]opened at dawn.[/quote]', SLUICE),
        ("[list]\n[*] a rope\n[*] a lamp\n[/list]", "- a rope\n- a lamp"),
        ("The key [b] opens the gate [1].", "The key [b] opens the gate [1]."),
    ],
)  # fmt: skip
def test_marks_of_forums(load_one: LoadOne, source: str, text: str) -> None:
    assert load_one("a.txt", source).text == text


@pytest.mark.parametrize(
    "drawn",
    [
        "+------+-------+\n| Gate | Opens |\n+------+-------+\n| Weir | May   |\n+------+-------+",
        "┌──────┬───────┐\n│ Gate │ Opens │\n├──────┼───────┤\n│ Weir │ May   │\n└──────┴───────┘",
        "╔══════╦═══════╗\n║ Gate ║ Opens ║\n║ Weir ║ May   ║\n╚══════╩═══════╝",
        "|------+-------|\n| Gate | Opens |\n|------+-------|\n| Weir | May   |\n|------+-------|",
    ],
)
def test_a_drawn_table(load_one: LoadOne, drawn: str) -> None:
    assert load_one("a.txt", f"{SLUICE}\n\n{drawn}").text == f"{SLUICE}\n\nGate | Opens\nWeir | May"


def test_a_drawn_box_around_words(load_one: LoadOne) -> None:
    box = "+-----------------+\n| The sluice is   |\n| opened at dawn. |\n+-----------------+"
    assert "sluice is\nopened at dawn." in load_one("a.txt", f"A note for all.\n\n{box}").text


def test_rules_part_a_text(load_one: LoadOne) -> None:
    text = load_one(
        "a.txt", f"{SLUICE}\n*****************************\nIt is shut at dusk.\n\n==========\nSo it is."
    ).text
    assert text == f"{SLUICE}\n\nIt is shut at dusk.\n\nSo it is."


def test_quoted_lines_lose_their_marks(load_one: LoadOne) -> None:
    assert (
        load_one("a.txt", "> The sluice is\n> opened at dawn.\n\nWhy?").text == "The sluice is\nopened at dawn.\n\nWhy?"
    )
    assert load_one("b.txt", f"{SLUICE}\n\n>>> print(1)").text == f"{SLUICE}\n\n>>> print(1)"


def test_blanks_that_make_lines_even(load_one: LoadOne) -> None:
    lines = (
        "The  keeper  opens the sluice  at dawn, and waits until\n"
        "the  barges have  passed the upper  basin of  the canal\n"
        "before he shuts it."
    )
    assert load_one("a.txt", lines).text == " ".join(lines.split())
    assert load_one("b.txt", "Gate    Opens\nWeir    May").text == "Gate    Opens\nWeir    May"


def test_pages_of_a_printed_text(load_one: LoadOne) -> None:
    head, foot = "Canal rules            May 2031", "Moor          Rules          [Page {}]"
    page = f"{head}\n\nRule {{}} says that the keeper opens the sluice at\n\n{foot}\n"
    text = "\f".join(page.format(number, number) for number in range(1, 4)) + "\fdawn.\n\n          - 14 -\n"
    draft = load_one("a.txt", text.replace("sluice at\n", "sluice.\n", 2))
    assert draft.title == " ".join(head.split())
    assert draft.text == (
        "Rule 1 says that the keeper opens the sluice.\n\nRule 2 says that the keeper opens the sluice.\n\n"
        "Rule 3 says that the keeper opens the sluice at dawn."
    )


@pytest.mark.parametrize("unit", ["[img]", "[b", "[quote=a", "\f", "a\f", " [*]", "> ", "-----\n", "+--+\n", "|a|\n"])
def test_the_time_grows_with_the_text(load_one: LoadOne, unit: str) -> None:
    began = time.process_time()
    without_bbcode(join_pages(unit * (200_000 // len(unit))))
    load_one("a.txt", f"{SLUICE}\n\n" + unit * (90_000 // len(unit)))
    assert time.process_time() - began < 5
