"""Engines on a real OpenSearch, with indices that are deleted afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from opensearchpy import OpenSearch

from retrieval.engines.opensearch.cluster_engine import OpenSearchEngine
from tests.retrieval.engines.sample_library import empty_indices, index_prefix, opensearch_engine, share_indices


@pytest.fixture
def client(opensearch_address: str) -> Iterator[OpenSearch]:
    """A client that looks into the indices beside the engine."""
    with closing(OpenSearch(opensearch_address, timeout=60)) as opened:
        yield opened


@pytest.fixture
def own_indices() -> None:
    """Ask for indices of this test alone, which it may change or delete."""


@pytest.fixture
def open_engine(
    client: OpenSearch, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., OpenSearchEngine]]:
    """Open an engine, once more at each call; on indices that tests share, unless one asks for `own_indices`."""
    if "own_indices" not in request.fixturenames:
        share_indices(tmp_path)
    engines: list[OpenSearchEngine] = []

    def open_again(**more: int | str) -> OpenSearchEngine:
        engines.append(opensearch_engine(tmp_path, **more))
        return engines[-1]

    yield open_again
    for engine in engines:
        engine.close()
    if "own_indices" in request.fixturenames:
        client.indices.delete(index=f"{index_prefix(tmp_path)}-*")
    else:
        empty_indices(tmp_path)


@pytest.fixture
def engine(open_engine: Callable[..., OpenSearchEngine]) -> OpenSearchEngine:
    return open_engine()
