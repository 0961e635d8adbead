"""A batch of articles that are embedded together: small, so that it takes little memory and little work is lost."""

from __future__ import annotations

import time
from dataclasses import dataclass

from retrieval.core.ingestion_records import Draft, Origin
from retrieval.core.records import Article, Passage
from retrieval.indexing.loaded_items import LoadedItem

# Enough to sort by length, few enough that little work is lost by an interruption.
_PASSAGES = 128
# Characters of texts held at most, besides the longest article: articles of the same text wait without being split.
_CHARACTERS = 4_000_000
# Pages come slowly from the web: fetched pages are stored after this time, so that an interruption loses no more.
_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitArticle:
    """An article with its passages, still to be embedded."""

    article: Article
    passages: tuple[Passage, ...]  # at least one
    replaces: bool
    origin: Origin | None


class Batch:
    """Articles to embed, and items that are decided once these are stored."""

    def __init__(self) -> None:
        self.articles: list[SplitArticle] = []
        self.waiting: list[LoadedItem] = []
        self.pending: set[str] = set()  # ids of the articles that can be read again
        self.passages = 0
        self._characters = 0
        self._ends = time.monotonic() + _SECONDS

    def add(self, article: SplitArticle) -> None:
        """Add an article."""
        self.articles.append(article)
        self.passages += len(article.passages)
        self._characters += len(article.article.text)
        if article.origin:
            self.pending.add(article.article.id)

    def postpone(self, loaded: LoadedItem) -> None:
        """Keep an item until the articles are stored."""
        self.waiting.append(loaded)
        if isinstance(loaded.item, Draft):
            self._characters += len(loaded.item.text)

    def is_full(self) -> bool:
        """Return whether to store the batch now, because of its size or its age."""
        is_large = self.passages >= _PASSAGES or self._characters >= _CHARACTERS
        return is_large or time.monotonic() > self._ends
