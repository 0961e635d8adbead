"""The two indices of a prefix: their fields, their settings, and who made them.

An index holds all libraries. A library's documents have one routing value, so that they are in one shard: what one
refresh of that shard shows is one state of the library. The kinds of documents:

    article     what lists and statistics need of an article, and which version of its parts counts
    tombstone   in place of an article that was removed: a late addition must not bring it back
    intent      a change that is under way, with the versions of which only one counts
    text        the text of one version of an article
    passage     one passage of one version of an article
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from retrieval.core.errors import LibraryVersionError, ModelMismatch

SCHEMA = 1  # raised when an older Footnote could not read what a newer one writes
FEATURE_FOOTNOTE = "footnote"  # the key of the index's own description in its mapping
LARGEST_PAGE = 10_000  # hits of one search, as the setting below allows

# Lucene's HNSW graph: more links or a wider search while building cost time for recall that the exact search of the
# candidates makes good. The recall among the best 100 was .988 with these at 20,000 passages.
_LINKS, _BUILD_WIDTH = 16, 100

_KEYWORD = {"type": "keyword"}
_LONG = {"type": "long"}
_STORED_TEXT = {"type": "keyword", "index": False, "doc_values": False, "store": True}
_STORED_BYTES = {"type": "binary", "store": True}
_KEPT_AS_SENT = {"type": "object", "enabled": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexIdentity:
    """The maker of an index. Vectors of two models, or terms of two analysers, are never compared."""

    model: str
    dimension: int
    analyser: str

    def to_mapping(self) -> dict[str, Any]:
        """Return the identity as it is stored in the index's mapping."""
        values = {"schema": SCHEMA, "model": self.model, "dimension": self.dimension, "analyser": self.analyser}
        return {FEATURE_FOOTNOTE: values}

    def check(self, mapping: dict[str, Any], where: str) -> None:
        """Compare with the identity in an index's mapping.

        Raises:
            LibraryVersionError: no Footnote made the index, or one with another schema or analyser.
            ModelMismatch: another model made its vectors.
        """
        stored = check_schema(mapping, where)
        if (stored.get("model"), stored.get("dimension")) != (self.model, self.dimension):
            raise ModelMismatch(
                f"its vectors were made by '{stored.get('model')}' ({stored.get('dimension')} numbers each), "
                f"and '{self.model}' ({self.dimension}) is configured",
                where=where,
                advice=f"Set models.embedder_model back to '{stored.get('model')}', or set opensearch.prefix to a new "
                "name and add the articles again with `footnote add`.",
            )
        if stored.get("analyser") != self.analyser:
            raise LibraryVersionError(
                f"its terms were made by the analyser '{stored.get('analyser')}', and this Footnote uses "
                f"'{self.analyser}'",
                where=where,
                advice="Use the version of Footnote that made it, or set opensearch.prefix to a new name and add the "
                "articles again with `footnote add`.",
            )


def check_schema(mapping: dict[str, Any], where: str) -> dict[str, Any]:
    """Return what the maker of an index said of it, if that was a Footnote which writes as this one does.

    Raises:
        LibraryVersionError: another program made it, or a Footnote with another schema.
    """
    stored = mapping.get("_meta", {}).get(FEATURE_FOOTNOTE)
    if not isinstance(stored, dict):
        raise LibraryVersionError(
            "this index was not made by Footnote",
            where=where,
            advice="Set opensearch.prefix to a name that nothing else in the cluster begins with.",
        )
    schema = stored.get("schema")
    if schema != SCHEMA:
        is_newer = isinstance(schema, int) and schema > SCHEMA
        advice = "Update Footnote" if is_newer else "Use the version of Footnote that made it"
        raise LibraryVersionError(
            f"the index has the schema {schema}, and this Footnote reads {SCHEMA}",
            where=where,
            advice=f"{advice}, or set opensearch.prefix to a new name and add the articles again.",
        )
    return stored


def library_alias(prefix: str) -> str:
    """Return the name under which the index of articles and passages is used."""
    return f"{prefix}-library"


def sources_alias(prefix: str) -> str:
    """Return the name under which the index of locations and sources is used."""
    return f"{prefix}-sources"


def library_body(identity: IndexIdentity, *, shards: int, replicas: int) -> dict[str, Any]:
    """Return the settings and fields of an index of articles and passages."""
    return {"settings": _settings(shards, replicas, knn=True), "mappings": library_mapping(identity)}


def library_mapping(identity: IndexIdentity) -> dict[str, Any]:
    """Return the fields of an index of articles and passages."""
    method = {
        "name": "hnsw",
        "engine": "lucene",
        "space_type": "innerproduct",  # of unit vectors: the cosine
        "parameters": {"m": _LINKS, "ef_construction": _BUILD_WIDTH},
    }
    return {
        "_meta": identity.to_mapping(),
        "_routing": {"required": True},
        "dynamic": "strict",
        "_source": {"includes": ["kind", "article", "version", "versions", "begun", "about"]},
        "properties": {
            "kind": _KEYWORD,
            "library": _KEYWORD,  # a hash of the library's name
            "article": _KEYWORD,  # a hash of the article's id
            "about": _KEPT_AS_SENT,  # what is only read, never searched
            "language": _KEYWORD,
            **dict.fromkeys(("version", "versions", "begun", "key"), _LONG),
            **dict.fromkeys(("passages", "terms", "sentences", "sentence_terms"), _LONG),
            "words": {"type": "keyword", "doc_values": False},  # each term once: which passages contain it
            "impacts": {"type": "rank_features"},  # each term with its part of BM25, but for its rarity
            "meaning": {"type": "knn_vector", "dimension": identity.dimension, "method": method},
            **dict.fromkeys(("passage_id", "joined_terms", "text"), _STORED_TEXT),
            **dict.fromkeys(("vector", "sentence_vectors"), _STORED_BYTES),
        },
    }


def sources_body(*, replicas: int) -> dict[str, Any]:
    """Return the settings and fields of an index of locations and sources."""
    return {
        "settings": _settings(1, replicas, knn=False),
        "mappings": {
            "_meta": {FEATURE_FOOTNOTE: {"schema": SCHEMA}},
            "dynamic": "strict",
            "properties": {
                "kind": _KEYWORD,
                "library": _KEYWORD,
                "name": _KEYWORD,  # a hash of the source, the location or the batch
                "location": _KEYWORD,
                "begun": _LONG,
                "about": _KEPT_AS_SENT,
            },
        },
    }


def _settings(shards: int, replicas: int, *, knn: bool) -> dict[str, Any]:
    return {
        "index": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "knn": knn,
            "refresh_interval": "30s",  # every change refreshes what it changed
            "max_result_window": LARGEST_PAGE,
        }
    }
