from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import SourceUnsupported
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import load

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import LoadOne, Write

BODY = "The kiln was lit on Monday. It burned for three days."


class TestTitle:
    def test_a_headline_is_the_title_and_leaves_the_text(self, load_one: LoadOne) -> None:
        draft = load_one("kiln.txt", f"Old kiln lit again\n\n{BODY}\n")
        assert (draft.title, draft.text) == ("Old kiln lit again", BODY)

    @pytest.mark.parametrize(
        "first",
        [
            *("The kiln was lit.", "The kiln was lit:", "word " * 30, "- an item", "One line\nand another"),
            *("“Come early,” she said. “It is lit.”", "It was lit.[1]", "The kiln burns. Come and see!"),
        ],
        ids=["full stop", "colon", "long", "item", "two lines", "quoted", "note", "two sentences"],
    )
    def test_another_first_line_stays(self, load_one: LoadOne, first: str) -> None:
        draft = load_one("moon-landing_1969.txt", f"{first}\n\n{BODY}")
        assert draft.title == "moon landing 1969"
        assert draft.text.startswith(first.strip())

    @pytest.mark.parametrize(
        "first", ["Who lit the kiln?", "Kiln lit!", "Prof. Ash’s “new” kiln (1911)", "A kiln for St. Ives"]
    )
    def test_a_headline_with_marks_is_the_title(self, load_one: LoadOne, first: str) -> None:
        assert load_one("kiln.txt", f"{first}\n\n{BODY}").title == first

    def test_a_headline_with_nothing_below_is_the_text(self, load_one: LoadOne) -> None:
        draft = load_one("one.txt", "Only this line\n\n\n")
        assert (draft.title, draft.text) == ("one", "Only this line")

    def test_a_hash_heading_is_the_title(self, load_one: LoadOne) -> None:
        draft = load_one("kiln.txt", f"# Old kiln.\n{BODY}")
        assert (draft.title, draft.text) == ("Old kiln.", BODY)

    @pytest.mark.parametrize(
        ("name", "title"),
        [
            ("a.b-c__d.txt", "a.b c d"),
            ("___.txt", "___"),
            ("\u200b.txt", "untitled"),
            ("notes", "notes"),
            ("Läge i maj.text", "Läge i maj"),
        ],
    )
    def test_the_name_is_made_readable(self, load_one: LoadOne, name: str, title: str) -> None:
        assert load_one(name, BODY).title == title


class TestDate:
    def test_a_date_line_is_read_and_leaves_the_text(self, load_one: LoadOne) -> None:
        draft = load_one("kiln.txt", f"Old kiln lit again\nPublished: 3 May 2024\n\n{BODY}")
        assert (draft.title, draft.published, draft.text) == ("Old kiln lit again", "2024-05-03", BODY)

    def test_a_date_of_two_readings_stays(self, load_one: LoadOne) -> None:
        draft = load_one("kiln.txt", f"Date: 03/05/2024\n\n{BODY}")
        assert draft.published is None
        assert "03/05/2024" in draft.text

    def test_a_date_far_down_is_part_of_the_article(self, load_one: LoadOne) -> None:
        draft = load_one("kiln.txt", f"{BODY}\n\n" * 10 + "Date: 2024-05-03")
        assert draft.published is None
        assert draft.text.endswith("Date: 2024-05-03")


