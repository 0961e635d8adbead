"""Titles of pages of documentation, which every program has."""

from __future__ import annotations

import pytest

from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument, extract_document

WORDS = "<p>The henge is set up with three ropes and a great deal of patience, and then it stands for a long time.</p>"


def _title(whole: str, heading: str) -> str:
    page = f"<html><head><title>{whole}</title></head><body><main><h1>{heading}</h1>{WORDS * 3}</main></body></html>"
    (draft,) = extract_document(
        RawDocument(content=page.encode(), name="a.html", source="a.html"), limits=LimitSettings()
    )
    assert isinstance(draft, Draft)
    return draft.title


@pytest.mark.parametrize("heading", ["Installation", "Frequently asked questions", "Häufige Fragen"])
def test_a_title_that_every_program_has_keeps_the_name_of_the_program(heading: str) -> None:
    assert _title(f"{heading} &mdash; Henge 2.1 documentation", heading) == f"{heading} — Henge 2.1 documentation"
    assert _title(f"{heading} | Henge", heading) == f"{heading} | Henge"


def test_another_title_stands_alone() -> None:
    assert _title("Setting up a ring &mdash; Henge 2.1", "Setting up a ring") == "Setting up a ring"
    assert _title("Installation", "Installation") == "Installation"
