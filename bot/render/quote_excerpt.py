"""A quote with the sentences around it, cut from the passage that it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval import Answer, Citation, Part, Passage, Reply, TextRange

if TYPE_CHECKING:
    from retrieval import Footnote


_SAME_LINE = 1  # characters between two parts of one paragraph
_NEXT_LINE = 9  # between a sentence and the code, the list item or the paragraph after it; more is left out text
_ITEM = re.compile(r"(?:[-*+•‣◦▪●·]|\(?\w{1,3}[.)]) ")
_ENDED = re.compile("[.!?…:。！？][\"'”’»)]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedQuote:
    """The parts of a citation as one text."""

    text: str  # what answers, a part a line unless two are of one paragraph
    main: int  # where the main part begins in it
    context: str = ""  # what is only needed to understand it


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A citation with its surroundings: what stands before its first part and after its last."""

    citation: Citation
    before: str = ""
    after: str = ""
    highlight: TextRange | None = None  # offsets into the quote


def of_reply(reply: Reply, *, footnote: Footnote, library: str, sentences: int) -> tuple[Quoted, ...]:
    """Return the quotes of a reply: the answer and the further sentences, or the leads; each with its surroundings."""
    first = inside(reply.citation, reply.highlight) if isinstance(reply, Answer) else None
    return tuple(
        around(
            citation,
            footnote.passages(citation.article_id, library=library),
            sentences=sentences,
            highlight=None if position else first,
        )
        for position, citation in enumerate(reply.citations)
    )


def inside(citation: Citation, highlight: TextRange | None) -> TextRange | None:
    """Return a highlight's offsets into the article, as offsets into the quote."""
    if highlight is None or not citation.start <= highlight.start < highlight.end <= citation.end:
        return None
    return TextRange(start=highlight.start - citation.start, end=highlight.end - citation.start)


def join_parts(citation: Citation) -> JoinedQuote:
    """Return the parts of a citation as one text, and apart from it what is only needed to understand it."""
    parts = [part for part in citation.parts if part.role == "answer" or part.start == citation.start]
    context = " ".join(" ".join(part.quote.split()) for part in citation.parts if part not in parts)
    text, main = "", 0
    for position, part in enumerate(parts):
        text += _separator(parts[position - 1], part) if position else ""
        main = len(text) if part.start == citation.start else main
        text += part.quote if is_in_lines(part.quote) else part.quote.replace("\n", " ")
    return JoinedQuote(text=text, main=main, context=context)


def is_in_lines(quote: str) -> bool:
    """Return whether the line breaks of a part count, as in code: no sentence ends at its end."""
    return "\n" in quote and not _ENDED.search(quote)


def _separator(before: Part, part: Part) -> str:
    gap = part.start - before.end
    if gap > _NEXT_LINE:
        return "\n… "
    return " " if gap == _SAME_LINE and not _ITEM.match(part.quote) and _ENDED.search(before.quote) else "\n"


def around(
    citation: Citation, passages: Sequence[Passage], *, sentences: int, highlight: TextRange | None = None
) -> Quoted:
    """Return the citation with up to `sentences` sentences before and after it, from the same passage.

    An article that was replaced since has no such passage: the quote then stands alone.
    """
    passage = next((p for p in passages if p.start <= citation.start and citation.end <= p.end), None)
    if passage is None:
        return Quoted(citation=citation, highlight=highlight)
    first, last = max(passage.start, citation.parts[0].start), min(passage.end, citation.parts[-1].end)
    earlier = [s.start for s in passage.sentences if s.end <= first]
    later = [s.end for s in passage.sentences if s.start >= last]
    start = (earlier[-sentences:] or [first])[0] if sentences else first
    end = (later[:sentences] or [last])[-1]
    return Quoted(
        citation=citation,
        before=passage.text[start - passage.start : first - passage.start],
        after=passage.text[last - passage.start : end - passage.start],
        highlight=highlight,
    )
