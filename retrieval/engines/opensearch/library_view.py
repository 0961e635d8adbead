"""One library as one point in time shows it: the only place where queries are made, each bounded by the library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from retrieval.core.errors import LibraryBusy
from retrieval.engines.opensearch.cluster_client import Cluster
from retrieval.engines.opensearch.document_codec import token
from retrieval.engines.opensearch.document_ids import name_hash
from retrieval.engines.opensearch.index_schema import LARGEST_PAGE
from retrieval.engines.term_selection import is_storable

KEEP_ALIVE = "5m"  # a point in time is given up when it was not read for so long: longer than any model reads
MOST_LANGUAGES = 1_000
# Up to this number of terms, as a question has, each is counted by a search; more are counted together.
SEARCHED_TERMS = 64
COUNTED_TERMS = 500  # by one search

Query = Mapping[str, Any]


class PointInTime:
    """A state of the index that does not change while it is read.

    Args:
        cluster: has the index.
        point: the id that the cluster gave to the state.
    """

    def __init__(self, cluster: Cluster, point: str) -> None:
        self.cluster = cluster
        self.body = {"pit": {"id": point, "keep_alive": KEEP_ALIVE}}
        self._views: dict[str, LibraryView] = {}

    def view(self, library: str) -> LibraryView:
        """Return the library of that name in this state."""
        if library not in self._views:
            self._views[library] = LibraryView(self, name_hash(library))
        return self._views[library]

    def library_names(self) -> Iterator[str]:
        """Yield the names of all libraries with an article."""
        source = [{"library": {"terms": {"field": "library"}}}]
        newest = {"about": {"top_hits": {"size": 1, "_source": ["about.library"]}}}
        after: dict[str, Any] = {}
        while True:
            composite = {"composite": {"size": 1_000, "sources": source, **after}, "aggs": newest}
            answer = self.cluster.search(
                {**self.body, "size": 0, "query": {"term": {"kind": "article"}}, "aggs": {"libraries": composite}}
            )
            found = answer["aggregations"]["libraries"]
            for bucket in found["buckets"]:
                yield bucket["about"]["hits"]["hits"][0]["_source"]["about"]["library"]
            if "after_key" not in found:
                return
            after = {"after": found["after_key"]}


class LibraryView:
    """A library in one state of the index.

    Args:
        point: the state.
        library: the hash of the library's name.
    """

    def __init__(self, point: PointInTime, library: str) -> None:
        self._point = point
        self._library = library
        self._frequencies: dict[str, int] = {}

    @cached_property
    def summary(self) -> Mapping[str, Any]:
        """Sums over the articles, the languages, and the changes that were under way."""
        sums = {name: {"sum": {"field": name}} for name in ("passages", "terms", "sentences", "sentence_terms")}
        languages = {"languages": {"terms": {"field": "language", "size": MOST_LANGUAGES}}}
        return self._point.cluster.search(
            {
                **self._point.body,
                "size": LARGEST_PAGE,
                "_source": ["article", "versions"],
                "query": {"bool": {"filter": self._own("article", "intent")}},
                "post_filter": {"term": {"kind": "intent"}},
                "aggs": {"articles": {"filter": {"term": {"kind": "article"}}, "aggs": {**sums, **languages}}},
            }
        )

    @cached_property
    def hidden_versions(self) -> list[int]:
        """Versions that are not published yet, or were replaced; their passages are in the index and do not count.

        Raises:
            LibraryBusy: more changes are under way than one search returns.
        """
        intents = [hit["_source"] for hit in self.summary["hits"]["hits"]]
        if not intents:
            return []
        if len(intents) == LARGEST_PAGE:
            raise LibraryBusy(
                f"{LARGEST_PAGE:,} additions to one library are under way, or were broken off",
                where=self._point.cluster.where,
                advice="Try again in a quarter of an hour: what was broken off is swept up by then.",
            )
        articles = sorted({intent["article"] for intent in intents})
        filters = [*self._own("article"), {"terms": {"article": articles}}]
        query = {"bool": {"filter": filters}}
        body = {**self._point.body, "size": LARGEST_PAGE, "_source": ["version"], "query": query}
        current = {hit["_source"]["version"] for hit in self._point.cluster.search(body)["hits"]["hits"]}
        return sorted({version for intent in intents for version in intent["versions"]} - current)

    def total(self, name: str) -> int:
        """Return the sum of a number over the articles."""
        return int(self.summary["aggregations"]["articles"][name]["value"])

    def languages(self) -> list[str]:
        """Return the languages of the articles."""
        return [bucket["key"] for bucket in self.summary["aggregations"]["articles"]["languages"]["buckets"]]

    def bounds(self, *kinds: str) -> Query:
        """Return a query that matches the library's documents of these kinds that count, and nothing else."""
        hidden = [{"terms": {"version": self.hidden_versions}}] if self.hidden_versions else []
        return {"bool": {"filter": self._own(*kinds), "must_not": hidden}}

    def search(self, kinds: Sequence[str], query: Query, *, size: int, **body: Any) -> list[dict[str, Any]]:
        """Return the hits of a query among the library's documents of these kinds that count."""
        if size <= 0:
            return []
        bounded = {"bool": {"filter": [self.bounds(*kinds)], "must": [query]}}
        request = {**self._point.body, "size": min(size, LARGEST_PAGE), "query": bounded, **body}
        hits: list[dict[str, Any]] = self._point.cluster.search(request)["hits"]["hits"]
        return hits

    def scan(self, kinds: Sequence[str], query: Query, *, by: str, page: int, **body: Any) -> Iterator[dict[str, Any]]:
        """Yield all hits of a query, ordered by a field that no two of them have in common."""
        after: dict[str, Any] = {}
        while hits := self.search(kinds, query, size=page, sort=[{by: "asc"}], track_total_hits=False, **body, **after):
            yield from hits
            after = {"search_after": hits[-1]["sort"]}

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return how many passages contain each term; each is counted once for this state."""
        unknown = [term for term in dict.fromkeys(terms) if term not in self._frequencies]
        storable = [term for term in unknown if is_storable(term)]
        self._frequencies |= dict.fromkeys(unknown, 0)
        if storable and self.total("passages"):
            few = len(storable) <= SEARCHED_TERMS
            self._frequencies |= self._count_each(storable) if few else self._count_together(storable)
        return {term: self._frequencies[term] for term in terms}

    def _count_each(self, terms: Sequence[str]) -> dict[str, int]:
        """Count the passages of each term by a search of its own, which reads no list of passages."""
        bounds = self.bounds("passage")
        bodies = [
            {
                **self._point.body,
                "size": 0,
                "track_total_hits": True,
                "query": {"bool": {"filter": [bounds, {"term": {"words": token(term)}}]}},
            }
            for term in terms
        ]
        answers = self._point.cluster.search_many(bodies)
        return {term: answer["hits"]["total"]["value"] for term, answer in zip(terms, answers, strict=True)}

    def _count_together(self, terms: Sequence[str]) -> dict[str, int]:
        """Count the passages of many terms by a few searches: most of the terms are in none."""
        counts: dict[str, int] = {}
        for start in range(0, len(terms), COUNTED_TERMS):
            batch = terms[start : start + COUNTED_TERMS]
            tokens = [token(term) for term in batch]
            filters = [{"term": {"words": each}} for each in tokens]
            query = {"bool": {"filter": [self.bounds("passage"), {"terms": {"words": tokens}}]}}
            aggregation = {"terms": {"filters": {"filters": filters}}}
            answer = self._point.cluster.search({**self._point.body, "size": 0, "query": query, "aggs": aggregation})
            buckets = answer["aggregations"]["terms"]["buckets"]
            counts |= {term: bucket["doc_count"] for term, bucket in zip(batch, buckets, strict=True)}
        return counts

    def _own(self, *kinds: str) -> list[Query]:
        return [{"term": {"library": self._library}}, {"terms": {"kind": list(kinds)}}]
