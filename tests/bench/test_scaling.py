"""The bench of large libraries: its articles are distinct and storable, its comparison sees a difference."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bench.scaling import best_passages, growth_picture
from bench.scaling.varied_articles import VariedArticles
from bench.speed.timed_library import LIBRARY, Shelf, opened
from retrieval.core.records import PassageVectors
from retrieval.core.settings import Settings
from retrieval.embedders.hashing import HashingEmbedder
from retrieval.ranking.retriever import Retriever

TEXTS = [
    f"The harbour of Ness has {number} lamps. They were lit in {1800 + number}. Nobody counts them now."
    for number in range(40)
]


@pytest.fixture
def articles() -> VariedArticles:
    embedder = HashingEmbedder()
    rows = [embedder.question(text) for text in TEXTS]
    vectors = [PassageVectors(passage=row, sentences=row.reshape(1, -1)) for row in rows]
    return VariedArticles(TEXTS, vectors, LIBRARY)


def test_articles_are_distinct_and_the_same_for_a_number(articles: VariedArticles) -> None:
    first, again, second = articles.make(1), articles.make(1), articles.make(2)
    assert first.article == again.article
    texts = [passage.text for made in (first, second) for passage in made.passages]
    assert len(set(texts)) == len(texts) == 80
    assert all(passage.text == first.article.text[passage.start : passage.end] for passage in first.passages)


def test_the_comparison_counts_the_questions_that_find_the_same(
    articles: VariedArticles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = HashingEmbedder()
    shelf: Shelf = opened(tmp_path / "library.sqlite", embedder, reader="similarity")
    with closing(shelf.footnote):
        for number in range(5):
            made = articles.make(number)
            shelf.engine.put(made.article, made.passages, made.vectors)
        retriever = Retriever(settings=Settings(), engine=shelf.engine, embedder=embedder)
        questions = [retriever.analyse(text, LIBRARY) for text in TEXTS[:6]]
        assert best_passages.count_same(shelf, questions) == 6
        monkeypatch.setattr(shelf.engine, "dense", lambda *_: [])
        monkeypatch.setattr(shelf.engine, "lexical", lambda *_: [])
        assert best_passages.count_same(shelf, questions) == 0


def test_the_picture_is_a_line_for_each_name() -> None:
    picture = growth_picture.draw({"finding": [(20_000, 40.0), (1_000_000, 200.0)], "memory": [(20_000, 700.0)]})
    root = ET.fromstring(picture)
    assert len(root.findall("{http://www.w3.org/2000/svg}polyline")) == 2
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == 3


def test_a_larger_library_is_on_the_line_of_the_last_two_points() -> None:
    points = [(1_000, 90.0), (10_000, 30.0), (20_000, 50.0)]
    assert growth_picture.extrapolate(points, 100_000) == pytest.approx(210.0)
    assert growth_picture.extrapolate(points[:2], 1_000) == pytest.approx(90.0)


def test_of_a_cost_that_does_not_grow_nothing_is_computed() -> None:
    falling, growing = [(20_000, 50.0), (100_000, 40.0)], [(20_000, 50.0), (100_000, 90.0)]
    assert growth_picture.extrapolate_all({"falling": falling, "growing": growing, "single": growing[:1]}) == {
        "growing": {"1000000": 540.0, "10000000": 5040.0, "100000000": 50040.0}
    }
