"""The whole flow on one screen: what `Footnote.examine` does with a question, and what feeds it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from retrieval import answer, catalog, rank, sources, suggest, summary
from retrieval.errors import QuestionError, SourceError
from retrieval.intake import Intake, Watch, card
from retrieval.language import DEFAULT
from retrieval.protocols import Embedder, Engine, Reader
from retrieval.records import (
    Article,
    ArticleCard,
    Candidate,
    Citation,
    Draft,
    Evidence,
    Examination,
    Outcome,
    Passage,
    Question,
    RankedPassage,
    Reply,
    Skipped,
    Summary,
)
from retrieval.settings import Settings
from retrieval.terms import terms
from retrieval.text import normalise


class Footnote:
    """Answers questions from articles. Safe to use from several threads.

    Args:
        settings: what was configured.
        engine: where articles are stored.
        embedder: how texts become vectors.
        reader: what finds the answering sentence.
    """

    def __init__(self, *, settings: Settings, engine: Engine, embedder: Embedder, reader: Reader) -> None:
        self.settings = settings
        self._engine = engine
        self._embedder = embedder
        self._reader = reader
        self._intake = Intake(engine=engine, embedder=embedder)

    def examine(
        self, question: str, *, library: str, threshold: float | None = None, chosen: Citation | None = None
    ) -> Examination:
        """Answers a question and keeps how the answer came about.

        Args:
            question: what is asked.
            library: of which library.
            threshold: least confidence of an answer, 0 to 1; None: as configured.
            chosen: a sentence that the asker has chosen: it comes first, and is the answer however unsure.

        1. understand: the question, analysed and embedded
        2. find: candidates by words and by meaning, a superset
        3. rank: exact BM25, cosine and coverage, fused
        4. read: the sentences of the best passages
        5. decide: an answer with its citation, or none

        Raises:
            QuestionError: the question is empty or too long.
        """
        asked, clock = self._asked(question), _Clock()
        with self._engine.snapshot():
            understood = self._understand(asked, library)
            clock.lap("understand")
            wanted = self._holding(chosen, library) if chosen else []
            keys = [*self._find(understood, library), *wanted]
            clock.lap("find")
            candidates = rank.rerank(understood, self._engine.postings(library, keys))
            clock.lap("rank")
            read = [c.key for c in candidates[: self._read_passages]]
            stored = self._engine.fetch(library, [*read, *wanted])
            ranked = rank.with_passages(candidates, stored)
            whole = {one.passage.id: one for one in stored}
            evidence = self._reader.read(understood, [(one, whole[one.passage.id]) for one in ranked])
            if chosen:
                evidence = sorted(evidence, key=lambda one: not _is(one, chosen))
            clock.lap("read")
            needed = self.settings.answer.threshold if threshold is None else threshold
            reply = answer.decide(
                question,
                asked,
                evidence,
                partial(self._engine.article, library),
                threshold=0.0 if chosen else needed,
                others=self.settings.answer.others,
            )
            clock.lap("decide")
        return Examination(
            reply=reply,
            terms=understood.terms,
            ranked=tuple(ranked),
            evidence=tuple(evidence),
            confidence=answer.confidence(evidence),
            threshold=needed,
            milliseconds=clock.laps,
        )

    def ask(self, question: str, *, library: str) -> Reply:
        """The answer, or that the articles do not say.

        Raises:
            QuestionError: the question is empty or too long.
        """
        return self.examine(question, library=library).reply

    def suggest(self, words: str, *, library: str, limit: int = 10) -> list[Citation]:
        """Sentences that fit what somebody has typed so far, by words alone, best first; none for no words."""
        typed = " ".join(normalise(words).split())[: self.settings.limits.question_characters]
        with self._engine.snapshot():
            return suggest.sentences(self._engine, typed, library=library, limit=limit)

    def search(self, words: str, *, library: str, limit: int = 10) -> list[RankedPassage]:
        """The passages that fit the words best, best first.

        Raises:
            QuestionError: the words are empty or too long.
        """
        asked = self._asked(words)
        with self._engine.snapshot():
            understood = self._understand(asked, library)
            keys = self._find(understood, library)
            candidates: list[Candidate] = rank.rerank(understood, self._engine.postings(library, keys))[:limit]
            return rank.with_passages(candidates, self._engine.fetch(library, [c.key for c in candidates]))

    def add(self, locations: Sequence[str], *, library: str, watch: Watch | None = None) -> Iterator[Outcome]:
        """Reads and stores what is at the locations; a location that cannot be read is skipped with its reason."""
        return self.store(self._drafts(locations), library=library, watch=watch)

    def store(
        self, drafts: Iterable[Draft | Skipped], *, library: str, watch: Watch | None = None
    ) -> Iterator[Outcome]:
        """Stores drafts; what was yielded as added is stored, whatever happens afterwards."""
        return self._intake.store(drafts, library=library, watch=watch or _unwatched)

    def articles(self, *, library: str) -> list[ArticleCard]:
        """All articles, by title."""
        return self._engine.articles(library)

    def find(self, name: str, *, library: str) -> Article:
        """The article that goes by a name: id, source, title, or a part that only one has.

        Raises:
            ArticleUnknown: none does, or several do; the message names the nearest.
        """
        with self._engine.snapshot():
            article = self.article(catalog.find(name, self._engine.articles(library)).id, library=library)
            assert article is not None  # noqa: S101  listed in the same snapshot
            return article

    def article(self, article_id: str, *, library: str) -> Article | None:
        """The article of an id, or None."""
        return self._engine.article(library, article_id)

    def passages(self, article_id: str, *, library: str) -> list[Passage]:
        """An article's passages in the order of its text; empty where there is no such article."""
        return [stored.passage for stored in self._engine.passages(library, article_id)]

    def remove(self, name: str, *, library: str) -> Article:
        """Takes out the article that goes by a name, and returns it.

        Raises:
            ArticleUnknown: no article, or more than one, goes by it.
        """
        article = self.find(name, library=library)
        self._engine.remove(library, article.id)
        return article

    def summarize(self, name: str, *, library: str, sentences: int = 3) -> Summary:
        """A summary of the article that goes by a name, in its own sentences.

        Raises:
            ArticleUnknown: no article, or more than one, goes by it.
        """
        with self._engine.snapshot():
            article = self.find(name, library=library)
            stored = self._engine.passages(library, article.id)
        return summary.summarize(card(article, len(stored)), article, stored, sentences=sentences)

    def warm(self) -> None:
        """Loads the models, so that the next question is quick.

        Raises:
            ModelError: a model is missing or damaged.
        """
        self._embedder.warm()
        self._reader.warm()

    def close(self) -> None:
        """Releases the library's file."""
        self._engine.close()

    @property
    def _read_passages(self) -> int:
        return self.settings.retrieval.read_passages

    def _asked(self, question: str) -> str:
        text = " ".join(normalise(question).split())
        most = self.settings.limits.question_characters
        if not text:
            raise QuestionError("the question is empty", advice="Ask in words, such as: When did the bridge reopen?")
        if len(text) > most:
            raise QuestionError(
                f"the question has {len(text):,} characters, and {most:,} are allowed",
                advice="Ask for one thing, in one sentence.",
            )
        return text

    def _understand(self, asked: str, library: str) -> Question:
        languages = self._engine.languages(library) or (DEFAULT,)
        found = tuple(dict.fromkeys(term for language in languages for term in terms(asked, language)))
        return Question(
            text=asked,
            terms=found,
            vector=self._embedder.question(asked),
            statistics=self._engine.statistics(library, found),
        )

    def _holding(self, chosen: Citation, library: str) -> list[int]:
        """The key of the passage that a sentence stands in; nothing where it no longer does."""
        stored = self._engine.passages(library, chosen.article_id)
        return [one.key for one in stored if one.passage.start <= chosen.start and chosen.end <= one.passage.end][:1]

    def _find(self, question: Question, library: str) -> list[int]:
        settings = self.settings.retrieval
        lexical = self._engine.lexical(library, question.terms, settings.lexical_candidates)
        dense = self._engine.dense(library, question.vector, settings.dense_candidates)
        return list(dict.fromkeys([*lexical, *dense]))

    def _drafts(self, locations: Sequence[str]) -> Iterator[Draft | Skipped]:
        for location in locations:
            try:
                yield from sources.load(location, limits=self.settings.limits)
            except SourceError as error:
                yield Skipped(source=error.where or location, reason=f"{error.what}. {error.advice}")


class _Clock:
    """Milliseconds between laps, by name."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = (now - self._last) * 1000
        self._last = now


def _is(one: Evidence, chosen: Citation) -> bool:
    where = (one.passage.passage.article_id, one.sentence.start, one.sentence.end)
    return where == (chosen.article_id, chosen.start, chosen.end)


def _unwatched(_stage: str, _done: int, _total: int | None) -> None:
    """Nobody looks."""
