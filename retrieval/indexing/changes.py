"""Decides what becomes of each thing that was found: it is new, has changed, is the same, a twin, or gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from retrieval.core.ingestion_records import Alias, Draft, Origin, Outcome, Returned, Same, Skipped, Unchanged, Vanished
from retrieval.core.protocols import Engine
from retrieval.core.records import Article, ArticleCard, Passage
from retrieval.indexing.provenance import Found, Lost, Trail, content, digest, identity, now
from retrieval.text import language_detection, passages


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article on its way in, split and still to be embedded."""

    article: Article
    passages: tuple[Passage, ...]
    replaces: bool
    origin: Origin | None


class Taking:
    """A batch of what was found, on its way in.

    Args:
        engine: where articles are stored.
        library: where the articles belong.
        trail: where the articles of this library come from.
    """

    def __init__(self, engine: Engine, library: str, trail: Trail) -> None:
        self._engine = engine
        self._library = library
        self._trail = trail
        self._twins: list[Found] = []  # of articles that are stored later in this batch
        self._new: set[str] = set()
        self.prepared: list[Prepared] = []

    def take(self, found: Found) -> Iterator[Outcome]:
        """What became of it; nothing yet, where it has to be embedded."""
        item = found.item
        if isinstance(item, Skipped):
            yield item
        elif isinstance(item, Lost):
            yield from self._lost(item.source)
        elif isinstance(item, Same):
            for origin in self._trail.at(item.source):
                yield from self._still(replace(origin, location=found.location or origin.location))
        elif not self._trail.refused(item.source):
            yield from self._drafted(item, found)

    def twins(self) -> Iterator[Outcome]:
        """What became of texts that stood twice in the batch, now that the first is stored."""
        waiting, self._twins, self._new = self._twins, [], set()
        for found in waiting:
            yield from self.take(found)

    def _drafted(self, draft: Draft, found: Found) -> Iterator[Outcome]:
        origin = _origin(draft, found.location, library=self._library)
        twin = self._twin(draft, origin)
        if self._new & {twin, identity(self._library, draft.source)}:
            self._twins.append(found)
            return
        known = self._engine.card(self._library, twin) if twin else None
        if known is not None and origin is not None:
            yield from self._aliased(known, replace(origin, article_id=known.id))
            return
        yield from self._own(draft, origin)

    def _own(self, draft: Draft, origin: Origin | None) -> Iterator[Outcome]:
        article_id = identity(self._library, draft.source)
        stored = self._engine.card(self._library, article_id)
        if stored is not None and stored.digest == _digest(draft):
            yield from self._still(origin) if origin else [Unchanged(article=stored)]
            return
        article = _article(draft, article_id, self._library)
        split = passages.split(article.id, article.text, article.language)
        if not split:
            yield Skipped(source=draft.source, reason="There is no sentence in it. Add text to it, or leave it out.")
            return
        if origin:
            self._new.add(article_id)
            self._trail.claim(origin.digest, article_id)
        self.prepared.append(
            Prepared(article=article, passages=tuple(split), replaces=stored is not None, origin=origin)
        )

    def _twin(self, draft: Draft, origin: Origin | None) -> str | None:
        """Another article with this text, unless the draft's source is one with an article of its own."""
        if origin is None:
            return None
        own = identity(self._library, draft.source)
        twin = self._trail.twin(origin.digest)
        return None if twin == own or self._engine.card(self._library, own) else twin

    def _aliased(self, stored: ArticleCard, origin: Origin) -> Iterator[Outcome]:
        before = self._trail.of(origin.source)
        if before is None or before.article_id != stored.id:
            self._trail.back(origin)
            yield Alias(article=stored, source=origin.source)
        else:
            yield from self._still(origin)

    def _still(self, origin: Origin) -> Iterator[Outcome]:
        """A source that gives what it gave."""
        if origin.article_id is None:
            return
        returned = self._trail.back(origin)
        stored = self._engine.card(self._library, origin.article_id)
        if stored is not None:
            yield Returned(article=stored) if returned else Unchanged(article=stored)

    def _lost(self, source: str) -> Iterator[Outcome]:
        origin = self._trail.of(source)
        if origin is None or origin.article_id is None or origin.gone is not None:
            return
        if self._trail.lose(origin, now()):
            stored = self._engine.card(self._library, origin.article_id)
            if stored is not None:
                yield Vanished(article=stored)


def _article(draft: Draft, article_id: str, library: str) -> Article:
    return Article(
        id=article_id,
        library=library,
        source=draft.source,
        title=draft.title,
        text=draft.text,
        digest=_digest(draft),
        published=draft.published,
        added="",  # set when it is stored
        language=language_detection.detect(f"{draft.title}\n{draft.text}"),
        author=draft.author,
        canonical=draft.canonical,
        pages=draft.pages,
    )


def _digest(draft: Draft) -> str:
    """Of all that is stored of a draft. What is not there leaves no trace: older articles have none of it."""
    later = {"author": draft.author, "canonical": draft.canonical, "pages": draft.pages and repr(draft.pages)}
    more = [f"{name}={value}" for name, value in later.items() if value]
    return digest(draft.title, draft.text, draft.published or "", *more)


def _origin(draft: Draft, location: str | None, *, library: str) -> Origin | None:
    """Where a draft comes from, its article being its own; None for one that cannot be read again."""
    if location is None:
        return None
    return Origin(
        source=draft.source,
        article_id=identity(library, draft.source),
        location=location,
        file=draft.origin or draft.source,
        etag=draft.etag,
        modified=draft.modified,
        digest=content(draft),
    )
