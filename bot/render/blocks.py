"""The blocks that replies are made of: `reply_blocks` builds them from records, a writer prints them for one place.

The writers are `terminal` and `plain_text`. Text in a block may hold any character; a writer makes it safe to show.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from bot.render.quote_excerpt import Quoted
from retrieval import Citation, Timeline

HeadingLevel = Literal["article", "passage", "range"]
Tone = Literal["plain", "aside", "detail", "confidence", "refusal", "timing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title of the blocks that follow: an article, a passage that was found, or the range of a passage."""

    text: str
    details: tuple[str, ...] = ()  # shown beside the title
    level: HeadingLevel = "article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quote with the sentences around it, its citation, and the link to it."""

    quoted: Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A sentence that is near the question but does not answer it, with its citation."""

    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Sentences of one article under its heading, each with its range of characters."""

    citations: tuple[Citation, ...]
    also: str = ""  # the other articles that say the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Text of an article that is no quote."""

    text: str
    indented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A line of Footnote's own words. `timing` is shown only where somebody watches: plain text leaves it out."""

    text: str
    tone: Tone = "aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells. Each cell is safe to show and on one line."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[str] = frozenset()  # columns that are aligned at the right
    more: int = 0  # rows that were left out

    def cut(self, rows: int) -> Table:
        """Return the first rows, with the number of those left out."""
        return replace(self, rows=self.rows[:rows], more=self.more + max(0, len(self.rows) - rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A timeline. `chart` draws it as a picture; a writer of text prints it as a table with bars."""

    timeline: Timeline


Block: TypeAlias = Heading | Quote | Lead | Excerpt | Paragraph | Note | Table | Picture
