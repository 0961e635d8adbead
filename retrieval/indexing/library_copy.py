"""Copies a library from one engine to another: each article is compared by its digest, and sources come along."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from retrieval.core.errors import LibraryError
from retrieval.core.protocols import Engine, SourceRegistry, Watch
from retrieval.core.records import Article, StoredPassage

ORIGINS_AT_ONCE = 1_000  # sources that are saved together


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryStore:
    """A store of articles and their sources."""

    engine: Engine
    registry: SourceRegistry


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryCopy:
    """The result of copying a library."""

    library: str
    copied: int  # articles that were written
    present: int  # articles that were there already, the same in every part
    others: int  # further articles of the target, which stay
    locations: int
    origins: int


def library_names(store: LibraryStore) -> tuple[str, ...]:
    """Return the names of all libraries that have an article or a location, sorted."""
    return tuple(sorted({*store.engine.libraries(), *store.registry.libraries()}))


def copy_library(source: LibraryStore, target: LibraryStore, library: str, watch: Watch) -> LibraryCopy:
    """Copy a library. An interrupted copy can be repeated: articles that are there already are only compared.

    Args:
        source: is only read.
        target: its articles of the same ids are replaced where they differ; others stay.
        library: the name of the library, in both.
        watch: is called with the progress.

    Raises:
        LibraryError: an engine fails, or an article does not come back from the target as it was written.
    """
    cards = source.engine.articles(library)
    copied = sum(
        _copy_article(source.engine, target.engine, library, card.id, watch=watch, done=done, total=len(cards))
        for done, card in enumerate(cards, start=1)
    )
    others = {card.id for card in target.engine.articles(library)} - {card.id for card in cards}
    locations, origins = source.registry.locations(library), source.registry.origins(library)
    for location in locations:
        target.registry.add_location(library, location)
    for start in range(0, len(origins), ORIGINS_AT_ONCE):
        target.registry.save_origins(library, origins[start : start + ORIGINS_AT_ONCE])
    return LibraryCopy(
        library=library,
        copied=copied,
        present=len(cards) - copied,
        others=len(others),
        locations=len(locations),
        origins=len(origins),
    )


def _copy_article(
    source: Engine, target: Engine, library: str, article_id: str, *, watch: Watch, done: int, total: int
) -> bool:
    """Copy an article unless the target has it, the same in every part. True if it was written."""
    article, stored = _read(source, library, article_id)
    watch("copying", done, total)
    if article is None:  # it was removed meanwhile
        return False
    digest = content_digest(article, stored)
    if _digest_in(target, library, article_id) == digest:
        return False
    target.put(article, [each.passage for each in stored], [each.vectors for each in stored])
    if _digest_in(target, library, article_id) != digest:
        raise LibraryError(
            "the article does not come back as it was copied",
            where=f"{article.title} ({article_id})",
            advice="Copy again; if it stays so, report it with the versions that `footnote doctor` shows.",
        )
    return True


def content_digest(article: Article, stored: Sequence[StoredPassage]) -> str:
    """Return the digest of all that is stored of an article.

    It covers the article's record, its text, its passages and their vectors.
    """
    digest = hashlib.sha256(repr(replace(article, pages=tuple(map(int, article.pages)))).encode(errors="replace"))
    for each in stored:
        digest.update(repr((each.passage, each.title, each.language)).encode(errors="replace"))
        digest.update(each.vectors.passage.astype("<f4").tobytes())
        digest.update(each.vectors.sentences.astype(np.float16).astype("<f2").tobytes())
    return digest.hexdigest()


def _digest_in(engine: Engine, library: str, article_id: str) -> str | None:
    article, stored = _read(engine, library, article_id)
    return content_digest(article, stored) if article else None


def _read(engine: Engine, library: str, article_id: str) -> tuple[Article | None, list[StoredPassage]]:
    with engine.snapshot():
        return engine.article(library, article_id), engine.passages(library, article_id)
