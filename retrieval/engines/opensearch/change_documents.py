"""Reads and writes the documents that a change of an article consists of."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from retrieval.core.errors import LibraryError
from retrieval.engines.opensearch import document_codec
from retrieval.engines.opensearch.cluster_client import Cluster, Conflict
from retrieval.engines.opensearch.document_ids import (
    ArticleHashes,
    intent_document,
    passage_document,
    text_document,
    version_documents,
)
from retrieval.engines.prepared_article import PreparedArticle

# Documents of one bulk request: with vectors of 384 numbers a passage is sent as about 20,000 bytes, so that a request
# stays far below the 100 MB that a node accepts. Twice as many were not quicker.
BULK_DOCUMENTS = 250

Document = dict[str, Any]  # as the cluster returns it: the content in `_source`, and which state of it was read

_log = logging.getLogger(__name__)


def stamp_now() -> int:
    """Return the time in microseconds: which of two changes began later."""
    return time.time_ns() // 1_000


def is_article(manifest: Document | None) -> bool:
    """Return whether the manifest is of an article, and no tombstone."""
    return manifest is not None and manifest["_source"]["kind"] == "article"


def stamp_of(manifest: Document | None) -> int:
    """Return the time at which the change of a manifest began; 0 for no manifest."""
    return int(manifest["_source"]["about"]["stamp"]) if manifest else 0


def version_of(manifest: Document | None) -> int | None:
    """Return the version that counts; None where there is no article."""
    return int(manifest["_source"]["version"]) if manifest and is_article(manifest) else None


def parts_of(manifest: Document | None) -> list[str]:
    """Return the ids of the text and the passages that a manifest is of."""
    version = version_of(manifest)
    if manifest is None or version is None:
        return []
    return version_documents(version, manifest["_source"]["about"]["totals"][0])


class ChangeDocuments:
    """The documents of articles in an index.

    Args:
        cluster: has the index.
        index: its name.
    """

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._index = index

    def manifest(self, hashes: ArticleHashes) -> Document | None:
        """Return the newest manifest of an article, or its tombstone; None where there was never an article."""
        return self._cluster.get(self._index, hashes.manifest, routing=hashes.library)

    def replace_manifest(
        self, hashes: ArticleHashes, body: Mapping[str, Any], *, instead_of: Document | None, refresh: bool = False
    ) -> None:
        """Replace a manifest, unless it has changed since it was read.

        Raises:
            Conflict: it is not.
        """
        self._cluster.write(
            self._index, hashes.manifest, body, routing=hashes.library, instead_of=instead_of, refresh=refresh
        )

    def intent(self, hashes: ArticleHashes, version: int) -> Document | None:
        """Return the announcement of a change; None where it is over."""
        return self._cluster.get(self._index, intent_document(version), routing=hashes.library)

    def announce(
        self,
        hashes: ArticleHashes,
        version: int,
        versions: Iterable[int | None],
        *,
        instead_of: Document | None = None,
        is_swept: bool = False,
    ) -> None:
        """Write the announcement of a change: of these versions, only the one of the manifest counts.

        Args:
            hashes: of the article and its library.
            version: the number of the change, under which the announcement is stored.
            versions: of the article that are in the index while the change is made; None stands for none.
            instead_of: the announcement that is replaced, as it was read; None: there is none.
            is_swept: whether what an interrupted change left is being deleted.

        Raises:
            Conflict: the announcement has changed since it was read.
        """
        body = {
            "kind": "intent",
            "library": hashes.library,
            "article": hashes.article,
            "versions": [each for each in versions if each is not None],
            "begun": instead_of["_source"]["begun"] if instead_of else time.time_ns() // 1_000_000,
            "about": {"swept": is_swept},
        }
        document = intent_document(version)
        try:
            self._cluster.write(self._index, document, body, routing=hashes.library, instead_of=instead_of)
        except Conflict:
            if instead_of:
                raise
            # The answer to a first try was lost: nobody else announces this version.

    def write_parts(self, prepared: PreparedArticle, hashes: ArticleHashes, version: int) -> None:
        """Write the text and the passages of a version."""
        lines: list[Mapping[str, Any]] = []
        for document, body in _parts(prepared, hashes, version):
            lines += [{"index": {"_id": document, "routing": hashes.library}}, body]
            if len(lines) >= 2 * BULK_DOCUMENTS:
                self._cluster.bulk(self._index, lines)
                lines = []
        self._cluster.bulk(self._index, lines)

    def finish(self, hashes: ArticleHashes, version: int, obsolete: Sequence[str]) -> None:
        """Delete what does not count any more, then the announcement, and make the new state visible to searches.

        The change itself is made: where deleting fails, the sweeper does it.

        Raises:
            LibraryError: the new state could not be made visible.
        """
        documents = [*obsolete, intent_document(version)]
        try:
            for start in range(0, len(documents), BULK_DOCUMENTS):
                batch = documents[start : start + BULK_DOCUMENTS]
                lines = [{"delete": {"_id": document, "routing": hashes.library}} for document in batch]
                self._cluster.bulk(self._index, lines, refresh=start + BULK_DOCUMENTS >= len(documents))
        except LibraryError as error:
            _log.warning("parts of an article that was changed are swept up later: %s", error)
            self._cluster.refresh(self._index)


def tombstone(hashes: ArticleHashes, stamp: int) -> dict[str, Any]:
    """Return the document that replaces the manifest of an article that was removed."""
    return {
        "kind": "tombstone",
        "library": hashes.library,
        "article": hashes.article,
        "begun": time.time_ns() // 1_000_000,
        "about": {"stamp": stamp},
    }


def manifest_body(manifest: Document, hashes: ArticleHashes, **changes: Any) -> dict[str, Any]:
    """Return the content of an article's manifest, with changes to what is known of it."""
    about = manifest["_source"]["about"]
    names = ("passages", "terms", "sentences", "sentence_terms")
    return {
        "kind": "article",
        "library": hashes.library,
        "article": hashes.article,
        "version": manifest["_source"]["version"],
        "language": about["language"],
        **dict(zip(names, about["totals"], strict=True)),
        "about": {**about, **changes},
    }


def _parts(prepared: PreparedArticle, hashes: ArticleHashes, version: int) -> Iterator[tuple[str, dict[str, Any]]]:
    own = {"library": hashes.library, "article": hashes.article, "version": version}
    yield text_document(version), {"kind": "text", **own, "text": prepared.article.text}
    for position, body in enumerate(document_codec.passage_documents(prepared, hashes, version)):
        yield passage_document(version + position), body
