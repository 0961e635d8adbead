"""What a page shows nobody who reads it is no part of its article."""

from __future__ import annotations

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
    with pytest.raises(SourceEmpty, match="no article is found"):
        list(load(write("a.html", page), limits=limits))


def test_what_stands_there_for_browsers_without_scripts_is_read(load_one: LoadOne) -> None:
    assert load_one("a.html", f"<html><body><noscript><p>{PARAGRAPH}</p></noscript></body></html>").text == PARAGRAPH
