"""Tables on terminals of any width: nothing is torn into columns of two letters, and no bar is wrapped."""

from __future__ import annotations

import io
from typing import cast

import pytest
from rich.console import Console, RenderableType

from bot.render.blocks import Table
from bot.render.terminal_tables import FittedTable, FittedTimeline
from retrieval.core.overview_records import Period, Timeline

ORCHARDS = Table(
    title="2 orchards",
    columns=("name", "planted", "trees", "keeper"),
    rows=(
        ("The long orchard behind the mill", "1911-03-02", "240", "Hanna Vey"),
        ("Quince yard", "", "12", "Bertil Oaks and his two sisters"),
    ),
    numbers=frozenset({"trees"}),
    more=3,
)
PEARS = Timeline(
    words="pears",
    unit="day",
    periods=(
        Period(start="2024-09-01", articles=1, sentences=8),
        Period(start="2024-09-02", articles=1, sentences=2),
    ),
    undated_articles=0,
    undated_sentences=0,
)


def lines(shown: RenderableType, *, width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(shown)
    return [line.rstrip() for line in cast("io.StringIO", console.file).getvalue().splitlines()]


def test_columns_that_fit_stand_beside_each_other() -> None:
    shown = lines(FittedTable(ORCHARDS), width=60)
    assert shown[2].split() == ["name", "planted", "trees", "keeper"]
    assert not any(line.startswith("name ") for line in shown[3:])


def test_a_narrow_terminal_shows_a_line_for_each_cell_and_none_for_an_empty_one() -> None:
    assert lines(FittedTable(ORCHARDS), width=30) == [
        "2 orchards",
        "",
        "name    The long orchard",
        "        behind the mill",
        "planted 1911-03-02",
        "trees   240",
        "keeper  Hanna Vey",
        "",
        "name    Quince yard",
        "trees   12",
        "keeper  Bertil Oaks and his",
        "        two sisters",
        "",
        "… and 3 more rows",
        "(console.listed says how many",
        "are shown).",
    ]


@pytest.mark.parametrize(("width", "longest"), [(200, 40), (60, 22), (44, 6), (30, 3)])
def test_bars_are_to_scale_and_on_one_line_at_every_width(width: int, longest: int) -> None:
    bars = [line.count("█") for line in lines(FittedTimeline(PEARS), width=width) if "█" in line or "▊" in line]
    assert bars == [longest, longest // 4]
