"""Copying libraries from one engine to another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retrieval import build
from retrieval.core.errors import ConfigError, LibraryError, LibraryFull
from retrieval.core.ingestion_records import Location, Origin
from retrieval.core.records import Article, Passage, PassageVectors
from retrieval.core.settings import Settings
from retrieval.engines.sqlite.engine import SqliteEngine
from retrieval.indexing.library_copy import LibraryCopy, LibraryStore, copy_library, library_names
from tests.retrieval.engines.sample_library import analyse, made, sqlite_engine


def store(engine: SqliteEngine) -> LibraryStore:
    return LibraryStore(engine=engine, registry=engine.source_registry)


def ignore(*_: object) -> None:
    pass


@pytest.fixture
def source(tmp_path: Path) -> Iterator[LibraryStore]:
    with closing(sqlite_engine(tmp_path / "source")) as engine:
        for name in ("a", "b", "c"):
            engine.put(*made(name, f"{name} rises. It sets.", "Ночь.", title=f"Title {name}"))
        article = made("d", "moon.", library="other")
        engine.put(replace(article.article, gone="2026-01-02", pages=(0, 2)), article.passages, article.vectors)
        registry = engine.source_registry
        registry.add_location("default", Location(location="notes", added="2026-01-01", read="2026-01-03"))
        registry.save_origins("default", [Origin(source="s", article_id=None, location="notes", file="s", digest="d")])
        registry.add_location("third", Location(location="empty", added="2026-01-01", read=None))
        yield store(engine)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[SqliteEngine]:
    with closing(sqlite_engine(tmp_path / "target")) as opened:
        yield opened


def copy(library: str, copied: int, present: int, others: int = 0) -> LibraryCopy:
    locations, origins = {"default": (1, 1), "other": (0, 0), "third": (1, 0)}[library]
    return LibraryCopy(
        library=library, copied=copied, present=present, others=others, locations=locations, origins=origins
    )


def test_everything_comes_along_and_only_once(source: LibraryStore, engine: SqliteEngine) -> None:
    target = store(engine)
    assert library_names(source) == ("default", "other", "third")
    for library, articles in (("default", 3), ("other", 1), ("third", 0)):
        assert copy_library(source, target, library, ignore) == copy(library, articles, 0)
        assert copy_library(source, target, library, ignore) == copy(library, 0, articles)
        assert target.engine.articles(library) == source.engine.articles(library)
        assert target.registry.locations(library) == source.registry.locations(library)
        assert target.registry.origins(library) == source.registry.origins(library)
    assert target.engine.article("other", "d") == source.engine.article("other", "d")


def test_what_differs_is_replaced_and_what_is_only_there_stays(source: LibraryStore, engine: SqliteEngine) -> None:
    changed = made("a", "a rises. It sets.", "Ночь.", title="Title a")
    vectors = [PassageVectors(passage=each.passage, sentences=-each.sentences) for each in changed.vectors]
    engine.put(changed.article, changed.passages, vectors)
    engine.put(*made("e", "moon."))
    assert copy_library(source, store(engine), "default", ignore) == copy("default", 3, 0, others=1)
    (first, _), (wanted, _) = engine.passages("default", "a"), source.engine.passages("default", "a")
    assert np.array_equal(first.vectors.sentences, wanted.vectors.sentences)
    assert engine.article("default", "e") is not None


def test_a_copy_that_was_broken_off_goes_on(source: LibraryStore, tmp_path: Path) -> None:
    class Full(SqliteEngine):
        """A disk that has room for one article more."""

        room = 1

        def put(
            self,
            article: Article,
            passages: list[Passage],
            vectors: list[PassageVectors],  # type: ignore[override]
        ) -> None:
            if not self.room:
                raise LibraryFull("no room", advice="Free space.")
            self.room -= 1
            super().put(article, passages, vectors)

    place = {"model": "model-1", "dimension": 8, "analyse": analyse, "analyser": "words-1"}
    with closing(Full(tmp_path / "full.sqlite", **place)) as full:  # type: ignore[arg-type]
        with pytest.raises(LibraryFull):
            copy_library(source, store(full), "default", ignore)
        full.room = 9
        assert copy_library(source, store(full), "default", ignore) == copy("default", 2, 1)


def test_an_article_that_does_not_come_back_as_it_was_is_an_error(source: LibraryStore, tmp_path: Path) -> None:
    class Forgetful(SqliteEngine):
        """An engine that stores another title."""

        def put(
            self,
            article: Article,
            passages: list[Passage],
            vectors: list[PassageVectors],  # type: ignore[override]
        ) -> None:
            super().put(replace(article, title="Title"), passages, vectors)

    place = {"model": "model-1", "dimension": 8, "analyse": analyse, "analyser": "words-1"}
    forgetful = Forgetful(tmp_path / "forgetful.sqlite", **place)  # type: ignore[arg-type]
    with closing(forgetful), pytest.raises(LibraryError, match="Title a"):
        copy_library(source, store(forgetful), "default", ignore)


def test_an_engine_is_not_copied_to_itself() -> None:
    with pytest.raises(ConfigError, match="itself"):
        list(build.copy_libraries(Settings(), source="sqlite", target="sqlite", watch=ignore))
