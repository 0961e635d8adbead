"""The whole flow on one screen: what `Footnote.examine` does with a question, and what feeds it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from retrieval import agreement, answer, catalog, digest, following, packs, rank, sources, suggest, summary, timeline
from retrieval.errors import QuestionError
from retrieval.intake import Intake, Watch, card
from retrieval.language import DEFAULT
from retrieval.protocols import Embedder, Engine, Reader
from retrieval.records import (
    Article,
    ArticleCard,
    Candidate,
    Citation,
    Digest,
    Draft,
    Evidence,
    Examination,
    Known,
    Length,
    Location,
    Origin,
    Outcome,
    Passage,
    Question,
    RankedPassage,
    Reply,
    Same,
    Skipped,
    StoredPassage,
    Summary,
    Timeline,
)
from retrieval.settings import Settings
from retrieval.terms import terms
from retrieval.text import normalise
from retrieval.trail import Trail, identity, unfollowed

DIGEST_SENTENCES = 10


class Footnote:
    """Answers questions from articles. Safe to use from several threads.

    Args:
        settings: what was configured.
        engine: where articles are stored.
        embedder: how texts become vectors.
        reader: what finds the answering sentence.
        fetcher: what fetches from the web; None: web addresses are refused.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        engine: Engine,
        embedder: Embedder,
        reader: Reader,
        fetcher: sources.Fetcher | None = None,
    ) -> None:
        self.settings = settings
        self._fetcher = fetcher
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
        """Reads and stores what is at the locations; a location that cannot be read is skipped with its reason.

        What gave an article is read again by `refresh`. What somebody removed comes back if it is there.
        """
        trail = Trail(self._engine, library, wanted=True)
        follow = partial(self._engine.follow, library)
        found = following.first_time(locations, load=self._load, trail=trail, follow=follow)
        return self._intake.store(found, library=library, watch=watch or _unwatched, trail=trail)

    def refresh(self, locations: Sequence[str] = (), *, library: str, watch: Watch | None = None) -> Iterator[Outcome]:
        """Reads again what was added: stores what is new, replaces what changed, marks what is no longer there.

        Args:
            locations: those to read, as they were added; none: all.
            library: whose.
            watch: is told how far it has got.

        Raises:
            LocationUnknown: nothing was added from one of them.
        """
        names = following.chosen(locations, self._engine.locations(library))
        trail = Trail(self._engine, library, wanted=False)
        follow = partial(self._engine.follow, library)
        found = following.again(names, load=self._load, trail=trail, follow=follow)
        return self._intake.store(found, library=library, watch=watch or _unwatched, trail=trail)

    def store(
        self, drafts: Iterable[Draft | Skipped], *, library: str, watch: Watch | None = None
    ) -> Iterator[Outcome]:
        """Stores drafts; what was yielded as added is stored, whatever happens afterwards."""
        trail = Trail(self._engine, library, wanted=True)
        return self._intake.store(unfollowed(drafts), library=library, watch=watch or _unwatched, trail=trail)

    def locations(self, *, library: str) -> list[Location]:
        """What was added and is read again by `refresh`, the oldest first."""
        return self._engine.locations(library)

    def libraries(self) -> tuple[str, ...]:
        """The names of all libraries that hold anything."""
        return self._engine.libraries()

    def origins(self, article_id: str, *, library: str) -> list[Origin]:
        """The sources that give an article; none where it cannot be read again."""
        return self._engine.origins(library, article_id)

    def export(self, folder: Path, *, library: str, watch: Watch | None = None) -> int:
        """Writes the library as a pack, and returns how many articles are in it.

        Raises:
            PackError: the folder is there already, or cannot be written.
        """
        total, told = len(self._engine.articles(library)), watch or _unwatched
        done = 0
        for done in packs.write(folder, self._engine, library=library, embedder=self._embedder):
            told("writing", done, total)
        return done

    def take_pack(self, folder: Path, *, library: str, watch: Watch | None = None) -> Iterator[Outcome]:
        """Stores the articles of a pack with the vectors that it brings; those of the same sources are replaced.

        Raises:
            PackError: it is damaged or no pack; nothing was changed.
            ModelMismatch: its vectors were made by another model; nothing was changed.
        """
        pack = packs.Pack(folder, library=library, embedder=self._embedder)
        return packs.taken(pack, self._engine, watch or _unwatched)

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

    def nearest(self, old: Citation, *, library: str) -> Citation | None:
        """What its article has now in place of a quote: the sentence that has most words in common with it, or None."""
        article = self.article(old.article_id, library=library)
        if article is None:
            return None
        sentences = [one for passage in self.passages(article.id, library=library) for one in passage.sentences]
        now = [Citation.of(article, one) for one in sentences]
        return agreement.nearest(old.quote, now, language=article.language)

    def passages(self, article_id: str, *, library: str) -> list[Passage]:
        """An article's passages in the order of its text; empty where there is no such article."""
        return [stored.passage for stored in self._engine.passages(library, article_id)]

    def remove(self, name: str, *, library: str) -> Article:
        """Takes out the article that goes by a name, and returns it. A refresh does not bring it back.

        Raises:
            ArticleUnknown: no article, or more than one, goes by it.
        """
        article = self.find(name, library=library)
        self._take_out(article.id, library)
        return article

    def unfollow(self, location: str, *, library: str) -> list[ArticleCard]:
        """Takes out a location with the articles that are its own, and returns those.

        Raises:
            LocationUnknown: nothing was added from there.
        """
        (name,) = following.chosen([location], self._engine.locations(library))
        its = [one for one in self._engine.origins(library) if one.location == name and one.article_id]
        own = [one.article_id for one in its if one.article_id == identity(library, one.source)]
        cards = [self._engine.card(library, article_id) for article_id in own]
        self._engine.forget(library, name)
        for article_id in own:
            self._engine.remove(library, article_id)
        return [card for card in cards if card is not None]

    def summarize(self, name: str, *, library: str, length: Length | int = "short", about: str = "") -> Summary:
        """A summary of the article that goes by a name, in its own sentences.

        Args:
            name: of the article, as `find` takes it.
            library: whose.
            length: "short", "medium", "long", or a number of sentences.
            about: what it should be about; empty: the whole. Of what the article does not speak there is no sentence.

        Raises:
            ArticleUnknown: no article, or more than one, goes by it.
            ConfigError: fewer than one sentence is asked for.
            QuestionError: the focus is too long.
        """
        asked = self._asked(about) if about.strip() else ""
        with self._engine.snapshot():
            article = self.find(name, library=library)
            stored = self._engine.passages(library, article.id)
            focused = self._understand(asked, library) if asked else None
        return summary.summarize(card(article, len(stored)), article, stored, length=length, about=focused)

    def digest(self, words: str, *, library: str, sentences: int = DIGEST_SENTENCES) -> Digest:
        """What the articles say about some words, in order of date, at most so many sentences.

        Raises:
            QuestionError: the words are empty or too long.
        """
        asked = self._asked(words)
        with self._engine.snapshot():
            about = self._understand(asked, library)
            ranked = rank.rerank(about, self._engine.postings(library, self._find(about, library)))
            best = self._engine.fetch(library, [one.key for one in ranked[: self._read_passages]])
            speaking = dict.fromkeys(one.passage.article_id for one in rank.with_passages(ranked, best))
            return digest.digest(about, tuple(speaking), partial(self._whole, library), sentences=sentences)

    def timeline(self, words: str, *, library: str) -> Timeline:
        """How many articles and sentences speak of some words over time.

        Raises:
            QuestionError: the words are empty or too long.
        """
        asked = self._asked(words)
        with self._engine.snapshot():
            return timeline.timeline(self._engine, asked, library=library)

    def warm(self) -> None:
        """Loads the models, so that the next question is quick.

        Raises:
            ModelError: a model is missing or damaged.
        """
        self._embedder.warm()
        self._reader.warm()

    def close(self) -> None:
        """Releases the library's file, and the connections to web servers."""
        if self._fetcher:
            self._fetcher.close()
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

    def _whole(self, library: str, article_id: str) -> tuple[Article, list[StoredPassage]] | None:
        article = self._engine.article(library, article_id)
        return None if article is None else (article, self._engine.passages(library, article_id))

    def _find(self, question: Question, library: str) -> list[int]:
        settings = self.settings.retrieval
        lexical = self._engine.lexical(library, question.terms, settings.lexical_candidates)
        dense = self._engine.dense(library, question.vector, settings.dense_candidates)
        return list(dict.fromkeys([*lexical, *dense]))

    def _take_out(self, article_id: str, library: str) -> None:
        """Removes an article; where nothing else came from a file or a page of its own, that is no longer read."""
        origins = self._engine.origins(library, article_id)
        self._engine.trace(library, [replace(one, article_id=None) for one in origins])
        self._engine.remove(library, article_id)
        giving = {one.location for one in self._engine.origins(library) if one.article_id}
        for one in origins:
            if one.location in {one.source, one.file} - giving:
                self._engine.forget(library, one.location)

    def _load(self, location: str, *, known: Callable[[str], Known | None]) -> Iterator[Draft | Same | Skipped]:
        return sources.load(location, limits=self.settings.limits, fetcher=self._fetcher, known=known)


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
