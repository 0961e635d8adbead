"""Articles a second from disk for each format, and how much of the time goes into their embedding."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from bench.speed import article_files
from bench.speed.indexing_throughput import TimedEmbedder
from bench.speed.timed_library import LIBRARY, opened
from retrieval import sources
from retrieval.core.ingestion_records import Added, Draft
from retrieval.core.settings import Settings

CHARACTERS = 6_000  # of an article: a thousand words, three printed pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """The time that one format takes, the same articles in each."""

    kind: str
    articles: int
    read_a_second: float  # from disk to text; the first file, which loads libraries, is read before
    added_a_second: float  # with splitting, embedding and storing
    reading: float  # share of the time of adding
    embedding: float


def measure(drafts: Sequence[Draft], folder: Path, *, articles: int) -> tuple[Format, ...]:
    """Write the set's first articles, shortened, in each format; read and add them."""
    embedder = TimedEmbedder("auto")
    embedder.warm()
    chosen = [replace(draft, text=_shortened(draft.text)) for draft in drafts[:articles]]
    return tuple(_measured(kind, chosen, folder / f"files{kind}", embedder) for kind in article_files.FORMATS)


def _measured(kind: str, drafts: Sequence[Draft], folder: Path, embedder: TimedEmbedder) -> Format:
    folder.mkdir()
    article_files.write(kind, drafts, folder)
    first = min(folder.iterdir())
    list(sources.load_articles(str(first), limits=Settings().limits))
    begun = time.perf_counter()
    read = sum(isinstance(article, Draft) for article in sources.load_articles(str(folder), limits=Settings().limits))
    reading = time.perf_counter() - begun
    embedder.embedding.seconds.clear()
    shelf = opened(folder.with_suffix(f"{kind}.sqlite"), embedder)
    with closing(shelf.footnote):
        begun = time.perf_counter()
        added = sum(isinstance(outcome, Added) for outcome in shelf.footnote.iter_add([str(folder)], library=LIBRARY))
        whole = time.perf_counter() - begun
    if not read == added == len(drafts):
        raise AssertionError(f"{kind}: {len(drafts)} articles were written, {read} read and {added} added")
    return Format(
        kind=kind,
        articles=added,
        read_a_second=round(read / reading, 1),
        added_a_second=round(added / whole, 2),
        reading=round(reading / whole, 4),
        embedding=round(embedder.embedding.total / whole, 4),
    )


def _shortened(text: str) -> str:
    """Return the paragraphs that begin in the first characters."""
    end = text.find("\n\n", CHARACTERS)
    return text if end < 0 else text[:end]
