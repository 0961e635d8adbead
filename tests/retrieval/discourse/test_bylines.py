"""Names that programs fill in are no authors; what a person wrote stays."""

from __future__ import annotations

import pytest

from retrieval.discourse.bylines import meant_author


@pytest.mark.parametrize("stated", ["ann@mill.example", "WordPress", "Super User", "Administrator", "blog", ""])
def test_an_author_that_a_program_fills_in_is_none(stated: str) -> None:
    assert meant_author(stated) == ""


@pytest.mark.parametrize("stated", ["Ann Orme", "Bo Info", "Info Desk of Leith", "Blog Anders"])
def test_an_author_who_has_a_name_stays(stated: str) -> None:
    assert meant_author(stated) == stated
