"""Deletes the remains of interrupted changes, and old tombstones."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress

from retrieval.core.errors import LibraryBusy
from retrieval.engines.opensearch.change_documents import (
    ChangeDocuments,
    Document,
    is_article,
    manifest_body,
    stamp_of,
    tombstone,
    version_of,
)
from retrieval.engines.opensearch.cluster_client import Cluster, Conflict
from retrieval.engines.opensearch.document_ids import ArticleHashes

BROKEN_OFF_SECONDS = 900.0  # a change takes seconds; a process that was halted for longer begins it anew
FORGOTTEN_SECONDS = 7 * 86_400.0  # a process that was halted for longer is never continued
BATCH = 500
_TRIES = 20


class Sweeper:
    """Sweeps up an index, while others write to it.

    Args:
        cluster: has the index.
        index: its name.
    """

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._index = index
        self._documents = ChangeDocuments(cluster, index)

    def sweep(self, *, older_than: float = BROKEN_OFF_SECONDS, forgotten: float = FORGOTTEN_SECONDS) -> int:
        """Undo or complete the changes that were announced so many seconds ago, and return how many there were.

        Args:
            older_than: seconds after which a change is taken for broken off.
            forgotten: seconds after which nothing of it is left, nor of a removal.
        """
        swept = 0
        for intent in self._intents(older_than):
            with suppress(Conflict):  # another sweeper is at it, or the change goes on
                swept += self._sweep(intent)
        for intent in self._intents(forgotten):
            hashes, version = _change(intent)
            if intent["_source"]["about"]["swept"]:
                self._delete_parts(intent, hashes)
                self._documents.finish(hashes, version, [])
        self._cluster.delete_by_query(self._index, {"bool": {"filter": self._filters("tombstone", forgotten)}})
        return swept

    def _sweep(self, intent: Document) -> bool:
        """Complete a change whose manifest was replaced, or undo one whose manifest was not. False: it is done.

        The change may still be under way, in a process that was halted. So the announcement is marked first, then the
        manifest is written anew: the change cannot replace that any more without noticing the mark. And the marked
        announcement stays, which hides what that process may still write.
        """
        hashes, version = _change(intent)
        fresh = self._documents.intent(hashes, version)
        if fresh is None or fresh["_source"]["about"]["swept"]:
            return False
        self._documents.announce(hashes, version, fresh["_source"]["versions"], instead_of=fresh, is_swept=True)
        self._delete_parts(intent, hashes)
        return True

    def _delete_parts(self, intent: Document, hashes: ArticleHashes) -> None:
        """Delete the parts of all versions of a change, except the current one."""
        current = self._fence(hashes)
        obsolete = [version for version in intent["_source"]["versions"] if version != current]
        bounds = [{"term": {"library": hashes.library}}, {"terms": {"kind": ["passage", "text"]}}]
        self._cluster.refresh(self._index)
        query = {"bool": {"filter": [*bounds, {"terms": {"version": obsolete}}]}}
        self._cluster.delete_by_query(self._index, query, routing=hashes.library)

    def _fence(self, hashes: ArticleHashes) -> int | None:
        """Write the manifest as it is, so that whoever read it before cannot replace it, and return its version."""
        for _ in range(_TRIES):
            manifest = self._documents.manifest(hashes)
            body = (
                manifest_body(manifest, hashes)
                if manifest is not None and is_article(manifest)
                else tombstone(hashes, stamp_of(manifest))
            )
            with suppress(Conflict):
                self._documents.replace_manifest(hashes, body, instead_of=manifest)
                return version_of(manifest)
        raise LibraryBusy("an article is changed all the time", where=self._cluster.where, advice="Try again.")

    def _intents(self, seconds: float) -> Iterator[Document]:
        """Yield intents that began at least so many seconds ago."""
        self._cluster.refresh(self._index)
        query = {"bool": {"filter": self._filters("intent", seconds)}}
        yield from self._cluster.search({"size": BATCH, "query": query}, index=self._index)["hits"]["hits"]

    def _filters(self, kind: str, seconds: float) -> list[object]:
        limit = int((time.time() - seconds) * 1_000)
        return [{"term": {"kind": kind}}, {"range": {"begun": {"lte": limit}}}]


def _change(intent: Document) -> tuple[ArticleHashes, int]:
    """Return the article that a change is of, and the version that it announces."""
    hashes = ArticleHashes(library=intent["_routing"], article=intent["_source"]["article"])
    return hashes, int(intent["_id"].rpartition("-")[2])
