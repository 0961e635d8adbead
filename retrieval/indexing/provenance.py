"""The trail from locations to articles while they are read: what each source gave the last time, and gives now."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeAlias

from retrieval.core.ingestion_records import Draft, Known, Origin, Same, Skipped
from retrieval.core.protocols import Engine, SourceRegistry
from retrieval.core.records import ArticleCard

_NOTED = 500  # origins that are written in one transaction, where no article is stored meanwhile
# Below it, equal texts under different titles are likely two articles: "No news today." A guess; titles decide there.
_OWN_WORDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A source that is no longer there."""

    source: str


Item: TypeAlias = Draft | Same | Lost | Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a location gave."""

    item: Item
    location: str | None  # as it is followed; None where it is not


class Trail:
    """The origins of one library: those that are stored, under those that have been noted since.

    Args:
        engine: where the articles are stored.
        registry: where the origins are stored.
        library: whose.
        wanted: whether what somebody removed comes back when it is found again.
    """

    def __init__(self, engine: Engine, registry: SourceRegistry, library: str, *, wanted: bool) -> None:
        self._engine = engine
        self._registry = registry
        self._library = library
        self._wanted = wanted
        self._origins = {one.source: one for one in registry.origins(library)}
        self._noted: dict[str, Origin] = {}
        self._files: defaultdict[str, set[str]] = defaultdict(set)
        self._articles: dict[str, str] = {}  # the article that has a text, by the text's digest
        self._texts: dict[str, str] = {}  # the digest of an article's text, as its own source gave it
        for one in self._origins.values():
            self._index(one)

    def of(self, source: str) -> Origin | None:
        """What is known of a source."""
        return self._origins.get(source)

    def at(self, place: str) -> list[Origin]:
        """The origins of a source, or of all that a file gave."""
        sources = {place} & self._origins.keys() | self._files.get(place, set())
        return [self._origins[source] for source in sorted(sources)]

    def given_by(self, location: str) -> list[Origin]:
        """The origins that a location gave last and that are in the library, by source."""
        found = (one for one in self._origins.values() if one.location == location and one.article_id)
        return sorted(found, key=lambda one: one.source)

    def of_article(self, article_id: str) -> list[Origin]:
        """All sources of an article."""
        return [one for one in self._origins.values() if one.article_id == article_id]

    def refused(self, source: str) -> bool:
        """Whether somebody removed what this source gives, and does not ask for it now."""
        origin = self.of(source)
        return origin is not None and origin.article_id is None and not self._wanted

    def known(self, place: str) -> Known | None:
        """What a loader may ask a file or a server with; None where all of it must be read again."""
        its = self.at(place)
        first = its[0] if its else None
        if first is None or any((one.etag, one.modified) != (first.etag, first.modified) for one in its):
            return None
        if not all(self._up_to_date(one) for one in its):
            return None
        return Known(etag=first.etag, modified=first.modified, digest=first.digest)

    def twin(self, text: str) -> str | None:
        """The article that has a text of this digest."""
        article_id = self._articles.get(text)
        return article_id if article_id and self._texts[article_id] == text else None

    def claim(self, text: str, article_id: str) -> None:
        """Says that an article has a text of this digest, before it is stored."""
        self._articles[text] = article_id
        self._texts[article_id] = text

    def note(self, origin: Origin) -> None:
        """Remembers an origin, to be written with the next ones."""
        if self._origins.get(origin.source) == origin:
            return
        self._origins[origin.source] = self._noted[origin.source] = origin
        self._index(origin)
        if len(self._noted) >= _NOTED:
            self.write()

    def write(self) -> None:
        """Writes what was noted."""
        self._registry.save_origins(self._library, list(self._noted.values()))
        self._noted.clear()

    def back(self, origin: Origin) -> bool:
        """Notes that a source is there. True if its article had been marked as gone, and no longer is."""
        self.note(replace(origin, gone=None))
        card = self._card(origin)
        return bool(card and card.gone and self._engine.mark_gone(self._library, card.id, None))

    def lose(self, origin: Origin, gone: str) -> bool:
        """Notes that a source is not there. True if it was the article's last, which is marked now."""
        self.note(replace(origin, gone=gone))
        left = [one for one in self.of_article(origin.article_id or "") if one.gone is None]
        card = self._card(origin)
        return bool(card and not card.gone and not left and self._engine.mark_gone(self._library, card.id, gone))

    def _card(self, origin: Origin) -> ArticleCard | None:
        return self._engine.card(self._library, origin.article_id) if origin.article_id else None

    def _up_to_date(self, origin: Origin) -> bool:
        """Whether nothing has to be read again as long as the source does not change."""
        if origin.article_id is None:
            return not self._wanted
        return self._texts.get(origin.article_id) == origin.digest and self._card(origin) is not None

    def _index(self, origin: Origin) -> None:
        self._files[origin.file].add(origin.source)
        if origin.article_id == identity(self._library, origin.source):
            self.claim(origin.digest, origin.article_id)


def identity(library: str, source: str) -> str:
    """The id of the article that a source has for its own."""
    return digest(library, source)


def digest(*parts: str) -> str:
    """64 bits of SHA-256 as 16 hexadecimal digits: a million articles collide with probability 3e-8."""
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:16]


def content(draft: Draft) -> str:
    """The digest of a text, whatever the blanks in it; of a very short one, with its title."""
    words = draft.text.split()
    return digest(" ".join(words), *([] if len(words) >= _OWN_WORDS else [draft.title]))


def unfollowed(items: Iterable[Draft | Skipped]) -> Iterable[Found]:
    """What comes from no location."""
    return (Found(item=item, location=None) for item in items)


def now() -> str:
    """This moment as the library keeps moments: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
