"""Texts that programs bring along: changelogs by version, outlines, questions with answers, commands of root."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document

pytestmark = pytest.mark.fast
ITEM = "* The henge stands upright in the rain."


def _draft(text: str, name: str = "NEWS") -> Draft:
    (draft,) = extract_document(RawDocument(content=text.encode(), name=name, source=name), limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft


class TestChangelogs:
    @pytest.mark.parametrize(
        "line",
        ["Version 2.1 (2024-05-03)", "henge-2.1", "What's new in Henge 2.1p3", "CHANGES FROM 2.0 TO 2.1", "[2.1.0]"],
    )
    def test_the_line_of_a_version_heads_its_changes(self, line: str) -> None:
        older = line.replace("2.1", "1.9")
        text = _draft(f"Changes of Henge.\n\n{line}\n\n {ITEM}\n\n{older}\n\n {ITEM}\n").text
        heads = [words.lstrip("# ") for words in text.split("\n") if words.startswith("#")]
        assert heads == [line, older]

    @pytest.mark.parametrize("line", ["It needs Python 3.11 and:", "Stones of 2.5 tons", "It is as old as 3.2."])
    def test_another_line_with_a_number_heads_nothing(self, line: str) -> None:
        assert not _draft(f"Words about the henge.\n\n{line}\n\n {ITEM}\n").text.startswith("#")
        assert "\n#" not in _draft(f"Words about the henge.\n\n{line}\n\n {ITEM}\n").text

    def test_an_entry_of_debian_is_a_section_and_the_newest_dates_the_text(self) -> None:
        signed = " -- Ida Lind <ida@henge.example>  Fri, 0{} May 2024 09:00:00 +0200\n"
        entry = f"henge (2.1-{{}}) unstable; urgency=medium\n\n  {{}}\n\n{signed}"
        draft = _draft(entry.format(2, ITEM, 3) + "\n" + entry.format(1, ITEM, 2), "changelog.Debian")
        assert draft.published == "2024-05-03"
        assert draft.text.startswith("## henge (2.1-2) unstable; urgency=medium\n\n- The henge stands")
        assert "\n\n## henge (2.1-1) unstable" in draft.text

    def test_the_day_and_the_author_head_an_entry_of_gnu(self) -> None:
        text = _draft("2024-05-03  Ida Lind  <ida@henge.example>\n\n\t* stone.c (lift): Lift.\n").text
        assert text == "## 2024-05-03 Ida Lind <ida@henge.example>\n\n- stone.c (lift): Lift."

    def test_a_form_feed_on_a_line_of_its_own_ends_a_section(self) -> None:
        text = "Changes of Henge.\n\f\nversion 2.1\n\n* Lift a stone\n\f\nversion 2.0\n\n* Find a stone\n"
        assert (
            _draft(text).text
            == "Changes of Henge.\n\n## version 2.1\n\n- Lift a stone\n\n## version 2.0\n\n- Find a stone"
        )


class TestOutlines:
    TEXT = (
        "Henge NEWS  -*- outline -*-\n\n* Noteworthy changes in release 2.1 (2024-05-03)\n\n** Bug fixes\n\n"
        "  Stones no longer fall.\n\n** New option --ring to set a ring of stones\n\n** Build\n\n  It needs a rope.\n"
    )

    def test_stars_are_headings_and_what_has_nothing_below_is_an_item(self) -> None:
        draft = _draft(self.TEXT)
        assert draft.title == "Henge NEWS"
        assert draft.text == (
            "## Noteworthy changes in release 2.1 (2024-05-03)\n\n### Bug fixes\n\nStones no longer fall.\n\n"
            "- New option --ring to set a ring of stones\n\n### Build\n\nIt needs a rope."
        )

    def test_a_nested_list_stays_one(self) -> None:
        text = _draft("Bring along:\n\n* stones\n** a heel stone\n** a lintel\n* ropes\n").text
        assert "#" not in text


class TestQuestions:
    def test_a_question_heads_its_answer(self) -> None:
        first = "Q) May I set\nthe stones alone?\nA) No. You need:\nthree_people=YES\n\n"
        text = f"{first}Q2: Who holds the rope?\nA2: Ida does.\n"
        expected = (
            "### May I set the stones alone?\n\nNo. You need:\nthree_people=YES\n\n### Who holds the rope?\n\nIda does."
        )
        assert _draft(text).text == expected

    def test_a_list_by_letters_is_none(self) -> None:
        text = _draft("Bring:\n\na) stones\nb) ropes\nq) a query\n").text
        assert "#" not in text


class TestCommands:
    @pytest.mark.parametrize("command", ["# henge --ring 3", "# /etc/init.d/henge restart", "# ./henge"])
    def test_a_command_of_root_is_shown_as_it_is_typed(self, command: str) -> None:
        text = _draft(f"To set a ring, run:\n\n{command}\n\nThen wait.\n").text
        assert text == f"To set a ring, run:\n\n {command}\n\nThen wait."

    @pytest.mark.parametrize("before", ["Words.", "Stones:"])
    def test_a_heading_stays_a_heading(self, before: str) -> None:
        assert "\n\n# Rings\n\n" in _draft(f"It begins.\n\n{before}\n\n# Rings\n\nThey are round.\n").text


def test_a_printed_page_with_bold_letters_is_read() -> None:
    bold = "".join(f"{letter}\b{letter}" for letter in "The henge")
    assert _draft(f"{bold} stands.\n{bold} is old.\n", "henge.txt").text == "The henge stands.\nThe henge is old."


@pytest.mark.parametrize(
    "piece", ["* a\n", "** a\n\n", "1.2\n\n* a\n\n", "Q) a\nA) b\n", "# a\n\nb:\n\n", "\f\na\n", "-*- "]
)
def test_the_time_grows_with_the_text(piece: str) -> None:
    def seconds(characters: int) -> float:
        text = "Words.\n\n" + piece * (characters // len(piece))
        start = time.process_time()
        _draft(text)
        return time.process_time() - start

    times = [min(seconds(characters) for _ in range(2)) for characters in (10_000, 40_000)]
    assert all(later <= 12 * earlier + 0.2 for earlier, later in pairwise(times))
