"""Keeps libraries: adds articles, finds them, reads them again, exports, imports and removes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from retrieval import sources
from retrieval.core.ingestion_records import (
    Draft,
    IndexingReport,
    Location,
    Origin,
    Outcome,
    RemovedArticle,
    Skipped,
)
from retrieval.core.protocols import Embedder, Engine, SourceRegistry, Watch
from retrieval.core.records import Article, ArticleCard, Passage
from retrieval.core.reply_records import Citation
from retrieval.core.settings import Settings
from retrieval.discourse import near_duplicates
from retrieval.indexing import article_lookup, location_reader, pack
from retrieval.indexing.loaded_items import Items, without_location
from retrieval.indexing.provenance import Provenance
from retrieval.indexing.removal import Removal
from retrieval.indexing.workload import Workload, ignore_progress


class Libraries:
    """Adds, finds, refreshes and removes the articles of libraries. Safe to use from several threads.

    Args:
        settings: as configured.
        engine: stores the articles.
        registry: stores the sources of articles.
        embedder: turns texts into vectors.
        fetcher: fetches from the web; None: web addresses are refused.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        engine: Engine,
        registry: SourceRegistry,
        embedder: Embedder,
        fetcher: sources.Fetcher | None = None,
    ) -> None:
        self._settings = settings
        self._engine = engine
        self._registry = registry
        self._embedder = embedder
        self._fetcher = fetcher

    def add(self, locations: Sequence[str], *, library: str, watch: Watch | None = None) -> IndexingReport:
        """Read and store what is at the locations; a location that cannot be read is skipped with its reason.

        What gave an article is read again by `refresh`. What somebody removed comes back if it is there.
        """
        return _report(self.iter_add(locations, library=library, watch=watch))

    def iter_add(self, locations: Sequence[str], *, library: str, watch: Watch | None = None) -> Iterator[Outcome]:
        """Like `add`, but work only when the next outcome is taken; what it yields as added is stored."""
        provenance = self._provenance(library, restores_removed=True)
        workload = self._workload([location_reader.location_name(location) for location in locations], watch)
        items = location_reader.read_first(
            locations,
            load=self._load(workload),
            provenance=provenance,
            remember=partial(self._registry.add_location, library),
        )
        return self._index(items, library, provenance, watch, workload)

    def refresh(self, locations: Sequence[str] = (), *, library: str, watch: Watch | None = None) -> IndexingReport:
        """Read again what was added: store what is new, replace what changed, mark what is no longer there.

        Args:
            locations: those to read, as they were added; none: all.
            library: the name of the library.
            watch: is called with the progress.

        Raises:
            LocationUnknown: nothing was added from one of them.
        """
        return _report(self.iter_refresh(locations, library=library, watch=watch))

    def iter_refresh(
        self, locations: Sequence[str] = (), *, library: str, watch: Watch | None = None
    ) -> Iterator[Outcome]:
        """Like `refresh`, but work only when the next outcome is taken.

        Raises:
            LocationUnknown: nothing was added from one of them; raised by the call itself.
        """
        names = location_reader.choose_locations(locations, self._registry.locations(library))
        provenance, workload = self._provenance(library, restores_removed=False), self._workload(names, watch)
        items = location_reader.read_again(
            names,
            load=self._load(workload),
            provenance=provenance,
            remember=partial(self._registry.add_location, library),
        )
        return self._index(items, library, provenance, watch, workload)

    def store(self, drafts: Iterable[Draft | Skipped], *, library: str, watch: Watch | None = None) -> IndexingReport:
        """Store drafts that come from no location that could be read again."""
        return _report(self.iter_store(drafts, library=library, watch=watch))

    def iter_store(
        self, drafts: Iterable[Draft | Skipped], *, library: str, watch: Watch | None = None
    ) -> Iterator[Outcome]:
        """Like `store`, but work only when the next outcome is taken; what it yields as added is stored."""
        provenance = self._provenance(library, restores_removed=True)
        return self._index(without_location(drafts), library, provenance, watch, Workload())

    def locations(self, *, library: str) -> list[Location]:
        """Return the locations that `refresh` reads again, the oldest first."""
        return self._registry.locations(library)

    def libraries(self) -> tuple[str, ...]:
        """Return the names of all libraries that have an article or a location."""
        return tuple(sorted({*self._engine.libraries(), *self._registry.libraries()}))

    def origins(self, article_id: str, *, library: str) -> list[Origin]:
        """Return the sources that give an article; none where it cannot be read again."""
        return self._registry.origins(library, article_id)

    def export(self, folder: Path, *, library: str, watch: Watch | None = None) -> int:
        """Write the library as a pack, and return how many articles are in it.

        Raises:
            PackError: the folder is there already, or cannot be written.
        """
        total, watch = len(self._engine.articles(library)), watch or ignore_progress
        written = 0
        for written in pack.write(folder, self._engine, library=library, embedder=self._embedder):
            watch("writing", written, total)
        return written

    def import_pack(self, folder: Path, *, library: str, watch: Watch | None = None) -> IndexingReport:
        """Store the articles of a pack with the vectors that it brings; those of the same sources are replaced.

        Raises:
            PackError: it is damaged or no pack; nothing was changed.
            ModelMismatch: its vectors were made by another model; nothing was changed.
        """
        return _report(self.iter_import_pack(folder, library=library, watch=watch))

    def iter_import_pack(self, folder: Path, *, library: str, watch: Watch | None = None) -> Iterator[Outcome]:
        """Like `import_pack`, but work only when the next outcome is taken; the call itself checks the whole pack."""
        opened = pack.Pack(folder, library=library, embedder=self._embedder)
        return pack.store_articles(opened, self._engine, watch or ignore_progress)

    def articles(self, *, library: str) -> list[ArticleCard]:
        """Return all articles, by title."""
        return self._engine.articles(library)

    def find(self, name: str, *, library: str) -> Article:
        """Return the article that goes by a name: id, source, title, or a part that only one has.

        Raises:
            ArticleUnknown: none does, or several do; the message names the nearest.
        """
        with self._engine.snapshot():
            return article_lookup.find_article(self._engine, library, name)

    def article(self, article_id: str, *, library: str) -> Article | None:
        """Return the article of an id, or None."""
        return self._engine.article(library, article_id)

    def nearest(self, old: Citation, *, library: str) -> Citation | None:
        """Return the sentence of its article that has most words in common with a quote, or None."""
        article = self.article(old.article_id, library=library)
        if article is None:
            return None
        passages = self.passages(article.id, library=library)
        sentences = [sentence for passage in passages for sentence in passage.sentences]
        texts = [article.text[sentence.start : sentence.end] for sentence in sentences]
        at = near_duplicates.most_similar(old.quote, texts, language=article.language)
        return None if at is None else Citation.of(article, sentences[at])

    def passages(self, article_id: str, *, library: str) -> list[Passage]:
        """Return an article's passages in the order of its text; empty where there is no such article."""
        return [stored.passage for stored in self._engine.passages(library, article_id)]

    def remove(self, name: str, *, library: str) -> Article:
        """Remove the article that goes by a name, and return it. A refresh does not bring it back.

        Raises:
            ArticleUnknown: no article, or more than one, goes by it.
        """
        article = self.find(name, library=library)
        self._removal(library).remove_article(article.id)
        return article

    def take_out(self, name: str, *, library: str) -> RemovedArticle:
        """Like `remove`, but return what `put_back` needs.

        Raises:
            ArticleUnknown: no article, or more than one, goes by the name.
        """
        return self._removal(library).take_out(self.find(name, library=library))

    def put_back(self, removed: RemovedArticle, *, library: str) -> IndexingReport:
        """Store a removed article again, and follow its sources as before."""
        report = self.store([removed.draft], library=library)
        self._removal(library).restore_sources(removed)
        return report

    def clear(self, *, library: str) -> int:
        """Delete everything of a library, and return how many articles there were."""
        return self._removal(library).clear()

    def own_articles(self, location: str, *, library: str) -> list[ArticleCard]:
        """Return the articles that `unfollow` removes with a location.

        Raises:
            LocationUnknown: nothing was added from there.
        """
        (name,) = location_reader.choose_locations([location], self._registry.locations(library))
        return self._removal(library).own_articles(name)

    def unfollow(self, location: str, *, library: str) -> list[ArticleCard]:
        """Remove a location with the articles that are its own, and return these.

        Raises:
            LocationUnknown: nothing was added from there.
        """
        (name,) = location_reader.choose_locations([location], self._registry.locations(library))
        return self._removal(library).remove_location(name)

    def _removal(self, library: str) -> Removal:
        return Removal(self._engine, self._registry, library)

    def _provenance(self, library: str, *, restores_removed: bool) -> Provenance:
        return Provenance(self._engine, self._registry, library, restores_removed=restores_removed)

    def _workload(self, names: Sequence[str | None], watch: Watch | None) -> Workload:
        return Workload(names, partial(sources.measure, limits=self._settings.limits) if watch else None)

    def _load(self, workload: Workload) -> location_reader.LoadLocation:
        return partial(sources.load, limits=self._settings.limits, fetcher=self._fetcher, expect=workload.expect)

    def _index(
        self, items: Items, library: str, provenance: Provenance, watch: Watch | None, workload: Workload
    ) -> Iterator[Outcome]:
        from retrieval.indexing.indexer import Indexer  # noqa: PLC0415  imports what splits texts into sentences

        indexer = Indexer(
            engine=self._engine,
            embedder=self._embedder,
            library=library,
            provenance=provenance,
            watch=watch or ignore_progress,
            workload=workload,
        )
        return indexer.index(items)


def _report(outcomes: Iterable[Outcome]) -> IndexingReport:
    return IndexingReport(outcomes=tuple(outcomes))
