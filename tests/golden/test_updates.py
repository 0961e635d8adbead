"""An article that was updated or corrected answers with its last state."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrieval.build import open_footnote
from retrieval.core.ingestion_records import Draft
from retrieval.core.reply_records import Answer, Thresholds
from retrieval.core.settings import LibrarySettings, Settings
from retrieval.footnote import Footnote
from support.golden_cases import LIBRARY

QUAY = (
    "A crane has fallen across Quay Road, which is shut in both directions. Three people were taken to hospital, the "
    "fire service said. The harbour master, Ida Moor, expects the road to reopen by noon. The crane belongs to a firm "
    "from Thornquay.\n\nUpdate, 1.20pm: Ida Moor now expects Quay Road to reopen at 6pm, because oil has leaked."
)
BELL = (
    "The bell of the Petrel was raised by divers on Monday. The Petrel sank in a storm in 1913 with a load of salt.\n\n"
    "An earlier version of this article said that the Petrel sank in 1931."
)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Footnote]:
    path = tmp_path_factory.mktemp("reports") / "library.sqlite"
    opened = open_footnote(Settings(library=LibrarySettings(path=str(path))))
    drafts = [
        Draft(source=f"{title}.txt", title=title, text=text, published="2026-05-03")
        for title, text in (("Crane falls across Quay Road", QUAY), ("Bell of the Petrel raised", BELL))
    ]
    opened.store(drafts, library=LIBRARY)
    yield opened
    opened.close()


def ask(reports: Footnote, question: str) -> Answer:
    reply = reports.examine(question, library=LIBRARY, thresholds=Thresholds.single(0.0)).reply
    assert isinstance(reply, Answer)
    return reply


def test_an_update_overtakes_the_text_above_it(reports: Footnote) -> None:
    answer = ask(reports, "when will quay road reopen")
    assert "at 6pm" in answer.citation.quote
    assert answer.superseded is not None
    assert answer.superseded.relation == "earlier"
    assert answer.superseded.citation.quote.endswith("by noon.")


@pytest.mark.parametrize(
    ("question", "words"),
    [("whose crane is it", "Thornquay"), ("how many people were taken to hospital", "Three people")],
)
def test_an_update_leaves_the_rest_alone(reports: Footnote, question: str, words: str) -> None:
    answer = ask(reports, question)
    assert words in answer.citation.quote
    assert answer.superseded is None


def test_what_an_earlier_version_said_is_no_answer(reports: Footnote) -> None:
    assert "1913" in ask(reports, "when did the petrel sink").citation.quote
