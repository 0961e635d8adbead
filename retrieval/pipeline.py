"""The whole flow on one screen: what `Footnote.examine` does with a question, and what feeds it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from retrieval import sources
from retrieval.answering import decision, thresholds
from retrieval.conversation import clarification, query_rewriting, quote_followups
from retrieval.conversation.intents import AsideReply, Kind
from retrieval.conversation.query_rewriting import Exchange
from retrieval.core.overview_records import Digest, Length, Summary, Timeline
from retrieval.core.protocols import Embedder, Engine, Reader, SourceRegistry
from retrieval.core.records import Citation, Evidence, Examination, RankedPassage, Reply
from retrieval.core.settings import Settings
from retrieval.core.stage_timer import Clock
from retrieval.indexing.indexer import card
from retrieval.library import Shelves
from retrieval.ranking import autocomplete, reranker
from retrieval.ranking.retriever import Retriever
from retrieval.summaries import digest, sentence_selection, timeline
from retrieval.text.normalize import normalise

DIGEST_SENTENCES = 10


class Footnote(Shelves):
    """Answers questions from articles. Safe to use from several threads.

    Args:
        settings: what was configured.
        engine: where articles are stored.
        registry: where it is kept what they come from.
        embedder: how texts become vectors.
        reader: what finds the answering sentence.
        fetcher: what fetches from the web; None: web addresses are refused.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        engine: Engine,
        registry: SourceRegistry,
        embedder: Embedder,
        reader: Reader,
        fetcher: sources.Fetcher | None = None,
    ) -> None:
        super().__init__(settings=settings, engine=engine, registry=registry, embedder=embedder, fetcher=fetcher)
        self._reader = reader
        self._retriever = Retriever(settings=settings, engine=engine, embedder=embedder)

    def examine(
        self,
        question: str,
        *,
        library: str,
        history: Sequence[Exchange] = (),
        threshold: float | None = None,
        chosen: Citation | None = None,
    ) -> Examination:
        """Answers a question and keeps how the answer came about.

        Args:
            question: what is asked.
            library: of which library.
            history: what was said before, oldest first: the question may lean on it.
            threshold: least confidence of an answer, 0 to 1; None: as configured.
            chosen: a sentence that the asker has chosen: it comes first, and is the answer however unsure.

        Raises:
            QuestionError: the question is empty or too long.
        """
        asked = self._retriever.clean_question(question)
        needed = thresholds.needed(self.settings) if threshold is None else threshold
        resolved = query_rewriting.resolve(asked, () if chosen else history)
        found = self._examined(question, resolved.question, library=library, threshold=needed, chosen=chosen)
        if not resolved.sure:  # it may as well stand alone
            alone = self._examined(question, asked, library=library, threshold=needed, chosen=None)
            found = max(alone, found, key=lambda one: one.confidence)
        return found if chosen or resolved.carried else clarification.with_readings(found, asked)

    def _examined(
        self, asked: str, question: str, *, library: str, threshold: float, chosen: Citation | None
    ) -> Examination:
        """The flow, for a question that stands alone.

        1. understand: the question, analysed and embedded
        2. find: candidates by words and by meaning, a superset
        3. rank: exact BM25, cosine and coverage, fused
        4. read: the sentences of the best passages
        5. decide: an answer with its citation, or none
        """
        clock = Clock()
        with self._engine.snapshot():
            understood = self._retriever.analyse(question, library)
            clock.lap("understand")
            wanted = self._holding(chosen, library) if chosen else []
            keys = [*self._retriever.find_keys(understood, library), *wanted]
            clock.lap("find")
            candidates = reranker.rerank(understood, self._engine.postings(library, keys))
            clock.lap("rank")
            read = [c.key for c in candidates[: self.settings.retrieval.read_passages]]
            stored = self._engine.fetch(library, [*read, *wanted])
            ranked = reranker.with_passages(candidates, stored)
            whole = {one.passage.id: one for one in stored}
            evidence = self._reader.read(understood, [(one, whole[one.passage.id]) for one in ranked])
            if chosen:
                evidence = sorted(evidence, key=lambda one: not _is(one, chosen))
            clock.lap("read")
            reply = decision.decide(
                asked,
                question,
                evidence,
                partial(self._engine.article, library),
                threshold=0.0 if chosen else threshold,
                others=self.settings.answer.others,
            )
            clock.lap("decide")
        return Examination(
            reply=reply,
            terms=understood.terms,
            ranked=tuple(ranked),
            evidence=tuple(evidence),
            confidence=decision.confidence(evidence),
            threshold=threshold,
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
            return autocomplete.sentences(self._engine, typed, library=library, limit=limit)

    def search(self, words: str, *, library: str, limit: int = 10) -> list[RankedPassage]:
        """The passages that fit the words best, best first.

        Raises:
            QuestionError: the words are empty or too long.
        """
        asked = self._retriever.clean_question(words)
        with self._engine.snapshot():
            _, ranked = self._retriever.rank(asked, library)
            best = ranked[:limit]
            return reranker.with_passages(best, self._engine.fetch(library, [one.key for one in best]))

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
        asked = self._retriever.clean_question(about) if about.strip() else ""
        with self._engine.snapshot():
            article = self.find(name, library=library)
            stored = self._engine.passages(library, article.id)
            focused = self._retriever.analyse(asked, library) if asked else None
        return sentence_selection.summarize(card(article, len(stored)), article, stored, length=length, about=focused)

    def digest(self, words: str, *, library: str, sentences: int = DIGEST_SENTENCES) -> Digest:
        """What the articles say about some words, in order of date, at most so many sentences.

        Raises:
            QuestionError: the words are empty or too long.
        """
        asked = self._retriever.clean_question(words)
        with self._engine.snapshot():
            about, ranked = self._retriever.rank(asked, library)
            best = self._engine.fetch(library, [one.key for one in ranked[: self.settings.retrieval.read_passages]])
            speaking = dict.fromkeys(one.passage.article_id for one in reranker.with_passages(ranked, best))
            return digest.digest(about, tuple(speaking), partial(self._whole, library), sentences=sentences)

    def timeline(self, words: str, *, library: str) -> Timeline:
        """How many articles and sentences speak of some words over time.

        Raises:
            QuestionError: the words are empty or too long.
        """
        asked = self._retriever.clean_question(words)
        with self._engine.snapshot():
            return timeline.timeline(self._engine, asked, library=library)

    def aside(self, kind: Kind, quote: Citation, *, library: str, others: Sequence[Citation] = ()) -> AsideReply:
        """What somebody wants to know beside a quote: its neighbours, who said it, when, more of it, other articles.

        An article that is gone, or no longer has the sentence, is a reply too.

        Args:
            kind: what.
            quote: the sentence; where it has moved, its words count.
            library: that it is from.
            others: further sentences of the same answer, for "more".
        """
        with self._engine.snapshot():
            fetch, near = partial(self._whole, library), partial(self._retriever.rank_by_quote, library)
            return quote_followups.reply(kind, quote, others=others, fetch=fetch, near=near)

    def warm(self) -> None:
        """Loads the models, so that the next question is quick.

        Raises:
            ModelError: a model is missing or damaged.
        """
        self._embedder.warm()
        self._reader.warm()


def _is(one: Evidence, chosen: Citation) -> bool:
    where = (one.passage.passage.article_id, one.sentence.start, one.sentence.end)
    return where == (chosen.article_id, chosen.start, chosen.end)
