"""Decides about loaded items: an article is new, changed, unchanged, a copy of another source's, or gone."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TypeAlias

from retrieval.core.ingestion_records import (
    Alias,
    Draft,
    Origin,
    Outcome,
    Returned,
    Skipped,
    Unchanged,
    UnchangedSource,
    Vanished,
)
from retrieval.core.protocols import Engine
from retrieval.core.records import Article, ArticleCard
from retrieval.indexing.identifiers import article_id, draft_digest, now, text_digest
from retrieval.indexing.loaded_items import LoadedItem, LostSource
from retrieval.indexing.provenance import Provenance
from retrieval.text import language_detection


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """An article that the library does not have, or has with another text."""

    article: Article  # without the moment of its addition
    replaces: bool
    origin: Origin | None


# None: it is decided when the articles are stored that are still to be embedded, for one of them has its text or its id
Decision: TypeAlias = NewArticle | tuple[Outcome, ...] | None


class Changes:
    """Compares loaded items with the stored articles.

    Args:
        engine: stores the articles.
        library: the name of the library.
        provenance: the origins of the articles of this library.
    """

    def __init__(self, engine: Engine, library: str, provenance: Provenance) -> None:
        self._engine = engine
        self._library = library
        self._provenance = provenance

    def decide(self, loaded: LoadedItem, pending: AbstractSet[str]) -> Decision:
        """Decide about an item, and record what it says about its source.

        Args:
            loaded: the item.
            pending: ids of the articles that are decided and not stored yet.
        """
        item = loaded.item
        if isinstance(item, Skipped):
            return (item,)
        if isinstance(item, LostSource):
            return self._lose(item.source)
        if isinstance(item, UnchangedSource):
            origins = self._provenance.origins_at(item.source)
            moved = (replace(origin, location=loaded.location or origin.location) for origin in origins)
            return tuple(outcome for origin in moved for outcome in self._confirm(origin))
        if self._provenance.is_refused(item.source):
            return ()
        return self._compare(item, _origin(item, loaded.location, library=self._library), pending)

    def _compare(self, draft: Draft, origin: Origin | None, pending: AbstractSet[str]) -> Decision:
        own = article_id(self._library, draft.source)
        twin = self._find_twin(own, origin)
        if pending & {own, twin}:
            return None
        twin_card = self._engine.card(self._library, twin) if twin else None
        if twin_card is not None and origin is not None:
            return self._alias(twin_card, replace(origin, article_id=twin_card.id))
        stored = self._engine.card(self._library, own)
        if stored is not None and stored.digest == draft_digest(draft):
            return self._confirm(origin) if origin else (Unchanged(article=stored),)
        return NewArticle(article=_article(draft, own, self._library), replaces=stored is not None, origin=origin)

    def _find_twin(self, own: str, origin: Origin | None) -> str | None:
        """Return the id of another article with this text, unless the draft's source has its own article."""
        if origin is None:
            return None
        twin = self._provenance.find_twin(origin.digest)
        return None if twin == own or self._engine.card(self._library, own) else twin

    def _alias(self, stored: ArticleCard, origin: Origin) -> tuple[Outcome, ...]:
        """Record a source that gives the text of another source's article."""
        before = self._provenance.origin(origin.source)
        if before is not None and before.article_id == stored.id:
            return self._confirm(origin)
        self._provenance.record_present(origin)
        return (Alias(article=stored, source=origin.source),)

    def _confirm(self, origin: Origin) -> tuple[Outcome, ...]:
        """Record a source that gives what it gave before."""
        if origin.article_id is None:
            return ()
        has_returned = self._provenance.record_present(origin)
        stored = self._engine.card(self._library, origin.article_id)
        if stored is None:
            return ()
        return (Returned(article=stored) if has_returned else Unchanged(article=stored),)

    def _lose(self, source: str) -> tuple[Outcome, ...]:
        """Record a source that is no longer there."""
        origin = self._provenance.origin(source)
        if origin is None or origin.article_id is None or origin.gone is not None:
            return ()
        if not self._provenance.record_gone(origin, now()):
            return ()
        stored = self._engine.card(self._library, origin.article_id)
        return () if stored is None else (Vanished(article=stored),)


def _article(draft: Draft, own: str, library: str) -> Article:
    return Article(
        id=own,
        library=library,
        source=draft.source,
        title=draft.title,
        text=draft.text,
        digest=draft_digest(draft),
        published=draft.published,
        added="",  # set when it is stored
        language=language_detection.detect(f"{draft.title}\n{draft.text}"),
        author=draft.author,
        canonical=draft.canonical,
        pages=draft.pages,
    )


def _origin(draft: Draft, location: str | None, *, library: str) -> Origin | None:
    """Return the origin of a draft, with its own article; None for a draft that cannot be read again."""
    if location is None:
        return None
    return Origin(
        source=draft.source,
        article_id=article_id(library, draft.source),
        location=location,
        file=draft.origin or draft.source,
        etag=draft.etag,
        modified=draft.modified,
        digest=text_digest(draft),
    )
