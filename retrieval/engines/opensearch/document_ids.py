"""Ids of the documents in an index: hashes of libraries and articles, so that any text may be a name."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

_HASH_BYTES = 16  # 128 bits: no two names of the same hash will ever be met
VERSION_BITS = 62  # a version plus a position is a key, and stays below 2^63


def name_hash(name: str) -> str:
    """Return the hash of a library's name, of an article's id, or of a location."""
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=_HASH_BYTES).hexdigest()


def new_version() -> int:
    """Return a number for a version of an article: the key of its first passage, the others count on from it.

    Random: among a million articles of ten passages, the chance that any two have a key in common is one in a million.
    """
    return secrets.randbits(VERSION_BITS) | 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleHashes:
    """The hashes that the ids of an article's documents are made of."""

    library: str  # the hash of the library's name, which is also the routing
    article: str  # the hash of the article's id

    @classmethod
    def of(cls, library: str, article_id: str) -> ArticleHashes:
        """Return the hashes of an article, which need not be stored."""
        return cls(library=name_hash(library), article=name_hash(article_id))

    @property
    def manifest(self) -> str:
        """The id of the document that says which version counts."""
        return f"article-{self.library}-{self.article}"


def intent_document(version: int) -> str:
    """Return the id of the document that announces a change."""
    return f"intent-{version}"


def version_documents(version: int, passages: int) -> list[str]:
    """Return the ids of all documents of a version of an article."""
    return [text_document(version), *(passage_document(key) for key in range(version, version + passages))]


def text_document(version: int) -> str:
    """Return the id of the document with the text of a version."""
    return f"text-{version}"


def passage_document(key: int) -> str:
    """Return the id of the document of a passage."""
    return f"passage-{key}"
