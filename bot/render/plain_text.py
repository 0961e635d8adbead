"""Writes blocks as plain text without escape codes, one paragraph a line: for pipes, files and simple terminals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from bot.render import quote_excerpt, tables, wording
from bot.render.blocks import Block, Excerpt, Heading, Lead, Note, Paragraph, Picture, Quote, Table
from retrieval import Citation, deep_link


def render(blocks: Sequence[Block]) -> str:
    """Return the blocks, with an empty line before each heading and table, and between two quotes."""
    lines: list[str] = []
    for position, block in enumerate(blocks):
        if position and _is_apart(blocks[position - 1], block):
            lines.append("")
        lines += _lines(block)
    return "\n".join(lines)


def note(text: str) -> str:
    """Return a line of Footnote's own words."""
    return wording.safe(text)


def _is_apart(before: Block, block: Block) -> bool:
    return isinstance(block, Heading | Table) or (isinstance(block, Quote) and isinstance(before, Quote))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield " · ".join([block.text, *block.details])
        case Quote():
            citation, link = block.quoted.citation, deep_link(block.quoted.citation)
            yield from (*_quote(citation), wording.citation_line(citation), *([link] if link else []))
        case Lead():
            yield f"- {wording.one_line(block.citation.quote)} ({wording.citation_line(block.citation)})"
        case Excerpt():
            yield " ".join(filter(None, (*map(_with_range, block.citations), block.also)))
        case Paragraph():
            yield wording.safe(block.text)
        case Note():
            if block.tone != "timing":
                yield note(block.text)
        case Table():
            yield from ("\t".join(row) for row in (block.columns, *block.rows))
        case Picture():
            yield from _lines(tables.timeline(block.timeline))
        case _:
            assert_never(block)


def _quote(citation: Citation) -> Iterator[str]:
    """Yield the parts of a quote, each on its line unless two are of one paragraph; context in brackets before it."""
    if not citation.further:
        yield wording.one_line(citation.quote)
        return
    joined = quote_excerpt.join_parts(citation)
    if joined.context:
        yield f"({wording.one_line(joined.context)})"
    yield from map(wording.one_line, joined.text.split("\n"))


def _with_range(citation: Citation) -> str:
    return f"{wording.one_line(citation.quote)} ({wording.characters(citation)})"
