"""What a page shows nobody who reads it is no part of its article."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from retrieval.core.errors import SourceEmpty
from retrieval.sources import load

if TYPE_CHECKING:
    from retrieval.core.settings import LimitSettings
    from tests.retrieval.sources.conftest import LoadOne, Write

PARAGRAPH = "The ferry across the sound was fully booked on Sunday, the harbour office said, and nobody was surprised."


@pytest.mark.parametrize(
    "words",
    [
        "<strong>Ferries needs JavaScript. Please enable it.</strong>",
        "Bitte schalten Sie JavaScript ein, um fortzufahren.",
    ],
)
def test_a_page_that_only_asks_for_scripts_is_empty(write: Write, limits: LimitSettings, words: str) -> None:
    page = (
        f"<html><head><title>Ferries</title></head><body><noscript>{words}</noscript><div id=app></div></body></html>"
    )
    with pytest.raises(SourceEmpty, match="no article is found in the page, whose text is loaded by a script"):
        list(load(write("a.html", page), limits=limits))


def test_what_stands_there_for_browsers_without_scripts_is_read(load_one: LoadOne) -> None:
    assert load_one("a.html", f"<html><body><noscript><p>{PARAGRAPH}</p></noscript></body></html>").text == PARAGRAPH


@pytest.mark.parametrize(
    ("sheet", "style"),
    [("@" * 90_000, ""), ("a" * 90_000, ""), ("p{" + "a" * 90_000, ""), ("", "text-decoration:" * 12_000)],
    ids=["rules", "selector", "declaration", "style"],
)
def test_styles_take_no_time_beyond_their_length(load_one: LoadOne, sheet: str, style: str) -> None:
    body = f"<body><article><p style='{style}'>{PARAGRAPH}</p></article></body>"
    page = f"<html><head><style>{sheet}</style></head>{body}</html>"
    began = time.process_time()
    assert load_one("a.html", page).text == PARAGRAPH
    assert time.process_time() - began < 10  # seconds
