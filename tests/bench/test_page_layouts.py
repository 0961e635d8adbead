"""Pages in the layouts that the field reports are read right: the floors of the benchmark."""

from __future__ import annotations

from typing import Any

import pytest

from bench.quality.page_layouts import FLOORS, find_faults, load_pages, shares

PAGES = load_pages()


@pytest.mark.parametrize("page", PAGES, ids=[page["id"] for page in PAGES])
def test_a_page_is_read_right(page: dict[str, Any]) -> None:
    assert find_faults(page) == {}


def test_the_floors_hold() -> None:
    assert len(PAGES) >= 30
    measured = shares({page["id"]: find_faults(page) for page in PAGES})
    assert all(measured[measure] >= floor for measure, floor in FLOORS.items())
