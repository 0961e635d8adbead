"""A quote with the sentences around it, cut from the passage that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval import Answer, Citation, Passage, Reply, Sentence

if TYPE_CHECKING:
    from retrieval import Footnote


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A citation with its surroundings; `before + quote + after` is a slice of the article."""

    citation: Citation
    before: str = ""
    after: str = ""
    highlight: Sentence | None = None  # offsets into the quote


def of_reply(reply: Reply, *, pipeline: Footnote, library: str, sentences: int) -> tuple[Quoted, ...]:
    """The quotes of a reply: the answer and the further sentences, or the leads; each with its surroundings."""
    first = inside(reply.citation, reply.highlight) if isinstance(reply, Answer) else None
    return tuple(
        around(
            citation,
            pipeline.passages(citation.article_id, library=library),
            sentences=sentences,
            highlight=None if place else first,
        )
        for place, citation in enumerate(reply.citations)
    )


def inside(citation: Citation, highlight: Sentence | None) -> Sentence | None:
    """A highlight's offsets into the article, as offsets into the quote."""
    if highlight is None:
        return None
    return Sentence(start=highlight.start - citation.start, end=highlight.end - citation.start)


def around(
    citation: Citation, passages: Sequence[Passage], *, sentences: int, highlight: Sentence | None = None
) -> Quoted:
    """The citation with up to `sentences` sentences before and after it, from the same passage.

    An article that was replaced since has no such passage: the quote then stands alone.
    """
    home = next((p for p in passages if p.start <= citation.start and citation.end <= p.end), None)
    if home is None:
        return Quoted(citation=citation, highlight=highlight)
    earlier = [s.start for s in home.sentences if s.end <= citation.start]
    later = [s.end for s in home.sentences if s.start >= citation.end]
    start = (earlier[-sentences:] or [citation.start])[0] if sentences else citation.start
    end = (later[:sentences] or [citation.end])[-1]
    return Quoted(
        citation=citation,
        before=home.text[start - home.start : citation.start - home.start],
        after=home.text[citation.end - home.start : end - home.start],
        highlight=highlight,
    )
