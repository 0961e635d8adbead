"""The library of the examples, which the golden texts ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.build import open_footnote
from retrieval.core.settings import LibrarySettings, Settings
from retrieval.footnote import Footnote
from support.golden_cases import LIBRARY

ARTICLES = Path(__file__).resolve().parents[2] / "examples" / "articles"


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Footnote]:
    """The examples with the real models: what is found, and what a summary is worth, depends on them."""
    path = tmp_path_factory.mktemp("library") / "library.sqlite"
    opened = open_footnote(Settings(library=LibrarySettings(path=str(path))))
    assert len(opened.add([str(ARTICLES)], library=LIBRARY).outcomes) > 20
    yield opened
    opened.close()
