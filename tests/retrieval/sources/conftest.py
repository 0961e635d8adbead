"""What the tests of sources share: limits, and files written for one test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.core.ingestion_records import Draft, Skipped
from retrieval.core.settings import LimitSettings
from retrieval.sources import load

Write = Callable[[str, str | bytes], str]
LoadOne = Callable[..., Draft]


@pytest.fixture
def limits() -> LimitSettings:
    return LimitSettings(article_characters=100_000, file_megabytes=1)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file below the test's folder and give its path."""

    def write_one(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write_one


@pytest.fixture
def load_one(write: Write, limits: LimitSettings) -> LoadOne:
    """The one article that a file with this name and content gives."""

    def load_written(name: str, content: str | bytes) -> Draft:
        (draft,) = load(write(name, content), limits=limits)
        assert isinstance(draft, Draft), draft
        return draft

    return load_written


@pytest.fixture
def load_all(limits: LimitSettings) -> Callable[[str], tuple[list[Draft], list[Skipped]]]:
    """The articles of a location, and what was skipped."""

    def load_both(location: str) -> tuple[list[Draft], list[Skipped]]:
        found = list(load(location, limits=limits))
        return [item for item in found if isinstance(item, Draft)], [
            item for item in found if isinstance(item, Skipped)
        ]

    return load_both
