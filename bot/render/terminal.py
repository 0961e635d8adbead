"""Writes blocks for a terminal: quotes in their context, tables, dimmed citations.

Foreign words are put into a `Text` made from `wording.safe`, so neither markup nor escape codes in them are obeyed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from bot.render import quote_excerpt, wording
from bot.render.blocks import Block, Excerpt, Heading, Lead, Note, Paragraph, Picture, Quote, Table, Tone
from bot.render.quote_excerpt import JoinedQuote, Quoted
from bot.render.terminal_tables import ASIDE, HEAD, FittedTable, FittedTimeline
from retrieval import Citation, deep_link

QUOTE, HIGHLIGHT, TITLE = "bold", "bold reverse", "cyan"
_BAR, _DOT = "▌ ", "· "
_TONES: dict[Tone, str] = {
    "plain": "",
    "aside": ASIDE,
    "detail": ASIDE,
    "confidence": "green",
    "refusal": "bold yellow",
    "timing": ASIDE,
}
_INDENTED: frozenset[Tone] = frozenset({"detail", "confidence", "timing"})


class Beside:
    """Text with a mark before every line that it is wrapped to, whatever the width."""

    def __init__(self, text: Text, mark: str = " " * len(_BAR)) -> None:
        self.text = text
        self.mark = mark

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Wrap the text beside the mark."""
        for line in self.text.wrap(console, max(1, options.max_width - len(self.mark))):
            line.rstrip()
            yield Text.assemble((self.mark, TITLE), line)


def render(blocks: Sequence[Block]) -> RenderableType:
    """Return the blocks, with an empty line between two quotes."""
    parts: list[RenderableType] = []
    for position, block in enumerate(blocks):
        if position and isinstance(block, Quote) and isinstance(blocks[position - 1], Quote):
            parts.append(Text(""))
        parts += _parts(block)
    return Group(*parts)


def _parts(block: Block) -> Iterator[RenderableType]:
    match block:
        case Heading():
            yield _heading(block)
        case Quote():
            yield from _quote(block.quoted)
        case Lead():
            yield Beside(Text(wording.one_line(block.citation.quote)), _DOT)
            yield Beside(citation_line(block.citation))
        case Excerpt():
            yield from map(_sentence, block.citations)
            if block.also:
                yield Beside(Text(block.also, style=ASIDE))
        case Paragraph():
            text = Text(wording.safe(block.text))
            yield Beside(text) if block.indented else text
        case Note():
            text = Text(wording.safe(block.text), style=_TONES[block.tone])
            yield Beside(text) if block.tone in _INDENTED else text
        case Table():
            yield FittedTable(block)
        case Picture():
            yield FittedTimeline(block.timeline)
        case _:
            assert_never(block)


def _heading(block: Heading) -> Text:
    if block.level == "range":
        return Text(f"\n{block.text}", style=ASIDE)
    title = Text(block.text, style=HEAD if block.level == "article" else TITLE)
    return title.append(f"  {' · '.join(block.details)}", style=ASIDE) if block.details else title


def _quote(quoted: Quoted) -> Iterator[RenderableType]:
    """Yield the quote between the sentences around it, then its citation.

    Text that is only needed to understand the quote is dimmed.
    """
    joined = quote_excerpt.join_parts(quoted.citation)
    dimmed = (wording.one_line(quoted.before), wording.one_line(joined.context))
    if before := " ".join(filter(None, dimmed)):
        yield Beside(Text(before, style=ASIDE))
    yield Beside(_all_parts(quoted, joined) if quoted.citation.further else highlighted(quoted), _BAR)
    if after := wording.one_line(quoted.after):
        yield Beside(Text(after, style=ASIDE))
    yield Beside(citation_line(quoted.citation))


def _all_parts(quoted: Quoted, joined: JoinedQuote) -> Text:
    """Return the parts that answer, a line for each paragraph, with the exact answer highlighted."""
    line, mark = Text(wording.safe(joined.text), style=QUOTE), quoted.highlight
    if mark:
        line.stylize(HIGHLIGHT, joined.main + mark.start, joined.main + mark.end)
    return line


def highlighted(quoted: Quoted) -> Text:
    """Return the quote alone, with the exact answer in it highlighted."""
    text, mark = quoted.citation.quote, quoted.highlight
    if mark is None:
        return Text(wording.one_line(text), style=QUOTE)
    line = Text(style=QUOTE)
    for piece, style in ((text[: mark.start], ""), (text[mark.start : mark.end], HIGHLIGHT), (text[mark.end :], "")):
        line.append(_in_line(piece), style=style)
    return line


def _in_line(piece: str) -> str:
    """Return `one_line` for a piece inside a line: a blank at its edge stays."""
    line = wording.one_line(piece)
    before = " " if piece[:1].isspace() else ""
    after = " " if line and piece[-1:].isspace() else ""
    return f"{before}{line}{after}"


def citation_line(citation: Citation) -> Text:
    """Return the citation on one line; it links to the quote where the terminal follows links."""
    link = deep_link(citation)
    return Text(wording.citation_line(citation), style=f"{ASIDE} link {link}" if link else ASIDE)


def _sentence(citation: Citation) -> RenderableType:
    text = Text(wording.one_line(citation.quote)).append(f"  {wording.characters(citation)}", style=ASIDE)
    return Beside(text, _BAR)
