"""The lines between a headline and its text say when a report was written, and by whom."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from retrieval.sources.base.report_head import ReportHead, is_head_line, read_head

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne

TEXT = "The night ferry to Brae will sail twice a week from the summer on, the harbour board said."
DAY = "2031-04-09"


@pytest.mark.parametrize(
    ("line", "published", "author"),
    [
        ("By Ida Moor, harbour correspondent", None, "Ida Moor"),
        ("By Ida Moor and Bo de la Cruz in Brae", None, "Ida Moor, Bo de la Cruz"),
        ("Interview by Ida Moor, 9 April 2031", DAY, "Ida Moor"),
        ("Von Ida Moor, 9. April 2031", DAY, "Ida Moor"),
        ("Propos recueillis par Ida Moor", None, "Ida Moor"),
        ("By Ida Moor, harbour correspondent, Wednesday 9 April 2031 | Ferries", DAY, "Ida Moor"),
        ("Posted on 9 April 2031 by Ida Moor", DAY, "Ida Moor"),
        ("9 April 2031 | By Ida Moor", DAY, "Ida Moor"),
        ("9 April 2031", DAY, ""),
        ("Wed 9 Apr 2031 18.45 BST", DAY, ""),
        ("9 April 2031, 11:48pm | Our reporters", DAY, ""),
        ("Ida Moor | 9 April 2031 | Theatre", DAY, ""),
        ("Published 9 April 2031 · Harbour desk · Ida Moor", DAY, ""),
        ("Published 14:05 BST, 9 April 2031; last updated 09:30 BST, 12 May 2031", DAY, ""),
        ("Updated 9 April 2031", DAY, ""),
    ],
)
def test_a_head_line(line: str, published: str | None, author: str) -> None:
    assert is_head_line(line)
    assert read_head([line, "", TEXT]) == ReportHead(published=published, author=author)


@pytest.mark.parametrize(
    "line",
    [
        "Until 9 April 2031",
        "The fair, 9 April 2031",
        "9 April 2031 in the old hall",
        "By order of the harbour board",
        "By hand, 9 April 2031",
        "By Staff Writer",
        "By Ida Moor the ferry was never liked.",
        "Ferries | Harbour",
        "",
        TEXT,
    ],
)
def test_a_line_of_another_kind(line: str) -> None:
    assert not is_head_line(line)
    assert read_head([line, TEXT]) == ReportHead()


def test_a_diary_has_no_date_of_its_own() -> None:
    assert read_head(["9 April 2031", TEXT, "10 April 2031", TEXT]) == ReportHead()


def test_a_date_below_the_text_is_none_of_the_head() -> None:
    assert read_head([TEXT, "9 April 2031", "By Ida Moor"]) == ReportHead()


@pytest.mark.parametrize("name", ["ferry.txt", "ferry.md", "ferry.rst"])
def test_a_document_has_the_date_and_the_author_of_its_head(load_one: LoadOne, name: str) -> None:
    title = {"ferry.md": "# Night ferry returns", "ferry.rst": "Night ferry returns\n==================="}.get(name)
    draft = load_one(name, f"{title or 'Night ferry returns'}\n\nBy Ida Moor, 9 April 2031\n\n{TEXT}\n")
    assert (draft.title, draft.published, draft.author) == ("Night ferry returns", DAY, "Ida Moor")
    assert draft.text == f"By Ida Moor, 9 April 2031\n\n{TEXT}"


@pytest.mark.parametrize(
    "below",
    [
        "By Ida Moor, harbour correspondent\n9 April 2031",
        "The board gives way to islanders\nWed 9 Apr 2031 18.45 BST",
    ],
)
def test_a_headline_directly_above_its_byline_is_the_title(load_one: LoadOne, below: str) -> None:
    draft = load_one("ferry.txt", f"Night ferry returns\n{below}\n\n{TEXT}\n")
    assert (draft.title, draft.published) == ("Night ferry returns", DAY)
    assert draft.text == f"{below}\n\n{TEXT}"


@pytest.mark.parametrize(
    "above",
    ["Ida Moor\n4 Kiln Lane", "Roses in the gutter,\nrain upon the sill", "Ida Moor\n4 Kiln Lane\nBrae\n9 April 2031"],
)
def test_an_address_or_a_verse_is_no_headline(load_one: LoadOne, above: str) -> None:
    assert load_one("letter.txt", f"{above}\n\n{TEXT}\n").title == "letter"


@pytest.mark.parametrize(
    "line", ["a" * 200_000, "By " + "Ida " * 50_000, "1 " * 100_000, "9 April 2031 | " * 13_000, "Published " * 20_000]
)
def test_long_lines_take_no_time(line: str) -> None:
    started = time.process_time()
    read_head([line, *[line[:155]] * 1_000])
    assert time.process_time() - started < 2
