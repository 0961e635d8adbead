"""Finds candidates: by words with our own weights, by meaning exactly or, in a large library, along a graph."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from retrieval.core.records import Vector
from retrieval.engines.opensearch.document_codec import token
from retrieval.engines.opensearch.library_view import LibraryView, Query
from retrieval.engines.term_selection import select_terms

# Passages up to which the cosine of all is computed. At 20,000 that took 27/44 ms (p50/p95) and the graph 39/60, with
# three nodes and the client on two cores; the one grows with the passages, so they should meet near here. Not measured.
EXACT_PASSAGES = 40_000
# Nearest passages that the graph is searched for, at least: more find the best hundred more surely.
LEAST_NEIGHBOURS = 400

_KEY_ONLY: dict[str, Any] = {
    "_source": False,
    "stored_fields": "_none_",
    "docvalue_fields": ["key"],
    "track_total_hits": False,
}


def find_by_words(view: LibraryView, terms: Sequence[str], k: int) -> list[int]:
    """Return the keys of about the k best passages by BM25."""
    frequencies = view.frequencies(terms)
    selected = select_terms(frequencies)
    if selected is None:
        return []
    passages = view.total("passages")

    def clause(term: str) -> Query:
        rarity = math.log1p((passages - frequencies[term] + 0.5) / (frequencies[term] + 0.5))
        return {"rank_feature": {"field": f"impacts.{token(term)}", "linear": {}, "boost": rarity}}

    query = {
        "bool": {
            "must": [{"bool": {"should": [clause(term) for term in selected.matched], "minimum_should_match": 1}}],
            "should": [clause(term) for term in selected.weighed],
        }
    }
    return _keys(view, query, k)


def find_by_meaning(view: LibraryView, vector: Vector, k: int, *, exact_passages: int = EXACT_PASSAGES) -> list[int]:
    """Return the keys of the k passages nearest to a vector: exactly, or in a large library nearly always.

    Args:
        view: the library.
        vector: the question's, shape (dimension,).
        k: the number of keys, at most.
        exact_passages: up to how many passages all are compared.
    """
    passages, bounds, numbers = view.total("passages"), view.bounds("passage"), vector.tolist()
    if passages <= exact_passages:
        params = {"field": "meaning", "query_value": numbers, "space_type": "innerproduct"}
        script = {"lang": "knn", "source": "knn_score", "params": params}
        return _keys(view, {"script_score": {"query": bounds, "script": script}}, min(k, passages))
    graph = {"vector": numbers, "k": max(k, LEAST_NEIGHBOURS), "filter": bounds}
    return _keys(view, {"knn": {"meaning": graph}}, k)


def _keys(view: LibraryView, query: Query, k: int) -> list[int]:
    hits = view.search(["passage"], query, size=k, **_KEY_ONLY)
    return [hit["fields"]["key"][0] for hit in hits]
