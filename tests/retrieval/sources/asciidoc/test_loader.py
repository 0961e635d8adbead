"""AsciiDoc: what each construct gives, whatever is wrong with it, and in how much time."""

from __future__ import annotations

import time
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.core.errors import SourceEmpty
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document, load
from support.example_counts import example_count

if TYPE_CHECKING:
    from tests.retrieval.sources.conftest import Write


def _draft(text: str, name: str = "henge.adoc") -> Draft:
    (draft,) = extract_document(RawDocument(content=text.encode(), name=name, source=name), limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft


def _text(text: str) -> str:
    return _draft(text).text


OLD = "henge(1)\n========\n\nNAME\n----\nhenge - sets stones\n\nSYNOPSIS\n--------\n[verse]\n'henge' -r\n'henge' -V\n"


class TestMetadata:
    def test_the_header(self) -> None:
        draft = _draft("= The _Henge_ {v}\n:v: 2\n:revdate: 2024-05-03\n:author: Ida Lind\n:toc:\n\nIt stands.\n")
        assert (draft.title, draft.published, draft.author) == ("The Henge 2", "2024-05-03", "Ida Lind")
        assert draft.text == "It stands."

    def test_a_title_with_a_line_below_and_headings_of_each_kind(self) -> None:
        draft = _draft("The henge\n=========\n\nOne.\n\nRings\n-----\nTwo.\n\n=== Deep\n\nThree.\n")
        assert draft.title == "The henge"
        assert draft.text == "One.\n\n## Rings\n\nTwo.\n\n### Deep\n\nThree."

    @pytest.mark.parametrize("name", ["henge.txt", "henge.asc", "README"])
    def test_another_name_is_told_by_how_the_text_begins(self, name: str) -> None:
        assert _draft(OLD, name).text.endswith("## SYNOPSIS\n\n'henge' -r\n'henge' -V")

    def test_a_text_in_a_folder_is_told_too_and_another_one_stays_as_it_is(self, write: Write, tmp_path: Path) -> None:
        write("henge.txt", OLD)
        write("note.txt", "Note\n====\n\nA stone:: is heavy.\n")
        texts = [item.text for item in load(str(tmp_path), limits=LimitSettings()) if isinstance(item, Draft)]
        assert texts[0].endswith("'henge' -V")
        assert texts[1] == "A stone:: is heavy."


FORMS = {
    "an option": ("-r::\n--ring::\n\tSet a\n\tring.\n+\nOf stones.", "-r\n--ring\n    Set a ring.\n\nOf stones."),
    "terms": ("heel:: A stone.\nlintel:::\nOn top.", "heel\n    A stone.\n\nlintel\n    On top."),
    "lists": (
        "Bring:\n\n* wood\n** oak\n* [x] rope\n\n. Lift.\n.. Wait.\n3. Rest.",
        "Bring:\n\n- wood\n- oak\n- rope\n1. Lift.\n1. Wait.\n3. Rest.",
    ),
    "code": (
        "Run:\n\n[source,sh]\n----\n$ henge *now*\n# done\n----\n\nThen wait.",
        "Run:\n\n$ henge *now*\n # done\n\nThen wait.",
    ),
    "indented code": ("Run:\n\n  henge -r\n    3\n\nThen wait.", "Run:\n\nhenge -r\n  3\n\nThen wait."),
    "callouts": ("Run <1>.\n\n```sh\nhenge\n```\n<1> It is quick.", "Run <1>.\n\nhenge\n\n1. It is quick."),
    "a table": ("|===\n|Stone |Weight\n\n|heel\n|30 t\n|===", "Stone | Weight\nheel | 30 t"),
    "a table that states its columns": ('[cols="1,2"]\n|===\n|a\n|b\nmore\n\n2+|c |d\n|===', "a | b more\nc | d"),
    "values with commas": (',===\na,"b, c"\n,===', "a | b, c"),
    "a note": ("NOTE: It is *old*.", "NOTE: It is old."),
    "a block of a note": (
        "[NOTE]\n====\nIt is old.\n\nVery.\n====\n.More\nIt stands.",
        "It is old.\n\nVery.\n\nMore\n\nIt stands.",
    ),
    "a broken line": ("One +\ntwo\nthree.", "One\ntwo three."),
    "what is hidden": (
        "Seen.\n// no\n////\nno\n////\n++++\n<b>no</b>\n++++\nimage::a.png[A]\n\ninclude::b.adoc[]",
        "Seen.",
    ),
    "conditions": (
        ":x:\n\nifdef::x[]\nSeen.\nendif::[]\nifndef::x[]\nNo.\nendif::[]\nifdef::y[No.]",
        "Seen.",
    ),
    "marks": (
        "Use `--all` -- or *a _b_ c*, `*.c` and `*.h`, {plus}1, {x}, snake_case and 2*3*4.",
        "Use --all — or a b c, *.c and *.h, +1, {x}, snake_case and 2*3*4.",
    ),
    "links": (
        "See link:a.html[The Guide], https://henge.example[it], linkgit:git-log[1], <<r,that>>.",
        "See The Guide, it, git-log(1), that.",
    ),
    "keys": (
        'Press kbd:[Ctrl+C], menu:File[Save] and "`so`".image:b.png[Build]',
        "Press Ctrl+C, File > Save and “so”.",
    ),
}


@pytest.mark.parametrize(("source", "text"), FORMS.values(), ids=FORMS)
def test_what_each_form_gives(source: str, text: str) -> None:
    assert _text(f"First.\n\n{source}\n") == f"First.\n\n{text}"


def test_a_table_with_an_immense_value_is_read_line_by_line() -> None:
    text = _text(f"A henge stands here.\n\n,===\nheel,30 t\n{'a' * 140_000},b\n,===\n")
    assert "heel,30 t" in text
    assert "a" * 140_000 in text


MARKS = [
    *(
        "= T\n",
        "== H\n",
        "Head\n----\n",
        "----\n",
        "....\n",
        "====\n",
        "|===\n",
        "| a ",
        "|a\n",
        "2+|",
        ",===\n",
        "--\n",
        "\n",
    ),
    *(
        "* a\n",
        "** b\n",
        ". c\n",
        "t::\n",
        "t:: d\n",
        "+\n",
        "  code\n",
        "[source]\n",
        ".Title\n",
        "NOTE: ",
        "<1> x\n",
        "\n\n",
    ),
    *(
        ":a: {a}{a}\n",
        "{a}",
        "ifdef::a[]\n",
        "endif::[]\n",
        "//",
        "////\n",
        "image::a[]\n",
        "link:a[b",
        "<<a",
        "((",
        "```\n",
    ),
    *("*a", "_b_", "`", "``", "+++", "\\", "words ", "pass:[", "]", "|", "\t"),
]


@settings(max_examples=example_count(60), deadline=None)
@given(pieces=st.lists(st.sampled_from(MARKS), max_size=40))
def test_whatever_stands_in_a_text_it_is_read_or_refused(pieces: list[str]) -> None:
    with suppress(SourceEmpty):
        _draft("".join(pieces))


@pytest.mark.parametrize(
    "piece",
    [
        "*a ",
        "`a",
        "<<a",
        "link:a",
        "{a}",
        "|a\n",
        "a::\n",
        "* a\n",
        "ifdef::a[]\n",
        "----\n",
        "((a",
        "+++",
        "[[",
        "a\n--\n",
    ],
)
@pytest.mark.parametrize("before", ["First.\n\n", "|===\n", ":a: {a}{a}\n\n"], ids=["text", "table", "attribute"])
def test_the_time_grows_with_the_text(before: str, piece: str) -> None:
    def seconds(characters: int) -> float:
        start = time.process_time()
        with suppress(SourceEmpty):
            _draft(before + piece * (characters // len(piece)))
        return time.process_time() - start

    times = [min(seconds(characters) for _ in range(2)) for characters in (10_000, 40_000)]
    assert all(later <= 12 * earlier + 0.2 for earlier, later in pairwise(times))
