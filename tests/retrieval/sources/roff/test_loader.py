"""Manual pages in roff: what the macros man and mdoc give, and in how much time."""

from __future__ import annotations

import gzip
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

HEAD = '.\\" Written by hand.\n.TH HENGE 1 "May 3, 2024" "Henge 2.1"\n.SH NAME\nhenge \\- set stones upright\n'
MDOC_HEAD = ".Dd $Mdocdate: May 3 2024 $\n.Dt HENGE 1\n.Os\n.Sh NAME\n.Nm henge\n.Nd set stones upright\n"


def _draft(text: str, name: str = "henge.1") -> Draft:
    (draft,) = extract_document(RawDocument(content=text.encode(), name=name, source=name), limits=LimitSettings())
    assert isinstance(draft, Draft)
    return draft


def _body(text: str, head: str = HEAD) -> str:
    """Return the text below the section that every page begins with."""
    return _draft(head + text).text.partition("set stones upright")[2].strip()


def _mdoc(text: str) -> str:
    return _body(text, MDOC_HEAD)


class TestPage:
    @pytest.mark.parametrize("head", [HEAD, MDOC_HEAD], ids=["man", "mdoc"])
    def test_the_title_says_what_it_is_for(self, head: str) -> None:
        draft = _draft(head)
        assert draft.title.replace("–", "-") == "henge - set stones upright"
        assert draft.published == "2024-05-03"

    def test_of_many_names_the_first_is_the_title(self) -> None:
        names = ", ".join(f"henge{number}" for number in range(30))
        draft = _draft(f".TH HENGE 1\n.SH NAME\n{names} \\- set stones upright\n")
        assert draft.title == "henge0 - set stones upright"

    def test_without_a_purpose_the_name_and_the_section_are_the_title(self) -> None:
        assert _draft(".TH HENGE 8\n.SH DESCRIPTION\nSets stones.\n").title == "henge(8)"

    def test_a_page_that_only_names_another_is_refused(self) -> None:
        with pytest.raises(SourceEmpty, match=r"only names another manual page, man1/henge\.1"):
            _draft(".so man1/henge.1\n")

    def test_packed_pages_are_read_from_a_folder_and_other_files_of_such_names_are_not(
        self, write: Write, tmp_path: Path
    ) -> None:
        write("henge.1.gz", gzip.compress(HEAD.encode()))
        write("henge.log.1", "09:00 The first stone fell.")
        write("henge.3pm", HEAD)
        drafts = [item for item in load(str(tmp_path), limits=LimitSettings()) if isinstance(item, Draft)]
        assert [draft.source.rpartition("/")[2] for draft in drafts] == ["henge.1.gz", "henge.3pm"]

    def test_a_text_of_such_a_name_stays_a_text(self) -> None:
        assert _draft("The first stone fell at nine.\n", "stones.1").text == "The first stone fell at nine."


class TestMan:
    @pytest.mark.parametrize(
        "source",
        [
            '.TP\n.BR \\-r ", " \\-\\-ring=\\fICOUNT\\fR\nSet\n.I COUNT\nrings.\n',
            '.IP "\\fB\\-r\\fR, \\fB\\-\\-ring=COUNT\\fR" 4\nSet COUNT rings.\n',
            ".PP\n\\fB\\-r\\fR, \\fB\\-\\-ring=COUNT\\fR\n.RS 4\nSet COUNT rings.\n.RE\n",
            '.IP "\\(bu" 4\n\\fB\\-r\\fR, \\fB\\-\\-ring=COUNT\\fR:\n.IP\nSet COUNT rings.\n',
        ],
        ids=["TP", "IP", "DocBook", "ronn"],
    )
    def test_an_option_stands_with_what_it_does(self, source: str) -> None:
        assert _body(f".SH OPTIONS\n{source}") == "## OPTIONS\n\n-r, --ring=COUNT\n    Set COUNT rings."

    def test_names_in_several_lines_have_a_description_in_common(self) -> None:
        assert _body(".TP\n\\-r\n.TQ\n\\-\\-ring\nSet a ring.\n") == "-r\n--ring\n    Set a ring."

    def test_lists_and_examples(self) -> None:
        source = "Use:\n.IP \\(bu 2\nwood\n.IP \\(bu\nstone\n.IP 1. 4\nLift.\n.PP\n.nf\nhenge \\-r 3\n  now\n.fi\n"
        assert _body(source) == "Use:\n\n- wood\n- stone\n1. Lift.\n\nhenge -r 3\n  now"

    def test_lists_of_docbook_have_their_marks(self) -> None:
        item = ".sp\n.RS 4\n.ie n \\{\\\n\\h'-04'{}\\h'+03'\\c\n.\\}}\n.el \\{{\\\n.sp -1\n.IP x 4\n.\\}}\n{}\n.RE\n"
        item = item.replace("n \\{\\", "n \\{{\\")
        source = "Use:\n" + item.format("\\(bu", "wood") + item.format(" 2.", "Lift.")
        assert _body(source) == "Use:\n\n- wood\n2. Lift."

    def test_a_hanging_paragraph_names_what_the_indented_one_describes(self) -> None:
        assert _body(".HP\n\\fB\\-q\\fR, \\fB\\-\\-quiet\\fR\n.IP\nsay nothing\n") == "-q, --quiet\n    say nothing"
        assert _body(".PP\nIt stands\n.IP\nsay nothing\n") == "It stands\n\nsay nothing"

    def test_a_table_has_a_line_a_row(self) -> None:
        source = ".TS\nallbox tab(:);\nlB l.\nStone:Weight\n_\nT{\nThe heel\nstone\nT}:30 t\n.TE\n"
        assert _body(source) == "Stone | Weight\nThe heel stone | 30 t"

    def test_characters_fonts_and_comments(self) -> None:
        source = (
            "\\fBA\\fR \\(em \\(lqno\\(rq \\s-1B\\s0 na\\('ive \\[u00E9] a\\ b \\e end\\|.\\\" unseen\n"
            ".ds Aq '\nIt\\*(Aqs here. nai\\*:f\\h'2m'\n.\\\" unseen\n.ig\nunseen\n..\n"
        )
        assert _body(source) == "A — “no” B naíve é a b \\ end. It's here. naïf"

    def test_conditions_are_those_of_a_terminal_and_macros_of_a_page_are_used(self) -> None:
        source = (
            ".ie n \\{\\\n.ds S stone\n.\\}\n.el .ds S STEIN\n.if t printed\n.de FN\n\\fI\\|\\\\$1\\|\\fP\n..\n"
            "Write \\*S to\n.FN ~/.henge\n"
        )
        assert _body(source) == "Write stone to ~/.henge"

    def test_an_address_stands_behind_its_words(self) -> None:
        assert _body("See\n.UR https://henge.example\nthe site\n.UE .\n") == "See the site (https://henge.example)."


