"""The titles of libraries, kept ready for what is shown while somebody types: a keystroke reads no list of articles."""

from __future__ import annotations

import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from bot.discord.ui.card_parts import source_name
from retrieval import ArticleCard

LONGEST_AGE = 30.0  # seconds: another process may have changed the library
LIBRARIES = 50  # whose titles are kept, those used last: about 2 MB for 1,000 articles
_QUICK = 0.005  # seconds in which a list is made anew at once; a longer one is made while the older one is searched
_GRAM = 3  # characters of the pieces by which articles are found; shorter words are looked for in all titles


class Titles:
    """The articles of one state of a library, and where each piece of three characters occurs in their titles.

    Args:
        articles: by title.
        changes: of the library, when they were read.
        began: when the reading began, by `time.monotonic`.
    """

    def __init__(self, articles: Sequence[ArticleCard], *, changes: int, began: float) -> None:
        self.changes = changes
        self._articles = articles
        self._searched = [searched_text(article) for article in articles]
        self._occurrences: dict[str, list[int]] = {}
        for number, text in enumerate(self._searched):
            for gram in _grams(text):
                self._occurrences.setdefault(gram, []).append(number)
        self._text = "\n".join(self._searched)
        self._starts = list(accumulate((len(text) + 1 for text in self._searched), initial=0))
        self.made = time.monotonic()
        self.seconds = self.made - began

    def find(self, words: Sequence[str], limit: int) -> list[ArticleCard]:
        """Return the first articles that have every word, case-folded."""
        found: list[ArticleCard] = []
        for number in self._candidates(words):
            searched = self._searched[number]
            if all(word in searched for word in words):
                found.append(self._articles[number])
                if len(found) == limit:
                    break
        return found

    def _candidates(self, words: Sequence[str]) -> Iterable[int]:
        """Return the articles that have the rarest piece of the words, in order; of short words, the longest word."""
        pieces = [self._occurrences.get(gram, []) for word in words for gram in _grams(word)]
        if pieces or not words:
            return min(pieces, key=len, default=range(len(self._articles)))
        return self._find_all(max(words, key=len))

    def _find_all(self, word: str) -> Iterator[int]:
        """Yield the articles that have a word, found in all titles at once: looking into each takes milliseconds."""
        at = self._text.find(word)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            at = self._text.find(word, self._starts[number + 1])


class TitleIndex:
    """Finds articles by parts of their title or source. Safe to use from several threads.

    Args:
        list_articles: gives the articles of a library, by title.
        changes: counts the changes of a library by this process.
    """

    def __init__(self, list_articles: Callable[[str], Sequence[ArticleCard]], changes: Callable[[str], int]) -> None:
        self._list_articles = list_articles
        self._changes = changes
        self._titles: dict[str, Titles] = {}
        self._lock = threading.Lock()
        self._renewing: set[str] = set()

    def find(self, typed: str, *, library: str, limit: int) -> list[ArticleCard]:
        """Return the first articles, by title, that have every typed word in title or source."""
        return self._current(library).find(typed.casefold().split(), limit)

    def _current(self, library: str) -> Titles:
        titles = self._titles.get(library)
        if titles is None:
            return self._renew(library)
        old = titles.changes != self._changes(library) or time.monotonic() - titles.made > LONGEST_AGE
        if not old:
            return titles
        if titles.seconds <= _QUICK:
            return self._renew(library)
        self._renew_meanwhile(library)
        return titles

    def _renew_meanwhile(self, library: str) -> None:
        with self._lock:
            if library in self._renewing:
                return
            self._renewing.add(library)

        def renew() -> None:
            try:
                self._renew(library)
            finally:
                self._renewing.discard(library)

        threading.Thread(target=renew, name="titles", daemon=True).start()

    def _renew(self, library: str) -> Titles:
        began, changes = time.monotonic(), self._changes(library)
        titles = Titles(self._list_articles(library), changes=changes, began=began)
        with self._lock:
            self._titles.pop(library, None)
            self._titles[library] = titles
            while len(self._titles) > LIBRARIES:
                del self._titles[next(iter(self._titles))]
        return titles


def searched_text(article: ArticleCard) -> str:
    """Return the part of an article that is searched by title.

    Of a path it is only the name: the folders are the operator's.
    """
    return f"{article.title} {source_name(article.source)}".casefold()


def _grams(text: str) -> set[str]:
    return {text[start : start + _GRAM] for start in range(len(text) - _GRAM + 1)}
