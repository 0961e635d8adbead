"""Removes articles, locations and whole libraries, and puts an article back that was removed.

An article that somebody removed stays among the origins without an article, so that a refresh does not bring it back.
"""

from __future__ import annotations

from dataclasses import replace

from retrieval.core.ingestion_records import Draft, RemovedArticle
from retrieval.core.protocols import Engine, SourceRegistry
from retrieval.core.records import Article, ArticleCard
from retrieval.indexing.identifiers import article_id as id_of


class Removal:
    """Removes what one library has stored.

    Args:
        engine: stores the articles.
        registry: stores the sources of articles.
        library: the name of the library.
    """

    def __init__(self, engine: Engine, registry: SourceRegistry, library: str) -> None:
        self._engine = engine
        self._registry = registry
        self._library = library

    def remove_article(self, article_id: str) -> None:
        """Remove an article; where nothing else came from a file or a page of its own, that is no longer read."""
        library = self._library
        origins = self._registry.origins(library, article_id)
        self._registry.save_origins(library, [replace(origin, article_id=None) for origin in origins])
        self._engine.remove(library, article_id)
        still_used = {origin.location for origin in self._registry.origins(library) if origin.article_id}
        for origin in origins:
            if origin.location in {origin.source, origin.file} - still_used:
                self._registry.remove_location(library, origin.location)

    def take_out(self, article: Article) -> RemovedArticle:
        """Remove an article as `remove_article` does, and return what is needed to put it back."""
        origins = self._registry.origins(self._library, article.id)
        used = {origin.location for origin in origins}
        locations = [location for location in self._registry.locations(self._library) if location.location in used]
        self.remove_article(article.id)
        draft = Draft(
            source=article.source,
            title=article.title,
            text=article.text,
            published=article.published,
            author=article.author,
            canonical=article.canonical,
            pages=article.pages,
        )
        return RemovedArticle(draft=draft, origins=tuple(origins), locations=tuple(locations))

    def restore_sources(self, removed: RemovedArticle) -> None:
        """Follow the sources of a removed article as before."""
        for location in removed.locations:
            self._registry.add_location(self._library, location)
        self._registry.save_origins(self._library, removed.origins)

    def clear(self) -> int:
        """Delete everything of the library, and return how many articles there were."""
        articles = self._engine.articles(self._library)
        for article in articles:
            self._engine.remove(self._library, article.id)
        followed = {location.location for location in self._registry.locations(self._library)}
        for location in sorted(followed | {origin.location for origin in self._registry.origins(self._library)}):
            self._registry.remove_location(self._library, location)
        return len(articles)

    def own_articles(self, location: str) -> list[ArticleCard]:
        """Return the articles of a location, as it is stored, that were first read from there."""
        library = self._library
        origins = [origin for origin in self._registry.origins(library) if origin.location == location]
        own = [origin.article_id for origin in origins if origin.article_id == id_of(library, origin.source)]
        cards = [self._engine.card(library, article_id) for article_id in own]
        return [card for card in cards if card is not None]

    def remove_location(self, location: str) -> list[ArticleCard]:
        """Remove a location, as it is stored, with the articles that are its own, and return these."""
        own = self.own_articles(location)
        self._registry.remove_location(self._library, location)
        for card in own:
            self._engine.remove(self._library, card.id)
        return own
