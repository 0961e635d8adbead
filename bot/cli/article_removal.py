"""Removing in the terminal: an article by its name, or a location with its articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.render import wording
from bot.render.blocks import Note
from retrieval import Article, ArticleCard, Location

if TYPE_CHECKING:
    from retrieval import Footnote  # imports every stage; a command that needs none does not wait for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """The articles that were removed, and the location that was named, if any."""

    articles: Sequence[Article | ArticleCard]
    location: Location | None  # that is no longer read; None where an article was named

    def notes(self) -> Iterator[Note]:
        """Yield a line for each article, and one for the location."""
        for article in self.articles:
            yield Note(text=f"Removed: {wording.one_line(article.title)} ({wording.one_line(article.source)}).")
        if self.location:
            yield Note(text=f"No longer read: {wording.one_line(self.location.location)}")


def remove(footnote: Footnote, name: str, *, library: str) -> Removed:
    """Remove the location of a name with its articles, or the article of that name.

    Raises:
        ArticleUnknown: no article, or more than one, goes by it.
    """
    location = _followed(footnote, name, library=library)
    if location:
        return Removed(articles=footnote.unfollow(location.location, library=library), location=location)
    return Removed(articles=[footnote.remove(name, library=library)], location=None)


def _followed(footnote: Footnote, name: str, *, library: str) -> Location | None:
    """Return the location of that name among those that a refresh reads."""
    from retrieval import location_name  # noqa: PLC0415  imports every loader

    names = {name, location_name(name)}
    followed = footnote.locations(library=library)
    return next((location for location in followed if location.location in names), None)