class TestMdoc:
    def test_an_option_stands_with_what_it_does(self) -> None:
        source = (
            ".Bl -tag -width Ds\n.It Fl r , Fl Fl ring Ns = Ns Ar count\nSets\n"
            ".Ar count\nrings, see\n.Xr stone 7 .\n.El\n"
        )
        assert _mdoc(source) == "-r, --ring=count\n    Sets count rings, see stone(7)."

    def test_names_that_go_on_in_the_next_line(self) -> None:
        source = ".Bl -tag\n.It Xo Ic lift\n.Op Fl f Ar file\n.Xc\nLifts it.\n.El\n"
        assert _mdoc(source) == "lift [-f file]\n    Lifts it."

    def test_a_synopsis_has_its_brackets(self) -> None:
        source = ".Sh SYNOPSIS\n.Nm\n.Op Fl qv\n.Bk -words\n.Op Fl r Ar count Oc , Ar stone\n.Ek\n.Nm\n.Fl V\n"
        assert _mdoc(source).startswith("## SYNOPSIS\n\nhenge [-qv] [-r count")
        assert _mdoc(source).endswith("\nhenge -V")

    def test_lists_displays_and_columns(self) -> None:
        source = (
            "Use\n.Dq wood\nor:\n.Bl -bullet\n.It\nstone\n.El\n.Bl -enum\n.It\nLift.\n.El\n.Bd -literal\nhenge \\-r 3\n"
            "  now\n.Ed\n.Bl -column a b\n.It Stone Ta 30 t\n.It Wood Ta 2 t\n.El\n"
        )
        expected = "Use “wood” or:\n\n- stone\n1. Lift.\n\nhenge -r 3\n  now\n\nStone | 30 t\nWood | 2 t"
        assert _mdoc(source) == expected


MARKS = [
    *(
        ".TP\n",
        '.IP "a" 4\n',
        ".RS\n",
        ".RE\n",
        ".nf\n",
        ".fi\n",
        ".TS\n",
        "T{\n",
        "T}\n",
        ".TE\n",
        "l l.\n",
        ".if n ",
        ".el ",
    ),
    *(
        "\\{",
        "\\}",
        ".de X\n",
        "..\n",
        ".X y\n",
        ".ds S t\n",
        "\\*S",
        "\\*(",
        "\\fB",
        "\\s",
        "\\[u",
        "\\(",
        "\\",
        '"',
        "\t",
    ),
    *(
        ".Bl -tag\n",
        ".It a\n",
        ".It Xo\n",
        ".Xc\n",
        ".El\n",
        ".Op ",
        "Ns ",
        ".Bd -literal\n",
        ".Ed\n",
        ".Sh A\n",
        ".SH\n",
    ),
    *(
        "words ",
        ".B ",
        ".so a\n",
        "'br\n",
        ".ig\n",
        "\\N'1114112'",
        ".Bl -column\n",
        ".Nm\n",
        ".TH A 1\n",
        ".ie t ",
        "\n",
    ),
]


@settings(max_examples=example_count(60), deadline=None)
@given(pieces=st.lists(st.sampled_from(MARKS), max_size=40), head=st.sampled_from([HEAD, MDOC_HEAD, ""]))
def test_whatever_stands_in_a_page_it_is_read_or_refused(pieces: list[str], head: str) -> None:
    with suppress(SourceEmpty):
        _draft(head + '.\\"\n' + "".join(pieces))


SLOW = {
    "conditions": ".if n \\{\\\n",
    "open macros": ".de X\n",
    "macros of many names": ".de M\n.B \\\\$*\n..\n.M x\n",
    "enclosed": ".Op Op Op Op Op Op\n",
    "strings": ".ds S \\*S\\*S\n\\*S\n",
    "backslashes": "\\\\",
    "names": ".TP\nx\n",
    "cells": ".Bl -column\n.It a\nb\n.Pp\n",
}


@pytest.mark.parametrize("piece", SLOW.values(), ids=SLOW)
@pytest.mark.parametrize("head", [HEAD, MDOC_HEAD], ids=["man", "mdoc"])
def test_the_time_grows_with_the_text(piece: str, head: str) -> None:
    def seconds(characters: int) -> float:
        text = head + ".Op " * 2 + piece * (characters // len(piece))
        start = time.process_time()
        _draft(text)
        return time.process_time() - start

    times = [min(seconds(characters) for _ in range(2)) for characters in (20_000, 80_000)]
    assert all(later <= 12 * earlier + 0.2 for earlier, later in pairwise(times))
