"""The library as programs use it: one object that answers questions and keeps articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.conversation import language_advice
from retrieval.conversation.question_similarity import QuestionMatcher
from retrieval.core.concurrent_calls import run_all
from retrieval.core.ingestion_records import (
    Draft,
    IndexingReport,
    Location,
    Origin,
    Outcome,
    RemovedArticle,
    Skipped,
)
from retrieval.core.overview_records import DIGEST_SENTENCES, Digest, Length, Summary, Timeline
from retrieval.core.protocols import Embedder, Engine, Reader, SourceRegistry, Watch
from retrieval.core.records import Article, ArticleCard, Passage, RankedPassage
from retrieval.core.reply_records import Citation, Examination, Reply, Thresholds
from retrieval.core.settings import Settings
from retrieval.library import Libraries
from retrieval.ranking.retriever import Retriever
from retrieval.text.language_detection import DEFAULT

if TYPE_CHECKING:
    from retrieval.conversation.exchanges import Exchange
    from retrieval.conversation.followup_recognition import FollowupKind, FollowupReply
    from retrieval.overviews import Overviews
    from retrieval.pipeline import QuestionPipeline
    from retrieval.sources import Fetcher


class Footnote:
    """Answers questions from articles. Safe to use from several threads.

    Questions go to a `QuestionPipeline`, overviews to `Overviews`, and what concerns stored articles to `Libraries`.
    The first two are imported when they are first used: listing articles does not wait for what answers.

    Args:
        settings: as configured.
        engine: stores the articles.
        registry: stores the sources of articles.
        embedder: turns texts into vectors.
        reader: finds the answering sentence.
        fetcher: fetches from the web; None: web addresses are refused.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        engine: Engine,
        registry: SourceRegistry,
        embedder: Embedder,
        reader: Reader,
        fetcher: Fetcher | None = None,
    ) -> None:
        self.settings = settings
        self._engine = engine
        self._registry = registry
        self._embedder = embedder
        self._reader = reader
        self._fetcher = fetcher
        self._retriever = Retriever(settings=settings, engine=engine, embedder=embedder)
        self._matcher = QuestionMatcher(embedder)
        self._libraries = Libraries(
            settings=settings, engine=engine, registry=registry, embedder=embedder, fetcher=fetcher
        )

    @cached_property
    def _questions(self) -> QuestionPipeline:
        from retrieval.pipeline import QuestionPipeline  # noqa: PLC0415

        return QuestionPipeline(
            settings=self.settings, engine=self._engine, retriever=self._retriever, reader=self._reader
        )

    @cached_property
    def _overviews(self) -> Overviews:
        from retrieval.overviews import Overviews  # noqa: PLC0415

        return Overviews(settings=self.settings, engine=self._engine, retriever=self._retriever)

    def examine(
        self,
        question: str,
        *,
        library: str,
        history: Sequence[Exchange] = (),
        thresholds: Thresholds | None = None,
        chosen: Citation | None = None,
    ) -> Examination:
        """Answer a question, and say how the reply came about: `QuestionPipeline.examine` describes the arguments.

        The reply advises a multilingual model where that would find more.

        Raises:
            QuestionError: the question is empty or too long.
        """
        examination = self._questions.examine(
            question, library=library, history=history, thresholds=thresholds, chosen=chosen
        )
        if not self.settings.models.is_embedder_packaged:  # the people who chose another know what it reads
            return examination
        return language_advice.with_advice(examination, self._engine.languages(library))

    def ask(self, question: str, *, library: str) -> Reply:
        """Return the answer, sure or unsure, or that nothing in the articles answers.

        Raises:
            QuestionError: the question is empty or too long.
        """
        return self.examine(question, library=library).reply

    def find_same_question(self, question: str, others: Sequence[str], *, language: str = DEFAULT) -> int | None:
        """See `QuestionMatcher.find`."""
        return self._matcher.find(question, others, language=language)

    def suggest(self, words: str, *, library: str, limit: int = 10) -> list[Citation]:
        """See `Overviews.suggest`."""
        return self._overviews.suggest(words, library=library, limit=limit)

    def search(self, words: str, *, library: str, limit: int = 10) -> list[RankedPassage]:
        """See `Overviews.search`."""
        return self._overviews.search(words, library=library, limit=limit)

    def summarize(self, name: str, *, library: str, length: Length | int = "short", about: str = "") -> Summary:
        """See `Overviews.summarize`."""
        return self._overviews.summarize(name, library=library, length=length, about=about)

    def digest(self, words: str, *, library: str, sentences: int = DIGEST_SENTENCES) -> Digest:
        """See `Overviews.digest`."""
        return self._overviews.digest(words, library=library, sentences=sentences)

    def timeline(self, words: str, *, library: str) -> Timeline:
        """See `Overviews.timeline`."""
        return self._overviews.timeline(words, library=library)

    def follow_up(
        self, kind: FollowupKind, quote: Citation, *, library: str, others: Sequence[Citation] = ()
    ) -> FollowupReply:
        """See `Overviews.follow_up`."""
        return self._overviews.follow_up(kind, quote, library=library, others=others)

    def add(self, locations: Sequence[str], *, library: str, watch: Watch | None = None) -> IndexingReport:
        """See `Libraries.add`."""
        return self._libraries.add(locations, library=library, watch=watch)

    def iter_add(self, locations: Sequence[str], *, library: str, watch: Watch | None = None) -> Iterator[Outcome]:
        """See `Libraries.iter_add`."""
        return self._libraries.iter_add(locations, library=library, watch=watch)

    def refresh(self, locations: Sequence[str] = (), *, library: str, watch: Watch | None = None) -> IndexingReport:
        """See `Libraries.refresh`."""
        return self._libraries.refresh(locations, library=library, watch=watch)

    def iter_refresh(
        self, locations: Sequence[str] = (), *, library: str, watch: Watch | None = None
    ) -> Iterator[Outcome]:
        """See `Libraries.iter_refresh`."""
        return self._libraries.iter_refresh(locations, library=library, watch=watch)

    def store(self, drafts: Iterable[Draft | Skipped], *, library: str, watch: Watch | None = None) -> IndexingReport:
        """See `Libraries.store`."""
        return self._libraries.store(drafts, library=library, watch=watch)

    def iter_store(
        self, drafts: Iterable[Draft | Skipped], *, library: str, watch: Watch | None = None
    ) -> Iterator[Outcome]:
        """See `Libraries.iter_store`."""
        return self._libraries.iter_store(drafts, library=library, watch=watch)

    def locations(self, *, library: str) -> list[Location]:
        """See `Libraries.locations`."""
        return self._libraries.locations(library=library)

    def libraries(self) -> tuple[str, ...]:
        """See `Libraries.libraries`."""
        return self._libraries.libraries()

    def origins(self, article_id: str, *, library: str) -> list[Origin]:
        """See `Libraries.origins`."""
        return self._libraries.origins(article_id, library=library)

    def export(self, folder: Path, *, library: str, watch: Watch | None = None) -> int:
        """See `Libraries.export`."""
        return self._libraries.export(folder, library=library, watch=watch)

    def import_pack(self, folder: Path, *, library: str, watch: Watch | None = None) -> IndexingReport:
        """See `Libraries.import_pack`."""
        return self._libraries.import_pack(folder, library=library, watch=watch)

    def iter_import_pack(self, folder: Path, *, library: str, watch: Watch | None = None) -> Iterator[Outcome]:
        """See `Libraries.iter_import_pack`."""
        return self._libraries.iter_import_pack(folder, library=library, watch=watch)

    def articles(self, *, library: str) -> list[ArticleCard]:
        """See `Libraries.articles`."""
        return self._libraries.articles(library=library)

    def find(self, name: str, *, library: str) -> Article:
        """See `Libraries.find`."""
        return self._libraries.find(name, library=library)

    def article(self, article_id: str, *, library: str) -> Article | None:
        """See `Libraries.article`."""
        return self._libraries.article(article_id, library=library)

    def nearest(self, old: Citation, *, library: str) -> Citation | None:
        """See `Libraries.nearest`."""
        return self._libraries.nearest(old, library=library)

    def passages(self, article_id: str, *, library: str) -> list[Passage]:
        """See `Libraries.passages`."""
        return self._libraries.passages(article_id, library=library)

    def remove(self, name: str, *, library: str) -> Article:
        """See `Libraries.remove`."""
        return self._libraries.remove(name, library=library)

    def take_out(self, name: str, *, library: str) -> RemovedArticle:
        """See `Libraries.take_out`."""
        return self._libraries.take_out(name, library=library)

    def put_back(self, removed: RemovedArticle, *, library: str) -> IndexingReport:
        """See `Libraries.put_back`."""
        return self._libraries.put_back(removed, library=library)

    def clear(self, *, library: str) -> int:
        """See `Libraries.clear`."""
        return self._libraries.clear(library=library)

    def own_articles(self, location: str, *, library: str) -> list[ArticleCard]:
        """See `Libraries.own_articles`."""
        return self._libraries.own_articles(location, library=library)

    def unfollow(self, location: str, *, library: str) -> list[ArticleCard]:
        """See `Libraries.unfollow`."""
        return self._libraries.unfollow(location, library=library)

    def warm(self, *, at_once: bool = True) -> None:
        """Load the models and import what answers, so that the next question is quick.

        Args:
            at_once: whether they are loaded at the same time, which is quicker; False where other threads of the
                process must not wait for the interpreter meanwhile.

        Raises:
            ModelError: a model is missing or damaged.
        """
        models = (self._embedder.warm, partial(self._reader.warm, at_once=at_once))
        run_all([*models, self._import_pipeline], at_once=at_once)

    def _import_pipeline(self) -> None:
        """Make the pipeline; until then nothing has imported its modules."""
        _ = self._questions

    def close(self) -> None:
        """Release the library, and the connections to web servers."""
        if self._fetcher:
            self._fetcher.close()
        self._registry.close()
        self._engine.close()
