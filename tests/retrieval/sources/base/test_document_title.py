"""Titles that programs fill in are none; what a person wrote stays."""

from __future__ import annotations

import pytest

from retrieval.sources.base.document_title import meant_title


@pytest.mark.parametrize(
    "stated",
    ["Print", "Layout 1", "New Document", "Dokument1", "PowerPoint-Präsentation", "Presentación de PowerPoint",
     "tmp1234.tmp", "無題", "Blank Page", "Microsoft Word - fees.doc"],
)  # fmt: skip
def test_a_title_that_a_program_fills_in_is_none(stated: str) -> None:
    assert meant_title(stated) == ""


@pytest.mark.parametrize(
    "stated", ["Printing in Leith", "Layout of the quay", "Document of 1931", "PowerPoint and Tea"]
)
def test_a_title_that_a_person_wrote_stays(stated: str) -> None:
    assert meant_title(stated) == stated
