"""Replies drawn for a terminal: quotes in their context, tables, dimmed citations.

Foreign words come in as `Text` made from `words.safe`, so neither markup nor escape codes in them are obeyed.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from bot.render import plain_text, wording
from bot.render.quote_excerpt import Quoted
from bot.render.tables import Sheet
from retrieval import Answer, Article, Citation, Digest, Examination, Origin, Passage, RankedPassage, Summary, deep_link

QUOTE, HIGHLIGHT, ASIDE, HEAD, TITLE = "bold", "bold reverse", "dim", "bold cyan", "cyan"
_BAR, _DOT = "▌ ", "· "


class Beside:
    """Text with a mark before every line that it is wrapped to, whatever the width."""

    def __init__(self, text: Text, mark: str = " " * len(_BAR)) -> None:
        self.text = text
        self.mark = mark

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Wraps the text beside the mark."""
        for line in self.text.wrap(console, max(1, options.max_width - len(self.mark))):
            line.rstrip()
            yield Text.assemble((self.mark, TITLE), line)


def reply(examination: Examination, shown: Sequence[Quoted], *, took: float, leads: int) -> RenderableType:
    """An answer in its context with citation, confidence and time, or what is nearest."""
    understood = wording.understood(examination.reply)
    first: list[RenderableType] = [Text(understood, style=ASIDE)] if understood else []
    if isinstance(examination.reply, Answer):
        sure = f"{wording.confidence(examination.reply.confidence)} · {wording.duration(took)}"
        also = [Beside(Text(wording.also(examination.reply.also), style=ASIDE))] if examination.reply.also else []
        return Group(*first, quoted(shown[0]), *also, Beside(Text(sure, style="green")))
    if meant := wording.readings(examination.reply):
        return Group(Text(wording.VAGUE, style="bold yellow"), *map(Text, meant))
    parts: list[RenderableType] = [*first, Text(wording.SILENCE, style="bold yellow")]
    if shown and leads:
        parts.append(Text(wording.LEADS, style=ASIDE))
        for one in shown[:leads]:
            quote_line = Text(wording.one_line(one.citation.quote))
            parts += [Beside(quote_line, _DOT), Beside(cited(one.citation))]
    parts.append(Beside(Text(wording.duration(took), style=ASIDE)))
    return Group(*parts)


def quoted(shown: Quoted) -> RenderableType:
    """A quote between the sentences around it, then its citation."""
    parts: list[RenderableType] = []
    if before := wording.one_line(shown.before):
        parts.append(Beside(Text(before, style=ASIDE)))
    parts.append(Beside(quote(shown), _BAR))
    if after := wording.one_line(shown.after):
        parts.append(Beside(Text(after, style=ASIDE)))
    return Group(*parts, Beside(cited(shown.citation)))


def quote(shown: Quoted) -> Text:
    """The quote alone, with the exact answer in it brought out."""
    text, mark = shown.citation.quote, shown.highlight
    if mark is None:
        return Text(wording.one_line(text), style=QUOTE)
    line = Text(style=QUOTE)
    for piece, style in ((text[: mark.start], ""), (text[mark.start : mark.end], HIGHLIGHT), (text[mark.end :], "")):
        line.append(_in_line(piece), style=style)
    return line


def _in_line(piece: str) -> str:
    """`one_line` for a piece inside a line: a blank at its edge stays."""
    line = wording.one_line(piece)
    before = " " if piece[:1].isspace() else ""
    after = " " if line and piece[-1:].isspace() else ""
    return f"{before}{line}{after}"


def cited(citation: Citation) -> Text:
    """The citation line; the source leads to the quote where the terminal follows links."""
    line = wording.citation_line(citation)
    link = deep_link(citation)
    return Text(line, style=f"{ASIDE} link {link}" if link else ASIDE)


def quotes(shown: Sequence[Quoted]) -> RenderableType:
    """Several quotes, a blank line between them."""
    parts: list[RenderableType] = []
    for one in shown:
        parts += [Text(""), quoted(one)] if parts else [quoted(one)]
    return Group(*parts)


def passages(found: Sequence[RankedPassage]) -> RenderableType:
    """Ranked passages: place, title and range on a line, then the text."""
    parts: list[RenderableType] = []
    for place, one in enumerate(found, start=1):
        heading, text = wording.parted(one.passage)
        title = Text(f"{place}. {wording.one_line(one.title)}", style=TITLE)
        parts.append(title.append(f"  {' · '.join(wording.found(one, heading))}", style=ASIDE))
        parts.append(Beside(Text(text)))
    return Group(*parts)


def article(shown: Article, parts: Sequence[Passage], origins: Sequence[Origin] = ()) -> RenderableType:
    """An article: what is known about it, then its passages with their ranges."""
    about = wording.about(shown, origins)
    blocks: list[RenderableType] = [
        Text(wording.one_line(shown.title), style=HEAD),
        Text(" · ".join(part for part in about if part), style=ASIDE),
    ]
    for one in parts:
        blocks += [Text(f"\n[{one.start}–{one.end}]", style=ASIDE), Text(wording.safe(one.text))]
    return Group(*blocks)


def summary(made: Summary) -> RenderableType:
    """A summary: the title, then each sentence with its range."""
    blocks: list[RenderableType] = [Text(wording.on(made), style=HEAD), *map(_told, made.citations)]
    if made.focus and not made.citations:
        blocks.append(note(wording.UNSPOKEN.format(focus=wording.one_line(made.focus))))
    return Group(*blocks)


def digest(made: Digest) -> RenderableType:
    """What several articles say: each article's title and date, then its sentences with their ranges."""
    if not made.entries:
        return note(wording.NOTHING_SAID.format(words=wording.one_line(made.words)))
    blocks: list[RenderableType] = []
    for head, entries in wording.by_article(made):
        blocks.append(Text(head, style=HEAD))
        for entry in entries:
            blocks += [*map(_told, entry.citations)]
            if also := wording.also_in(entry):
                blocks.append(Beside(Text(also, style=ASIDE)))
    return Group(*blocks)


def _told(citation: Citation) -> RenderableType:
    return Beside(Text(wording.one_line(citation.quote)).append(f"  {wording.characters(citation)}", style=ASIDE), _BAR)


def sheet(table: Sheet) -> RenderableType:
    """A table with its title and the number of rows left out."""
    drawn = Table(
        title=Text(table.title, style=HEAD) if table.title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        expand=False,
    )
    for column in table.columns:
        right = column in table.numbers
        drawn.add_column(column, justify="right" if right else "left", no_wrap=right, overflow="fold", style="")
    for row in table.rows:
        drawn.add_row(*map(Text, row))
    if not table.more:
        return drawn
    return Group(
        drawn,
        Text(f"… and {wording.count(table.more, 'more row')} (console.listed says how many are shown).", style=ASIDE),
    )


def note(text: str) -> RenderableType:
    """A remark of the program's own."""
    return Text(wording.safe(text), style=ASIDE)


def why(examination: Examination, runners: Sheet, stages: Sheet) -> RenderableType:
    """How a reply came about."""
    return Group(
        *map(Text, plain_text.reasons(examination)), *(sheet(table) for table in (runners, stages) if table.rows)
    )
