"""The interfaces of the exchangeable parts: their methods, and what callers may rely on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeAlias

from retrieval.core.ingestion_records import Draft, Location, Origin, Skipped, UnchangedSource
from retrieval.core.records import (
    Article,
    ArticleCard,
    Evidence,
    Passage,
    PassageVectors,
    Posting,
    Question,
    RankedPassage,
    Statistics,
    StoredPassage,
    Vector,
)

Watch: TypeAlias = Callable[[str, int, int | None], None]  # stage, done, total; None where the total is not known yet


class Loader(Protocol):
    """Turns one kind of location into articles."""

    def accepts(self, location: str) -> bool:
        """Return whether this loader is the one for the location, by its name and the file system; read nothing."""
        ...

    def load(self, location: str) -> Iterator[Draft | UnchangedSource | Skipped]:
        """Yield the articles at the location, in a stable order, one after another.

        A location of many articles gives a `Skipped` for each bad one and goes on. A loader that was told what is known
        may give a `UnchangedSource` for what has not changed since.

        Raises:
            SourceError: the location as a whole cannot be read.
        """
        ...


class Embedder(Protocol):
    """Turns texts into unit vectors. The same text gives the same vector, whatever stands beside it, to 1e-3."""

    @property
    def name(self) -> str:
        """The identifier of model and method; vectors of different names are never compared."""
        ...

    @property
    def dimension(self) -> int:
        """The length of every vector."""
        ...

    def warm(self) -> None:
        """Load what is heavy, so that the next call is quick. Calling it again does nothing.

        Raises:
            ModelError: the model is missing, damaged, or of the wrong kind.
        """
        ...

    def question(self, text: str) -> Vector:
        """Return the vector of a question, shape (dimension,)."""
        ...

    def passages(self, passages: Sequence[Passage], titles: Sequence[str]) -> list[PassageVectors]:
        """Return the vectors of passages and their sentences, in the order given.

        `titles[i]` belongs to `passages[i]`.
        """
        ...


class Reader(Protocol):
    """Finds, in ranked passages, the sentences that answer."""

    def warm(self, *, at_once: bool = True) -> None:
        """Load what is heavy, so that the next call is quick. Calling it again does nothing.

        Args:
            at_once: whether several models are loaded at the same time.
        """
        ...

    def read(self, question: Question, passages: Sequence[tuple[RankedPassage, StoredPassage]]) -> list[Evidence]:
        """Return every sentence of the passages, scored: score descending, then passage id, then position.

        An empty list of passages gives an empty list. A highlight never reaches outside its sentence.
        """
        ...


class SourceRegistry(Protocol):
    """Remembers where the articles of a library come from, so that a refresh knows what to read again.

    What is written is durable on return. No question reads it, and it may be kept elsewhere than the articles.
    """

    def libraries(self) -> tuple[str, ...]:
        """Return the names of all libraries that have a location, sorted."""
        ...

    def locations(self, library: str) -> list[Location]:
        """Return the locations that were added, in the order in which each was added first, then by name."""
        ...

    def add_location(self, library: str, location: Location) -> None:
        """Remember a location.

        A known location keeps the date of its addition, and the date of its reading unless there is a new one.

        A name that is no text (half of a surrogate pair) is not remembered.
        """
        ...

    def remove_location(self, library: str, location: str) -> bool:
        """Forget a location with its origins; the articles stay. False if there was none."""
        ...

    def origins(self, library: str, article_id: str | None = None) -> list[Origin]:
        """Return every source of the library, or of one article, ordered by source."""
        ...

    def save_origins(self, library: str, origins: Sequence[Origin]) -> None:
        """Remember sources, all or none, each in place of one of the same name."""
        ...

    def close(self) -> None:
        """Release the store. Calling it again does nothing."""
        ...


class Engine(Protocol):
    """Stores whole articles and finds candidates; it does not rank.

    Every call names its library, and nothing of another library is ever seen. Calls from several threads are safe.
    """

    def snapshot(self) -> AbstractContextManager[None]:
        """Hold one state of the store for this thread in the block, despite additions meanwhile. May be nested."""
        ...

    def put(self, article: Article, passages: Sequence[Passage], vectors: Sequence[PassageVectors]) -> None:
        """Store the article whole, in place of an article with its id. Durable on return; idempotent.

        Raises:
            LibraryError: nothing was stored, and what was stored before stays.
        """
        ...

    def remove(self, library: str, article_id: str) -> bool:
        """Remove an article, durable on return. False if there was none."""
        ...

    def mark_gone(self, library: str, article_id: str, gone: str | None) -> bool:
        """Store since when an article's sources are gone; None: one of them is there. False if there is no article.

        The article's citations show it from the next question on.
        """
        ...

    def libraries(self) -> tuple[str, ...]:
        """Return the names of all libraries that have an article, sorted."""
        ...

    def article(self, library: str, article_id: str) -> Article | None:
        """Return the article, or None."""
        ...

    def card(self, library: str, article_id: str) -> ArticleCard | None:
        """Return the article's entry in the list, or None. Its text is not read."""
        ...

    def articles(self, library: str) -> list[ArticleCard]:
        """Return all articles, ordered by title (case-folded), then id."""
        ...

    def passages(self, library: str, article_id: str) -> list[StoredPassage]:
        """Return an article's passages in the order of its text; empty if there is no such article."""
        ...

    def languages(self, library: str) -> tuple[str, ...]:
        """Return the languages of the library's articles, sorted."""
        ...

    def lexical(self, library: str, terms: Sequence[str], k: int) -> list[int]:
        """Return the keys of at most k passages with some of the terms: in any order, the best by BM25 among them."""
        ...

    def dense(self, library: str, vector: Vector, k: int) -> list[int]:
        """Return the keys of the k passages (all, if fewer) nearest to the vector by cosine, in no promised order."""
        ...

    def postings(self, library: str, keys: Sequence[int]) -> list[Posting]:
        """Return the figures for ranking, in the order of passage ids, without keys that are gone or repeated."""
        ...

    def fetch(self, library: str, keys: Sequence[int]) -> list[StoredPassage]:
        """Return the passages whole, in the order of passage ids. Keys that are gone, or repeated, are left out."""
        ...

    def statistics(self, library: str, terms: Sequence[str]) -> Statistics:
        """Return facts about the whole library; zeros for an empty one."""
        ...

    def close(self) -> None:
        """Release the store. Calling it again does nothing."""
        ...
