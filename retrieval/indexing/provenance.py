"""The origins of a library's articles while its sources are read: what each gave last time, and gives now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from retrieval.core.ingestion_records import Origin
from retrieval.core.protocols import Engine, SourceRegistry
from retrieval.core.records import ArticleCard
from retrieval.indexing.identifiers import article_id

_UNSAVED = 500  # origins that are written in one transaction, where no article is stored meanwhile


class Provenance:
    """The origins of one library: the stored origins, replaced by origins recorded since.

    Loading reads it; deciding and storing write to it.

    Args:
        engine: where the articles are stored.
        registry: where the origins are stored.
        library: the name of the library.
        restores_removed: whether what somebody removed comes back when a source gives it again.
    """

    def __init__(self, engine: Engine, registry: SourceRegistry, library: str, *, restores_removed: bool) -> None:
        self._engine = engine
        self._registry = registry
        self._library = library
        self._restores_removed = restores_removed
        self._origins = {origin.source: origin for origin in registry.origins(library)}
        self._unsaved: dict[str, Origin] = {}
        self._known: dict[str, Origin] = {}  # by file and by source
        self._sources_by_file: defaultdict[str, set[str]] = defaultdict(set)
        self._article_by_text: dict[str, str] = {}  # ids by the digest of a text
        self._text_by_article: dict[str, str] = {}  # the digest of an article's text, as its own source gave it
        for origin in self._origins.values():
            self._index(origin)

    def origin(self, source: str) -> Origin | None:
        """Return the origin of a source, if it is known."""
        return self._origins.get(source)

    def origins_at(self, address: str) -> list[Origin]:
        """Return the origins of a source, or of all that a file gave."""
        sources = {address} & self._origins.keys() | self._sources_by_file.get(address, set())
        return [self._origins[source] for source in sorted(sources)]

    def origins_from(self, location: str) -> list[Origin]:
        """Return the origins that a location gave last and whose articles are in the library, by source."""
        origins = (origin for origin in self._origins.values() if origin.location == location and origin.article_id)
        return sorted(origins, key=lambda origin: origin.source)

    def is_refused(self, source: str) -> bool:
        """Return whether somebody removed what this source gives, and it must not come back."""
        origin = self.origin(source)
        return origin is not None and origin.article_id is None and not self._restores_removed

    @property
    def known(self) -> Mapping[str, Origin]:
        """An origin of each file or address, for loaders to tell whether it has changed. It follows what is recorded.

        Whether the library still has all that an unchanged one gave, `is_current` says.
        """
        return self._known

    def is_current(self, address: str) -> bool:
        """Return whether the articles of a file or address are of one reading, and are stored as it gave them."""
        origins = self.origins_at(address)
        states = {(origin.etag, origin.modified) for origin in origins}
        return len(states) == 1 and all(self._is_up_to_date(origin) for origin in origins)

    def find_twin(self, text: str) -> str | None:
        """Return the id of the article whose text has this digest."""
        twin = self._article_by_text.get(text)
        return twin if twin and self._text_by_article[twin] == text else None

    def claim_text(self, text: str, owner: str) -> None:
        """Record that an article has a text of this digest, before it is stored."""
        self._article_by_text[text] = owner
        self._text_by_article[owner] = text

    def record(self, origin: Origin) -> None:
        """Record an origin, to be saved with the next ones."""
        if self._origins.get(origin.source) == origin:
            return
        self._origins[origin.source] = self._unsaved[origin.source] = origin
        self._index(origin)
        if len(self._unsaved) >= _UNSAVED:
            self.save()

    def record_present(self, origin: Origin) -> bool:
        """Record that a source is there. True if its article had been marked as gone, and no longer is."""
        self.record(replace(origin, gone=None))
        card = self._card(origin)
        return bool(card and card.gone and self._engine.mark_gone(self._library, card.id, None))

    def record_gone(self, origin: Origin, gone: str) -> bool:
        """Record that a source is not there. True if it was the article's last, which is marked as gone now."""
        self.record(replace(origin, gone=gone))
        remaining = any(each.article_id == origin.article_id and each.gone is None for each in self._origins.values())
        card = self._card(origin)
        return bool(card and not card.gone and not remaining and self._engine.mark_gone(self._library, card.id, gone))

    def save(self) -> None:
        """Save the recorded origins."""
        self._registry.save_origins(self._library, list(self._unsaved.values()))
        self._unsaved.clear()

    def _card(self, origin: Origin) -> ArticleCard | None:
        return self._engine.card(self._library, origin.article_id) if origin.article_id else None

    def _is_up_to_date(self, origin: Origin) -> bool:
        """Return whether nothing has to be read again as long as the source does not change."""
        if origin.article_id is None:
            return not self._restores_removed
        return self._text_by_article.get(origin.article_id) == origin.digest and self._card(origin) is not None

    def _index(self, origin: Origin) -> None:
        self._sources_by_file[origin.file].add(origin.source)
        if origin.article_id is not None or not self._restores_removed:
            self._known[origin.file] = self._known[origin.source] = origin
        if origin.article_id == article_id(self._library, origin.source):
            self.claim_text(origin.digest, origin.article_id)
