"""The engine over a cluster of OpenSearch nodes: several processes on several machines share its libraries."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from retrieval.core.errors import LibraryError
from retrieval.core.records import (
    Article,
    ArticleCard,
    Passage,
    PassageVectors,
    Posting,
    Statistics,
    StoredPassage,
    Vector,
)
from retrieval.engines.opensearch import document_codec, index_setup
from retrieval.engines.opensearch.article_writer import ArticleWriter
from retrieval.engines.opensearch.candidate_search import EXACT_PASSAGES, find_by_meaning, find_by_words
from retrieval.engines.opensearch.cluster_address import ClusterAddress
from retrieval.engines.opensearch.cluster_client import Cluster
from retrieval.engines.opensearch.cluster_sources import ClusterSourceRegistry
from retrieval.engines.opensearch.document_ids import name_hash
from retrieval.engines.opensearch.index_schema import IndexIdentity, library_alias
from retrieval.engines.opensearch.library_view import KEEP_ALIVE, LibraryView, PointInTime
from retrieval.engines.opensearch.sweeper import Sweeper
from retrieval.engines.prepared_article import Analyse, is_storable, prepare_article

CARD_PAGE, PASSAGE_PAGE = 2_000, 500  # of one request: about a megabyte of cards, five of passages with their vectors
SWEEP_SECONDS = 600.0  # between two looks for changes that were broken off, while articles are stored
_KEY_LIMIT = 1 << 63

_log = logging.getLogger(__name__)


class OpenSearchEngine:
    """An `Engine` in a cluster, which may be away while the program runs.

    Args:
        address: where the cluster is, and how to sign in.
        prefix: what the names of its indices begin with.
        shards: of the index of articles; a library is in one of them.
        replicas: further copies of each shard.
        model: name of the model that makes the vectors.
        dimension: the length of each vector.
        analyse: the terms of a text in a language: case-folded, none empty, without spaces inside.
        analyser: name of the version of `analyse`.
        exact_passages: up to how many passages of a library the cosine of all is computed.

    Raises:
        LibraryError: the cluster does not answer, or its index is not one that this Footnote can use.
        ModelError: the package opensearch-py is not installed.
    """

    def __init__(
        self,
        address: ClusterAddress,
        *,
        prefix: str,
        model: str,
        dimension: int,
        analyse: Analyse,
        analyser: str,
        shards: int = 1,
        replicas: int = 0,
        exact_passages: int = EXACT_PASSAGES,
    ) -> None:
        self._identity = IndexIdentity(model=model, dimension=dimension, analyser=analyser)
        self._analyse = analyse
        self._exact_passages = exact_passages
        self._prefix, self._replicas, self._cluster = prefix, replicas, Cluster(address)
        self._index = library_alias(prefix)
        self._writer = ArticleWriter(self._cluster, self._index)
        self._sweeper = Sweeper(self._cluster, self._index)
        self._sweep_at = 0.0
        self._local = threading.local()
        try:
            index_setup.prepare_library(self._cluster, prefix, self._identity, shards=shards, replicas=replicas)
        except BaseException:
            self._cluster.close()
            raise

    @property
    def source_registry(self) -> ClusterSourceRegistry:
        """The registry of the articles' sources, in an index of its own."""
        return ClusterSourceRegistry(self._cluster, self._prefix, replicas=self._replicas)

    def snapshot(self) -> AbstractContextManager[None]:
        """See `Engine.snapshot`. What this thread itself stores inside the block is seen after it."""
        return _without_value(self._reading())

    def put(self, article: Article, passages: Sequence[Passage], vectors: Sequence[PassageVectors]) -> None:
        """See `Engine.put`.

        Raises:
            LibraryError: nothing was stored, and what was stored before stays.
            ValueError: passages, vectors and article do not belong together.
        """
        dimension = self._identity.dimension
        self._writer.put(prepare_article(article, passages, vectors, dimension=dimension, analyse=self._analyse))
        self._sweep_sometimes()

    def remove(self, library: str, article_id: str) -> bool:
        """See `Engine.remove`."""
        return is_storable(library) and is_storable(article_id) and self._writer.remove(library, article_id)

    def mark_gone(self, library: str, article_id: str, gone: str | None) -> bool:
        """See `Engine.mark_gone`."""
        return is_storable(library) and is_storable(article_id) and self._writer.mark_gone(library, article_id, gone)

    def libraries(self) -> tuple[str, ...]:
        """See `Engine.libraries`."""
        with self._reading() as point:
            return tuple(sorted(point.library_names()))

    def article(self, library: str, article_id: str) -> Article | None:
        """See `Engine.article`."""
        with self._viewing(library) as view:
            query = _of_article(article_id)
            hits = view.search(["article", "text"], query, size=2, _source=["kind", "about"], stored_fields=["text"])
            about = next((hit["_source"]["about"] for hit in hits if hit["_source"]["kind"] == "article"), None)
            text = next((hit["fields"]["text"][0] for hit in hits if "fields" in hit), "")
            return document_codec.article(about, text) if about else None

    def card(self, library: str, article_id: str) -> ArticleCard | None:
        """See `Engine.card`."""
        with self._viewing(library) as view:
            hits = view.search(["article"], _of_article(article_id), size=1, _source=["about"])
            return next((document_codec.card(hit["_source"]["about"]) for hit in hits), None)

    def articles(self, library: str) -> list[ArticleCard]:
        """See `Engine.articles`."""
        with self._viewing(library) as view:
            hits = view.scan(["article"], {"match_all": {}}, by="article", page=CARD_PAGE, _source=["about"])
            cards = [document_codec.card(hit["_source"]["about"]) for hit in hits]
            return sorted(cards, key=lambda card: (card.title.casefold(), card.id))

    def passages(self, library: str, article_id: str) -> list[StoredPassage]:
        """See `Engine.passages`."""
        with self._viewing(library) as view:
            query = _of_article(article_id)
            hits = view.scan(["passage"], query, by="key", page=PASSAGE_PAGE, **_fields(document_codec.STORED_FIELDS))
            return [document_codec.stored_passage(hit) for hit in hits]

    def languages(self, library: str) -> tuple[str, ...]:
        """See `Engine.languages`."""
        with self._viewing(library) as view:
            return tuple(sorted(view.languages()))

    def lexical(self, library: str, terms: Sequence[str], k: int) -> list[int]:
        """See `Engine.lexical`. In a large library, only passages with one of the rarer terms are candidates."""
        with self._viewing(library) as view:
            return find_by_words(view, terms, k)

    def dense(self, library: str, vector: Vector, k: int) -> list[int]:
        """Like `Engine.dense`: exact in a small library, else along a graph, which misses a few of a hundred.

        Raises:
            ValueError: the vector does not have the engine's dimension.
        """
        if vector.shape != (self._identity.dimension,):
            raise ValueError(f"a vector of shape {vector.shape} where {self._identity.dimension} numbers are expected")
        with self._viewing(library) as view:
            return find_by_meaning(view, vector, k, exact_passages=self._exact_passages)

    def postings(self, library: str, keys: Sequence[int]) -> list[Posting]:
        """See `Engine.postings`."""
        with self._viewing(library) as view:
            hits = _by_keys(view, keys, {**_fields(document_codec.POSTING_FIELDS), "_source": False})
            return sorted((document_codec.posting(hit) for hit in hits), key=lambda posting: posting.passage_id)

    def fetch(self, library: str, keys: Sequence[int]) -> list[StoredPassage]:
        """See `Engine.fetch`."""
        with self._viewing(library) as view:
            hits = _by_keys(view, keys, _fields(document_codec.STORED_FIELDS))
            return sorted((document_codec.stored_passage(hit) for hit in hits), key=lambda stored: stored.passage.id)

    def statistics(self, library: str, terms: Sequence[str]) -> Statistics:
        """See `Engine.statistics`."""
        with self._viewing(library) as view:
            passages, sentences = view.total("passages"), view.total("sentences")
            return Statistics(
                passages=passages,
                sentences=sentences,
                average_length=view.total("terms") / max(1, passages),
                average_sentence=view.total("sentence_terms") / max(1, sentences),
                frequencies=view.frequencies(terms),
            )

    def close(self) -> None:
        """See `Engine.close`."""
        self._cluster.close()

    def _sweep_sometimes(self) -> None:
        """Sweep up, where that was not done for a while. Where it fails, what was stored before is stored."""
        if time.monotonic() < self._sweep_at:
            return
        self._sweep_at = time.monotonic() + SWEEP_SECONDS
        try:
            self._sweeper.sweep()
        except LibraryError as error:
            _log.warning("changes that were broken off are swept up later: %s", error)

    @contextmanager
    def _reading(self) -> Iterator[PointInTime]:
        """Lend a state of the index. Inside a snapshot of this thread: the snapshot's."""
        outer: PointInTime | None = getattr(self._local, "point", None)
        if outer is not None:
            yield outer
            return
        identifier = self._cluster.open_point_in_time(self._index, KEEP_ALIVE)
        self._local.point = PointInTime(self._cluster, identifier)
        try:
            yield self._local.point
        finally:
            self._local.point = None
            self._cluster.close_point_in_time(identifier)

    @contextmanager
    def _viewing(self, library: str) -> Iterator[LibraryView]:
        with self._reading() as point:
            yield point.view(library)


def _of_article(article_id: str) -> dict[str, Any]:
    return {"term": {"article": name_hash(article_id)}}


def _fields(names: Sequence[str]) -> dict[str, Any]:
    return {"stored_fields": names, "docvalue_fields": ["key"], "_source": ["about"]}


def _by_keys(view: LibraryView, keys: Sequence[int], fields: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the passages of these keys, each once."""
    asked = [key for key in dict.fromkeys(keys) if 0 < key < _KEY_LIMIT]
    for start in range(0, len(asked), PASSAGE_PAGE):
        batch = asked[start : start + PASSAGE_PAGE]
        yield from view.search(["passage"], {"terms": {"key": batch}}, size=len(batch), **fields)


@contextmanager
def _without_value(block: AbstractContextManager[object]) -> Iterator[None]:
    with block:
        yield
