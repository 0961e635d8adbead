"""The registry of a library's sources, in an index of its own: no question reads it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from retrieval.core.errors import LibraryBusy
from retrieval.core.ingestion_records import Location, Origin
from retrieval.engines.opensearch import index_setup
from retrieval.engines.opensearch.cluster_client import Cluster, Conflict
from retrieval.engines.opensearch.document_ids import name_hash
from retrieval.engines.opensearch.index_schema import sources_alias
from retrieval.engines.prepared_article import is_storable

PAGE = 2_000  # documents of one request
MOST_TRIES = 100  # of a change that others get in the way of

Document = dict[str, Any]


class ClusterSourceRegistry:
    """A `SourceRegistry` in a cluster.

    Sources that are saved together are first written as one document, a batch, which counts until each has its own.

    Args:
        cluster: where the index is; whoever opened it may close it too.
        prefix: what the names of the indices begin with.
        replicas: further copies of the index.
    """

    def __init__(self, cluster: Cluster, prefix: str, *, replicas: int = 0) -> None:
        self._cluster = cluster
        self._index = sources_alias(prefix)
        index_setup.prepare_sources(cluster, prefix, replicas=replicas)

    def libraries(self) -> tuple[str, ...]:
        """See `SourceRegistry.libraries`."""
        return tuple(sorted({source["about"]["library"] for source in self._scan({"term": {"kind": "location"}})}))

    def locations(self, library: str) -> list[Location]:
        """See `SourceRegistry.locations`."""
        found = [source["about"] for source in self._scan(_own(library, "location"))]
        records = [Location(location=each["location"], added=each["added"], read=each["read"]) for each in found]
        return sorted(records, key=lambda location: (location.added, location.location))

    def add_location(self, library: str, location: Location) -> None:
        """See `SourceRegistry.add_location`."""
        if not is_storable(location.location):
            return
        document, routing = _document("location", library, location.location), name_hash(library)
        for _ in range(MOST_TRIES):
            known = self._cluster.get(self._index, document, routing=routing)
            about = known["_source"]["about"] if known else None
            body = {
                "kind": "location",
                "library": routing,
                "name": name_hash(location.location),
                "location": name_hash(location.location),
                "about": {
                    "library": library,
                    "location": location.location,
                    "added": about["added"] if about else location.added,
                    "read": location.read or (about["read"] if about else None),
                },
            }
            with suppress(Conflict):
                self._cluster.write(self._index, document, body, routing=routing, instead_of=known, refresh=True)
                return
        raise LibraryBusy("a location is changed all the time", where=location.location, advice="Try again.")

    def remove_location(self, library: str, location: str) -> bool:
        """See `SourceRegistry.remove_location`."""
        document, routing = _document("location", library, location), name_hash(library)
        if not is_storable(location) or self._cluster.get(self._index, document, routing=routing) is None:
            return False
        for batch in self._scan(_own(library, "batch")):
            about = batch["about"]
            self._settle(f"batch-{batch['name']}", library, about["origins"], batch["begun"])
        bounds = [{"term": {"library": routing}}, {"term": {"location": name_hash(location)}}]
        query = {"bool": {"filter": [*bounds, {"terms": {"kind": ["origin", "location"]}}]}}
        self._cluster.delete_by_query(self._index, query, routing=routing)
        return True

    def origins(self, library: str, article_id: str | None = None) -> list[Origin]:
        """See `SourceRegistry.origins`."""
        found: dict[str, tuple[int, Mapping[str, Any]]] = {}
        for source in self._scan(_own(library, "origin", "batch")):
            records = source["about"]["origins"] if source["kind"] == "batch" else [source["about"]]
            for record in records:
                newest = found.get(record["source"])
                if newest is None or newest[0] <= source["begun"]:
                    found[record["source"]] = (source["begun"], record)
        origins = sorted((Origin(**record) for _, record in found.values()), key=lambda origin: origin.source)
        return [origin for origin in origins if article_id is None or origin.article_id == article_id]

    def save_origins(self, library: str, origins: Sequence[Origin]) -> None:
        """See `SourceRegistry.save_origins`."""
        if not origins:
            return
        routing, begun = name_hash(library), max(time.time_ns() // 1_000, self._newest(library) + 1)
        records = {origin.source: asdict(origin) for origin in origins}
        name = name_hash(f"{begun} {min(records)}")
        batch = {"kind": "batch", "library": routing, "name": name, "begun": begun}
        about = {"library": library, "origins": list(records.values())}
        self._cluster.bulk(self._index, [_index(f"batch-{name}", routing), {**batch, "about": about}])
        self._settle(f"batch-{name}", library, records.values(), begun)

    def _settle(self, batch: str, library: str, records: Iterable[Mapping[str, Any]], begun: int) -> None:
        """Write the sources of a batch one by one, unless a later batch has written them, then delete the batch."""
        routing = name_hash(library)
        lines: list[Mapping[str, Any]] = []
        for record in records:
            name = name_hash(record["source"])
            lines += [
                _index(_document("origin", library, record["source"]), routing, begun=begun),
                {
                    "kind": "origin",
                    "library": routing,
                    "name": name,
                    "location": name_hash(record["location"]),
                    "begun": begun,
                    "about": record,
                },
            ]
        for start in range(0, len(lines), 2 * PAGE):
            self._cluster.bulk(self._index, lines[start : start + 2 * PAGE], keeps_newer=True)
        self._cluster.bulk(self._index, [{"delete": {"_id": batch, "routing": routing}}], refresh=True)

    def _newest(self, library: str) -> int:
        """Return when the newest of a library's batches was begun, by its process's clock; 0 where there is none."""
        body = {"size": 0, "query": _own(library, "origin", "batch"), "aggs": {"newest": {"max": {"field": "begun"}}}}
        return int(self._cluster.search(body, index=self._index)["aggregations"]["newest"]["value"] or 0)

    def _scan(self, query: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """Yield the contents of all documents that match."""
        after: dict[str, Any] = {}
        body = {"size": PAGE, "query": query, "sort": [{"library": "asc"}, {"kind": "asc"}, {"name": "asc"}]}
        while hits := self._cluster.search({**body, **after}, index=self._index)["hits"]["hits"]:
            yield from (hit["_source"] for hit in hits)
            after = {"search_after": hits[-1]["sort"]}

    def close(self) -> None:
        """See `SourceRegistry.close`."""
        self._cluster.close()


def _own(library: str, *kinds: str) -> Mapping[str, Any]:
    """Return the query that matches the documents of a library: no other place names a library in a query."""
    return {"bool": {"filter": [{"term": {"library": name_hash(library)}}, {"terms": {"kind": list(kinds)}}]}}


def _document(kind: str, library: str, name: str) -> str:
    return f"{kind}-{name_hash(library)}-{name_hash(name)}"


def _index(document: str, routing: str, *, begun: int | None = None) -> Mapping[str, Any]:
    """Make the line before a document; with `begun`, one that was begun later stays."""
    version = {} if begun is None else {"version": begun, "version_type": "external_gte"}
    return {"index": {"_id": document, "routing": routing, **version}}
