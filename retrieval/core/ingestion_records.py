"""The records of what libraries keep: drafts and other items from loaders, their origins, and the outcome of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from retrieval.core.records import ArticleCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as a loader read it, before a library takes it in. `text` is normalised."""

    source: str  # a URL, or the path it was read from (with `#id` for one of many in a file)
    title: str
    text: str
    published: str | None = None  # ISO 8601, a date or a date with time
    key: str | None = None  # its own id in a file of many articles
    author: str | None = None
    canonical: str | None = None  # the URL that the article itself names as its address
    pages: tuple[int, ...] = ()  # where each page begins in `text`, ascending from 0; empty where there are no pages
    origin: str | None = None  # the file or address that it was read from, where that is not its source
    etag: str | None = None  # the web server's name for this version, to ask with the next time
    modified: str | None = None  # its Last-Modified header as sent, to ask with the next time


@dataclass(frozen=True, slots=True, kw_only=True)
class UnchangedSource:
    """A web address whose server said that nothing changed there since it was stored."""

    source: str  # as in the draft that was stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A location that gave no article, and why."""

    source: str
    reason: str  # fit for users: what is wrong and what to do; it does not repeat the source
    expected: bool = False  # nothing went wrong: a folder may hold pictures
    late: bool = False  # all that was wrong is that the time for reading was over


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A location as somebody named it: a file, a folder, a pattern, an address. A refresh reads it again."""

    location: str
    added: str  # ISO 8601, UTC, to the second
    read: str | None  # when it was last read to its end; None: never


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A source that a location gave, with the marks that show whether it has changed since."""

    source: str
    article_id: str | None  # the article that it gives; None: somebody removed that, and it must not return
    location: str  # what gave it last
    file: str  # the file or address that it was read from; often the source itself
    etag: str | None = None
    modified: str | None = None
    digest: str = ""  # of the text that it gave: two sources of one digest are one article
    gone: str | None = None  # ISO 8601, UTC: since when it is not there; None while it is


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedArticle:
    """An article that was removed, with all that is needed to put it back as it was."""

    draft: Draft
    origins: tuple[Origin, ...]  # the sources that gave it
    locations: tuple[Location, ...]  # that gave it; some may still be followed


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An article that was stored."""

    article: ArticleCard
    replaced: bool
    first_sentence: str
    kept: int = 0  # passages that read as they did and kept their vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """An article that was stored already, with the same text."""

    article: ArticleCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A new source whose text is that of a stored article: both are its sources from now on."""

    article: ArticleCard
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanished:
    """An article that none of its sources gives any more. It stays, and its citations say since when."""

    article: ArticleCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """An article that had vanished and is there again, with the same text."""

    article: ArticleCard


Outcome: TypeAlias = Added | Unchanged | Alias | Vanished | Returned | Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexingReport:
    """The outcomes of one addition or refresh, of each article and location, in the order of their decisions."""

    outcomes: tuple[Outcome, ...]

    @property
    def added(self) -> int:
        """Number of stored articles that the library did not have."""
        return sum(isinstance(outcome, Added) and not outcome.replaced for outcome in self.outcomes)

    @property
    def replaced(self) -> int:
        """Number of articles that were stored in place of an older text of theirs."""
        return sum(isinstance(outcome, Added) and outcome.replaced for outcome in self.outcomes)

    @property
    def unchanged(self) -> int:
        """Number of articles that were stored already, with the same text."""
        return sum(isinstance(outcome, Unchanged | Alias | Returned) for outcome in self.outcomes)

    @property
    def skipped(self) -> int:
        """Number of locations that should have given an article, and gave none."""
        return sum(isinstance(outcome, Skipped) and not outcome.expected for outcome in self.outcomes)

    @property
    def gone(self) -> int:
        """Number of articles that have lost their last source."""
        return sum(isinstance(outcome, Vanished) for outcome in self.outcomes)
