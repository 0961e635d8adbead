"""Columns that are drawn line by line across the page come one after the other."""

from __future__ import annotations

import pytest

from retrieval.sources.pdf.columns import in_reading_order
from retrieval.sources.pdf.process import Line

ROWS = 8


def across(columns: int) -> list[Line]:
    """Make the lines of a page whose columns are drawn together."""
    parts = [
        tuple((50.0 + 170 * at, f"column {at} has the line {row:02}") for at in range(columns)) for row in range(ROWS)
    ]
    return [
        Line(
            page=0,
            x=50.0,
            y=780.0 - 12 * row,
            size=10.0,
            is_bold=False,
            text=" ".join(text for _, text in cells),
            parts=cells,
        )
        for row, cells in enumerate(parts)
    ]


@pytest.mark.parametrize("columns", [2, 3, 4])
def test_each_column_is_read_to_its_end(columns: int) -> None:
    found = [line.text for line in in_reading_order(across(columns))]
    assert found == [f"column {at} has the line {row:02}" for at in range(columns) for row in range(ROWS)]


def test_lines_that_are_drawn_from_the_foot_are_turned_round() -> None:
    page = across(1)
    assert in_reading_order(page[::-1]) == in_reading_order(page)
    assert [line.y for line in in_reading_order([*page[4:], *page[:4]])] == [line.y for line in (*page[4:], *page[:4])]
