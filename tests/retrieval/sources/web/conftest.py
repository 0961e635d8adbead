"""What the tests of the web share: a local site, and fetchers that may fetch from it and hardly wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from retrieval.core.settings import WebSettings
from retrieval.sources import Fetcher
from support.web_server import HOST, LocalSite, open_site

MakeFetcher = Callable[..., Fetcher]

HURRIED = WebSettings(
    private_hosts=HOST,
    requests_per_second=1_000.0,
    retries=0,
    timeout_seconds=5.0,
    total_seconds=10.0,
    page_megabytes=1.0,
    unpacked_megabytes=2.0,
)


@pytest.fixture
def web() -> Iterator[LocalSite]:
    with open_site() as served:
        yield served


@pytest.fixture
def make_fetcher() -> Iterator[MakeFetcher]:
    """Make a fetcher that may fetch from the local site, with changed settings."""
    made: list[Fetcher] = []

    def make(*, resolve: Any = None, backend: Any = None, **settings: Any) -> Fetcher:
        made.append(Fetcher(replace(HURRIED, **settings), resolve=resolve, backend=backend))
        return made[-1]

    yield make
    for fetcher in made:
        fetcher.close()


@pytest.fixture
def fetcher(make_fetcher: MakeFetcher) -> Fetcher:
    return make_fetcher()
