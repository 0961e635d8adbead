"""The flow of an addition on one screen: load, decide what is new, split, embed, store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from retrieval.core.ingestion_records import Added, Outcome, Skipped
from retrieval.core.protocols import Embedder, Engine, Watch
from retrieval.indexing import vectors
from retrieval.indexing.article_card import card
from retrieval.indexing.batch import Batch, SplitArticle
from retrieval.indexing.changes import Changes, NewArticle
from retrieval.indexing.identifiers import now
from retrieval.indexing.loaded_items import Items, LoadedItem
from retrieval.indexing.provenance import Provenance
from retrieval.indexing.vectors import EmbeddedArticle
from retrieval.indexing.workload import Workload
from retrieval.text import passages


class Indexer:
    """Stores loaded items in one library. It is used for one addition or refresh.

    Args:
        engine: stores the articles.
        embedder: computes vectors of passages.
        library: the name of the library.
        provenance: the origins of the articles of this library.
        watch: is called with "reading" in articles, with "bytes" of files where those are known, with "splitting" in
            passages, and with "embedding" in passages, which comes last and takes longest.
        workload: the amount to read.
    """

    def __init__(
        self,
        *,
        engine: Engine,
        embedder: Embedder,
        library: str,
        provenance: Provenance,
        watch: Watch,
        workload: Workload,
    ) -> None:
        self._engine = engine
        self._embedder = embedder
        self._provenance = provenance
        self._changes = Changes(engine, library, provenance)
        self._watch = watch
        self._workload = workload
        self._split = 0  # passages
        self._embedded = 0  # passages

    def index(self, items: Items) -> Iterator[Outcome]:
        """Store loaded items, and yield the outcome of each article.

        1. load: take the next item from its source
        2. decide: is its text new, changed, the same, another article's, or gone?
        3. split: cut a new text into passages
        4. embed: compute the vectors of a batch of passages
        5. store: put each article, and remember its source

        What was yielded as added is stored, whatever happens afterwards. Memory holds one batch, however much is added.
        """
        batch = Batch()
        for number, loaded in enumerate(items, start=1):  # 1
            self._report_reading(number, loaded)
            yield from self._decide(loaded, batch)  # 2, 3
            if batch.is_full():
                yield from self._store(batch, is_last=False)  # 4, 5
                batch = Batch()
        if self._workload.bytes_total is not None:
            self._watch("bytes", self._workload.bytes_total, self._workload.bytes_total)
        yield from self._store(batch, is_last=True)

    def _report_reading(self, number: int, loaded: LoadedItem) -> None:
        """Report that so many items were taken."""
        self._workload.take(loaded)
        self._watch("reading", number, self._workload.articles_total(number))
        if self._workload.bytes_total is not None:
            self._watch("bytes", self._workload.bytes_read, self._workload.bytes_total)

    def _decide(self, loaded: LoadedItem, batch: Batch) -> tuple[Outcome, ...]:
        """Decide about an item: a new article is split and joins the batch; of anything else there is an outcome."""
        decision = self._changes.decide(loaded, batch.pending)
        if decision is None:
            batch.postpone(loaded)
            return ()
        if not isinstance(decision, NewArticle):
            return decision
        split = _split(decision)
        if isinstance(split, Skipped):
            return (split,)
        if split.origin:
            self._provenance.claim_text(split.origin.digest, split.article.id)
        batch.add(split)
        self._split += len(split.passages)
        self._watch("splitting", self._split, None)
        return ()

    def _store(self, batch: Batch, *, is_last: bool) -> Iterator[Outcome]:
        """Embed and store a batch, and then what had to wait for it."""
        while batch.articles:
            total = self._embedded + batch.passages if is_last else None
            self._watch("embedding", self._embedded, total)
            for embedded in vectors.embed(batch.articles, self._engine, self._embedder):
                yield self._put(embedded)
            self._provenance.save()
            self._embedded += batch.passages
            self._watch("embedding", self._embedded, total)
            waiting, batch = batch.waiting, Batch()
            for loaded in waiting:
                yield from self._decide(loaded, batch)
        self._provenance.save()

    def _put(self, embedded: EmbeddedArticle) -> Added:
        """Store an article, and say so."""
        split = embedded.split
        article = replace(split.article, added=now())
        self._engine.put(article, split.passages, embedded.vectors)
        if split.origin:
            self._provenance.record(split.origin)
        first = split.passages[0].sentences[0]
        return Added(
            article=card(article, len(split.passages)),
            replaced=split.replaces,
            first_sentence=article.text[first.start : first.end],
            kept=embedded.kept,
        )


def _split(new: NewArticle) -> SplitArticle | Skipped:
    """Cut a new article into passages."""
    article = new.article
    split = passages.split(article.id, article.text, article.language)
    if not split:
        return Skipped(source=article.source, reason="There is no sentence in it. Add text to it, or leave it out.")
    return SplitArticle(article=article, passages=tuple(split), replaces=new.replaces, origin=new.origin)
