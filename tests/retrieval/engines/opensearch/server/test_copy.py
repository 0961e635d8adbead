"""A library copied from SQLite to OpenSearch and back is the same in every part."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from retrieval.core.ingestion_records import Location, Origin
from retrieval.engines.opensearch.cluster_engine import OpenSearchEngine
from retrieval.indexing.library_copy import LibraryCopy, LibraryStore, copy_library
from tests.retrieval.engines.sample_library import sqlite_engine, versioned

NAMES = [f"a{number}" for number in range(4)]


def ignore(*_: object) -> None:
    pass


def test_a_library_goes_there_and_comes_back(open_engine: Callable[..., OpenSearchEngine], tmp_path: Path) -> None:
    cluster = open_engine()
    with closing(sqlite_engine(tmp_path / "old")) as old, closing(sqlite_engine(tmp_path / "new")) as new:
        for version, name in enumerate(NAMES):
            old.put(*versioned(name, version))
        old.source_registry.add_location("default", Location(location="x", added="2026-01-01", read="2026-01-02"))
        origins = [Origin(source=f"s{n}", article_id=name, location="x", file="f") for n, name in enumerate(NAMES)]
        old.source_registry.save_origins("default", origins)
        there = LibraryStore(engine=cluster, registry=cluster.source_registry)
        places = [
            LibraryStore(engine=old, registry=old.source_registry),
            there,
            LibraryStore(engine=new, registry=new.source_registry),
        ]
        wanted = LibraryCopy(library="default", copied=4, present=0, others=0, locations=1, origins=4)
        assert copy_library(places[0], places[1], "default", ignore) == wanted
        assert copy_library(places[1], places[2], "default", ignore) == wanted
        assert new.articles("default") == old.articles("default")
        assert new.source_registry.origins("default") == origins
        assert new.source_registry.locations("default") == old.source_registry.locations("default")
