"""Draws tables on a terminal: columns beside each other where they fit, else a line for each cell."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box, table
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from bot.render import amounts, tables
from bot.render.blocks import Table
from retrieval import Timeline

HEAD, ASIDE = "bold cyan", "dim"
_GAP = 3  # characters between two columns as rich draws them
_EDGES = 2  # characters beside the outer columns
_NARROWEST = 12  # characters to which a column of text may shrink: most words and every date stay whole
_SHORTEST_BAR = 3  # characters of the longest bar at least: those of its column's name


class FittedTable:
    """A table with its title; a terminal too narrow for the columns shows each row as lines of a name and a cell."""

    def __init__(self, block: Table) -> None:
        self.block = block

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the table, and the number of rows left out."""
        if _least_width(self.block) <= options.max_width:
            yield _columns(self.block)
        else:
            yield from _lines(self.block)
        if self.block.more:
            rows = amounts.count(self.block.more, "more row")
            yield Text(f"… and {rows} (console.listed says how many are shown).", style=ASIDE)


class FittedTimeline:
    """A timeline as a table whose bars are as long as the terminal has room for, so that none is wrapped."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the table."""
        others = _least_width(tables.timeline(self.timeline, longest_bar=_SHORTEST_BAR)) - _SHORTEST_BAR
        room = max(_SHORTEST_BAR, options.max_width - others)
        yield FittedTable(tables.timeline(self.timeline, longest_bar=min(room, tables.LONGEST_BAR)))


def _least_width(block: Table) -> int:
    """Return the characters that the columns need beside each other: numbers stay whole, text may be wrapped."""
    columns = zip(block.columns, *block.rows, strict=True)
    widest = {name: max(map(cell_len, (name, *cells))) for name, *cells in columns}
    least = (width if name in block.numbers else min(width, _NARROWEST) for name, width in widest.items())
    return sum(least) + _GAP * (len(block.columns) - 1) + _EDGES


def _columns(block: Table) -> table.Table:
    drawn = table.Table(
        title=Text(block.title, style=HEAD) if block.title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        expand=False,
    )
    for column in block.columns:
        right = column in block.numbers
        drawn.add_column(column, justify="right" if right else "left", no_wrap=right, overflow="fold", style="")
    for row in block.rows:
        drawn.add_row(*map(Text, row))
    return drawn


def _lines(block: Table) -> Iterator[RenderableType]:
    """Yield the title, and for each row the cells that are not empty, with an empty line behind each row."""
    if block.title:
        yield Text(f"{block.title}\n", style=HEAD)
    for row in block.rows:
        drawn = table.Table.grid(padding=(0, 1))
        drawn.add_column(no_wrap=True, style=ASIDE, min_width=max(map(cell_len, block.columns)))
        drawn.add_column(overflow="fold")
        for name, cell in zip(block.columns, row, strict=True):
            if cell:
                drawn.add_row(Text(name), Text(cell))
        yield drawn
        yield Text("")
