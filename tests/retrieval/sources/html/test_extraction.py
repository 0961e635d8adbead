"""How well articles are found in web pages: words found that are of the article, and words of it that are found.

The pages are in `tests/data/pages`, written for this project in layouts that differ as those on the web do. Their true
texts are in `truth.json`: without the title, which is checked by itself, and without what stands around the article.
Raising a floor is free; lowering one needs a reason in the commit.
"""

from __future__ import annotations

import json
import re
import statistics
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from retrieval import sources
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import LimitSettings
from retrieval.sources import RawDocument

PAGES = Path(__file__).parents[3] / "data" / "pages"
TRUTH: dict[str, dict[str, Any]] = json.loads((PAGES / "truth.json").read_text(encoding="utf-8"))
LEAST_PAGES = 30
WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]|[^\W\u3040-\u30ff\u4e00-\u9fff]+")  # ideographs and kana are words

FLOORS = {"precision": 0.94, "recall": 0.98, "titles": 1.0}
WORST = 0.7  # of any one page, precision and recall


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What was found of one page."""

    precision: float
    recall: float
    is_titled: bool


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.casefold()))


def score(name: str) -> Score:
    source = f"https://pages.example/{name}"
    body = RawDocument(
        content=(PAGES / f"{name}.html").read_bytes(), name=name, source=source, content_type="text/html"
    )
    (draft,) = sources.extract_document(body, limits=LimitSettings())
    assert isinstance(draft, Draft)
    found, true = words(draft.text), words("\n".join(TRUTH[name]["text"]))
    shared = (found & true).total()
    title = TRUTH[name]["title"]
    return Score(precision=shared / max(1, found.total()), recall=shared / true.total(), is_titled=title in draft.title)


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return {name: score(name) for name in TRUTH}


def test_there_are_enough_pages() -> None:
    assert len(TRUTH) >= LEAST_PAGES
    assert {path.stem for path in PAGES.glob("*.html")} == set(TRUTH)


def test_articles_are_found_whole_and_alone(scores: dict[str, Score], capsys: pytest.CaptureFixture[str]) -> None:
    means = {
        "precision": statistics.mean(score.precision for score in scores.values()),
        "recall": statistics.mean(score.recall for score in scores.values()),
        "titles": statistics.mean(score.is_titled for score in scores.values()),
    }
    with capsys.disabled():
        print(f"\n{len(scores)} pages: " + ", ".join(f"{name} {value:.3f}" for name, value in means.items()))
        for name, score in scores.items():
            if min(score.precision, score.recall) < 0.95 or not score.is_titled:
                print(f"  {name}: precision {score.precision:.2f}, recall {score.recall:.2f}, title {score.is_titled}")
    assert {name: value for name, value in means.items() if value < FLOORS[name]} == {}


@pytest.mark.parametrize("name", TRUTH)
def test_no_page_is_lost(scores: dict[str, Score], name: str) -> None:
    assert min(scores[name].precision, scores[name].recall) >= WORST
