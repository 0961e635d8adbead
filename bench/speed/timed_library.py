"""A library that grows to a size, with a watch on what storing takes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.speed.measurement import Stopwatch
from bench.speed.synthetic_articles import Supply
from retrieval.build import choose_reader
from retrieval.core.ingestion_records import Added
from retrieval.core.protocols import Embedder
from retrieval.core.records import Article, Passage, PassageVectors, StoredPassage
from retrieval.core.settings import ModelSettings, Settings
from retrieval.engines.sqlite.engine import SqliteEngine
from retrieval.footnote import Footnote
from retrieval.text.analyzer import VERSION, indexed_terms

LIBRARY = "default"


class TimedEngine(SqliteEngine):
    """The default engine, with a watch on `put`."""

    def __init__(self, path: Path, embedder: Embedder) -> None:
        model, dimension = embedder.name, embedder.dimension
        super().__init__(path, model=model, dimension=dimension, analyse=indexed_terms, analyser=VERSION)
        self.putting = Stopwatch()

    def put(self, article: Article, passages: Sequence[Passage], vectors: Sequence[PassageVectors]) -> None:
        """See `SqliteEngine.put`."""
        with self.putting.running():
            super().put(article, passages, vectors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """An open library with its parts."""

    footnote: Footnote
    engine: TimedEngine
    path: Path

    @property
    def size(self) -> int:
        """Passages in it."""
        return self.engine.statistics(LIBRARY, ()).passages

    def passages(self) -> list[StoredPassage]:
        """Return all of them, article by article."""
        cards = self.engine.articles(LIBRARY)
        return [passage for card in cards for passage in self.engine.passages(LIBRARY, card.id)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The time that it took to store passages whose vectors were there or made at once, but for the first ones."""

    passages: int  # afterwards
    added: int
    seconds: float  # reading, splitting, analysing, vectors, storing
    put_seconds: float  # analysing and storing
    file_megabytes: float


def opened(path: Path, embedder: Embedder, *, reader: str = "span") -> Shelf:
    """Return the library in a file, made if missing, with the reader that `models.reader` calls so."""
    engine = TimedEngine(path, embedder)
    settings = Settings(models=ModelSettings(reader=reader))
    footnote = Footnote(
        settings=settings,
        engine=engine,
        registry=engine.source_registry,
        embedder=embedder,
        reader=choose_reader(settings),
    )
    return Shelf(footnote=footnote, engine=engine, path=path)


def grow(shelf: Shelf, supply: Supply, size: int) -> Growth:
    """Add articles until the library has at least so many passages."""
    before, put_before, begun = shelf.size, shelf.engine.putting.total, time.perf_counter()
    held = before
    while held < size:
        outcomes = shelf.footnote.iter_store([supply.draw()], library=LIBRARY)
        held += sum(outcome.article.passages for outcome in outcomes if isinstance(outcome, Added))
    return Growth(
        passages=held,
        added=held - before,
        seconds=round(time.perf_counter() - begun, 2),
        put_seconds=round(shelf.engine.putting.total - put_before, 2),
        file_megabytes=round(shelf.path.stat().st_size / 2**20, 1),
    )
