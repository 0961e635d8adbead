"""Makes questions ready for a library, and finds the passages that may answer them."""

from __future__ import annotations

from retrieval.core.errors import QuestionError
from retrieval.core.protocols import Embedder, Engine
from retrieval.core.records import Candidate, Question, StoredPassage
from retrieval.core.settings import Settings
from retrieval.ranking import reranker
from retrieval.text.analyzer import terms
from retrieval.text.language_detection import DEFAULT
from retrieval.text.normalize import normalise


class Finder:
    """Understands questions and finds passages. What belongs to one question is called in one snapshot.

    Args:
        settings: what was configured.
        engine: where articles are stored.
        embedder: how texts become vectors.
    """

    def __init__(self, *, settings: Settings, engine: Engine, embedder: Embedder) -> None:
        self._settings = settings
        self._engine = engine
        self._embedder = embedder

    def asked(self, question: str) -> str:
        """A question without what means nothing in it.

        Raises:
            QuestionError: it is empty or too long.
        """
        text = " ".join(normalise(question).split())
        most = self._settings.limits.question_characters
        if not text:
            raise QuestionError("the question is empty", advice="Ask in words, such as: When did the bridge reopen?")
        if len(text) > most:
            raise QuestionError(
                f"the question has {len(text):,} characters, and {most:,} are allowed",
                advice="Ask for one thing, in one sentence.",
            )
        return text

    def understand(self, asked: str, library: str) -> Question:
        """A question analysed in the library's languages, and embedded."""
        languages = self._engine.languages(library) or (DEFAULT,)
        found = tuple(dict.fromkeys(term for language in languages for term in terms(asked, language)))
        return Question(
            text=asked,
            terms=found,
            vector=self._embedder.question(asked),
            statistics=self._engine.statistics(library, found),
        )

    def find(self, question: Question, library: str) -> list[int]:
        """The keys of passages that may fit, by words and by meaning: a superset, each once."""
        settings = self._settings.retrieval
        lexical = self._engine.lexical(library, question.terms, settings.lexical_candidates)
        dense = self._engine.dense(library, question.vector, settings.dense_candidates)
        return list(dict.fromkeys([*lexical, *dense]))

    def ranked(self, asked: str, library: str) -> tuple[Question, list[Candidate]]:
        """A question understood, and all that was found for it, the best first."""
        understood = self.understand(asked, library)
        return understood, reranker.rerank(understood, self._engine.postings(library, self.find(understood, library)))

    def near(self, library: str, quote: str) -> tuple[Question, list[StoredPassage]]:
        """A quote as a question, and the passages that are nearest to it, the best first."""
        about, ranked = self.ranked(quote[: self._settings.limits.question_characters], library)
        keys = [one.key for one in ranked[: self._settings.retrieval.read_passages]]
        return about, sorted(self._engine.fetch(library, keys), key=lambda one: keys.index(one.key))
