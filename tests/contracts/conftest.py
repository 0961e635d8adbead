"""Which implementations the contracts are checked on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.retrieval.engines.sample_library import ENGINES, empty_indices, share_indices

KINDS = [pytest.param(name, marks=pytest.mark.opensearch) if name == "opensearch" else name for name in sorted(ENGINES)]


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The name of an engine; its server runs, and the store of this test is empty."""
    name: str = request.param
    if name != "opensearch":
        yield name
        return
    request.getfixturevalue("opensearch_address")
    share_indices(tmp_path)
    yield name
    empty_indices(tmp_path)
