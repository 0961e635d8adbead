"""Links to quotes, opened in Chromium."""

from __future__ import annotations

import pytest

from bench.browser import NOT_INSTALLED, find_browser
from bench.quality.deep_links import PAGES, LinkedPage, open_pages

BROWSER = find_browser()
NAMES = ("line breaks", "row of a table", "same words twice")


@pytest.mark.skipif(BROWSER is None, reason=NOT_INSTALLED)
def test_chromium_opens_pages_at_the_quote(monkeypatch: pytest.MonkeyPatch) -> None:
    assert BROWSER
    pages = [page for page in PAGES if page.name in NAMES]
    assert open_pages(BROWSER, pages) == dict.fromkeys(NAMES, "target")
    monkeypatch.setattr("bench.quality.deep_links.link_to_quote", lambda _, address: f"{address}#:~:text=never%20said")
    lost = LinkedPage(name="lost", body='<p id="target">The derrick was bought in Ghent.</p>', quoted="derrick")
    assert open_pages(BROWSER, [lost]) == {"lost": "nothing"}  # so that the figures can fail at all
