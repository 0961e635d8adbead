"""Replaces and removes articles: one document says which version counts, the parts are written around it.

A change goes in these steps. Each is durable before the next begins, and a refresh that shows a step shows all before
it, for the documents of a library are in one shard:

1. An intent names the versions of which only one counts: the old one and the new one.
2. The text and the passages of the new version are written.
3. The manifest is replaced, if it still is as it was read. From here on the new version counts.
4. The parts of the old version are deleted, then the intent, and the shard is refreshed.

A question hides the versions of intents that no manifest names. What a crash leaves is an intent: see `sweeper`.
"""

from __future__ import annotations

import logging
from contextlib import suppress

from retrieval.core.errors import LibraryBusy, LibraryError, LibraryUnreachable
from retrieval.engines.opensearch import document_codec
from retrieval.engines.opensearch.change_documents import (
    ChangeDocuments,
    Document,
    is_article,
    manifest_body,
    parts_of,
    stamp_now,
    stamp_of,
    tombstone,
    version_of,
)
from retrieval.engines.opensearch.cluster_client import Cluster, Conflict
from retrieval.engines.opensearch.document_ids import ArticleHashes, new_version, version_documents
from retrieval.engines.prepared_article import PreparedArticle

MOST_TRIES = 100  # of a change that others get in the way of: each time, one of them has succeeded

_log = logging.getLogger(__name__)


class _SweptUp(Exception):
    """The change was taken for broken off, and its parts were deleted: it begins anew."""


class _Overtaken(Exception):
    """A change that began later is made already: this one was replaced by it."""


class ArticleWriter:
    """Stores and removes articles while other processes may change them too.

    Args:
        cluster: has the index.
        index: its name.
    """

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._documents = ChangeDocuments(cluster, index)
        self._where = cluster.where

    def put(self, prepared: PreparedArticle) -> None:
        """Store an article in place of an older version of it. Of two changes at once, the one that began later stays.

        Raises:
            LibraryError: nothing was stored. Where the cluster fails at the switch or after it, the article may be
                stored, as a whole.
        """
        hashes = ArticleHashes.of(prepared.article.library, prepared.article.id)
        manifest = self._documents.manifest(hashes)
        stamp = max(stamp_now(), stamp_of(manifest) + 1)
        for _ in range(MOST_TRIES):
            with suppress(_SweptUp):
                self._put(prepared, hashes, stamp, manifest)
                return
            manifest = self._documents.manifest(hashes)
        raise self._busy(prepared.article.id)

    def remove(self, library: str, article_id: str) -> bool:
        """Put a tombstone in place of an article, and delete its parts. False if there was none."""
        hashes = ArticleHashes.of(library, article_id)
        for _ in range(MOST_TRIES):
            manifest = self._documents.manifest(hashes)
            if not is_article(manifest):
                return False
            intent = new_version()
            self._documents.announce(hashes, intent, [version_of(manifest)])
            body = tombstone(hashes, max(stamp_now(), stamp_of(manifest) + 1))
            try:
                self._documents.replace_manifest(hashes, body, instead_of=manifest)
            except Conflict:
                if stamp_of(self._documents.manifest(hashes)) != body["about"]["stamp"]:
                    self._documents.finish(hashes, intent, [])
                    continue
                # It was replaced, and the answer was lost on the way.
            self._documents.finish(hashes, intent, parts_of(manifest))
            return True
        raise self._busy(article_id)

    def mark_gone(self, library: str, article_id: str, gone: str | None) -> bool:
        """Store since when an article's sources are gone. False if there is no article."""
        hashes = ArticleHashes.of(library, article_id)
        for _ in range(MOST_TRIES):
            manifest = self._documents.manifest(hashes)
            if manifest is None or not is_article(manifest):
                return False
            with suppress(Conflict):
                body = manifest_body(manifest, hashes, gone=gone)
                self._documents.replace_manifest(hashes, body, instead_of=manifest, refresh=True)
                return True
        raise self._busy(article_id)

    def _put(self, prepared: PreparedArticle, hashes: ArticleHashes, stamp: int, manifest: Document | None) -> None:
        version = new_version()
        own = version_documents(version, len(prepared.passages))
        self._documents.announce(hashes, version, [version, version_of(manifest)])
        try:
            self._documents.write_parts(prepared, hashes, version)
        except LibraryUnreachable:
            raise  # a node that was frozen may still write what it was sent: the announcement goes on hiding that
        except LibraryError:
            self._documents.finish(hashes, version, own)
            raise
        try:
            replaced = self._switch(prepared, hashes, version, stamp, manifest)
        except _Overtaken:
            _log.info("article %s: a change that began later is made already", prepared.article.id)
            self._documents.finish(hashes, version, own)
        except _SweptUp:
            self._documents.finish(hashes, version, own)
            raise
        else:
            self._documents.finish(hashes, version, parts_of(replaced))

    def _switch(
        self, prepared: PreparedArticle, hashes: ArticleHashes, version: int, stamp: int, manifest: Document | None
    ) -> Document | None:
        """Switch an article to a version, and return the manifest that it replaced."""
        body = document_codec.manifest(prepared, hashes, version=version, stamp=stamp)
        for _ in range(MOST_TRIES):
            if stamp_of(manifest) >= stamp:
                raise _Overtaken
            try:
                self._documents.replace_manifest(hashes, body, instead_of=manifest)
            except Conflict:
                newer = self._documents.manifest(hashes)
                if version_of(newer) == version:  # it was replaced, and the answer was lost on the way
                    return manifest
                self._announce_again(hashes, version, newer)
                manifest = newer
            else:
                return manifest
        raise self._busy(prepared.article.id)

    def _announce_again(self, hashes: ArticleHashes, version: int, manifest: Document | None) -> None:
        """Announce that the change replaces another version than it was announced to."""
        intent = self._documents.intent(hashes, version)
        if intent is None or intent["_source"]["about"]["swept"]:
            raise _SweptUp
        versions = {*intent["_source"]["versions"], version_of(manifest)}
        try:
            self._documents.announce(hashes, version, versions, instead_of=intent)
        except Conflict:
            raise _SweptUp from None

    def _busy(self, article_id: str) -> LibraryBusy:
        return LibraryBusy(
            f"article {article_id} is changed by others all the time",
            where=self._where,
            advice="Try again; let one process refresh the library.",
        )