class TestText:
    def test_wrapped_lines_are_joined(self, load_one: LoadOne) -> None:
        wrapped = (
            "The kiln at Brae was lit on Monday for the first time in\n"
            "forty years, and it burned for three days before the\n"
            "potters let it cool."
        )
        assert load_one("kiln.txt", wrapped).text == wrapped.replace("\n", " ")

    @pytest.mark.parametrize(
        "text",
        [
            "Roses in the gutter,\nrain upon the sill.",
            "A paragraph of one line that ends here.\n"
            + "Another paragraph, much longer than the first, " * 4
            + "ends.",
            "Kiln Lane 4\n" + "The potters have worked in this narrow street since the fire of 1822, they say.",
        ],
        ids=["verse", "a line a paragraph", "a short line"],
    )
    def test_line_ends_that_are_meant_stay(self, load_one: LoadOne, text: str) -> None:
        assert load_one("a.txt", text).text == text

    def test_chinese_lines_are_joined_without_a_space(self, load_one: LoadOne) -> None:
        line = "港口大桥经过十一个月的维修后于周五重新开放市长说费用比预期的略低一些而且交通在中午恢复了"
        assert load_one("a.txt", f"{line}\n{line}").text == line + line

    def test_list_items_stand_one_a_line(self, load_one: LoadOne) -> None:
        text = "They need:\n* clay\n• wood that has been\n  dried for a year\n3) time\nThen they start."
        expected = "They need:\n\n- clay\n- wood that has been dried for a year\n3. time\n\nThen they start."
        assert load_one("a.txt", text).text == expected

    def test_headings_stand_alone_and_comments_are_none(self, load_one: LoadOne) -> None:
        text = f"{BODY}\n\n## Later\nIt cooled.\n# not this\n\n# nor\n# these\n"
        assert load_one("a.txt", text).text == f"{BODY}\n\n## Later\n\nIt cooled.\n # not this\n\n # nor\n # these"

    def test_one_line_of_three_megabytes(self, write: Write) -> None:
        line = "The ferry was fully booked on Sunday. " * 80_000
        roomy = LimitSettings(article_characters=20_000_000)
        started = time.process_time()
        for name in ("a.txt", "a.md"):
            (draft,) = load(write(name, line), limits=roomy)
            assert isinstance(draft, Draft)
            assert len(draft.text) == len(line) - 1
        assert time.process_time() - started < 20


class TestKinds:
    @pytest.mark.parametrize("name", ["a.text", "README", "a.story", "a.TXT", "a.v2"])
    def test_text_of_any_kind_is_read_when_named(self, load_one: LoadOne, name: str) -> None:
        assert load_one(name, BODY).text == BODY

    @pytest.mark.parametrize("name", ["a.doc", "a.ppt", "a.png", "a.tar.gz", "a.webarchive", "A.DOC"])
    def test_formats_that_are_no_plain_text_are_named(self, write: Write, limits: LimitSettings, name: str) -> None:
        ending = os.path.splitext(name.removesuffix(".gz"))[1]  # noqa: PTH122
        with pytest.raises(SourceUnsupported, match=f"(?i){ending} files are not read"):
            load(write(name, BODY), limits=limits)


@pytest.mark.parametrize("name", ["storm.txt", "storm.md"])
@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("PELLHAVEN, July 6, 2026 — ", "2026-07-06"),
        ("Pellhaven, 6. Juli 2026 – ", "2026-07-06"),
        ("PELLHAVEN — ", None),
        ("On July 6, 2026, ", None),
        ("The log says 2026-07-06 12:00:00: ", None),
    ],
)
def test_a_dateline_says_when_a_report_was_written(load_one: LoadOne, name: str, opening: str, day: str | None) -> None:
    draft = load_one(name, f"# Storm hits the coast\n\n{opening}A storm tore the roof from the market hall.")
    assert draft.published == day
    assert draft.text.startswith(opening.strip())


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        f"{'ก' * 5_000} {BODY}",
        f"{'A' * 5_000}, 6 July. {BODY}",
        f"A(1){'  x(1)' * 5_000}\n\n       {BODY}\n",
        "PIER\n\n" * 8_000 + BODY,
        f"Pier\n====\n\n{BODY}\n\n" * 1_000,
        f"{BODY}\n\n{'the a-' + chr(10)}{('b c-' + chr(10)) * 16_000}",
    ],
    ids=["a word without end", "capitals without end", "a head without end", "many capitals", "many rules", "hyphens"],
)
def test_the_time_grows_with_the_length_only(load_one: LoadOne, text: str) -> None:
    assert BODY in load_one("long.txt", text).text
