"""What tests share: small articles of their own, and Footnote over a library in a temporary folder."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from retrieval.build import open_footnote
from retrieval.core.settings import LibrarySettings, ModelSettings, Settings
from retrieval.footnote import Footnote
from support.samples import DRAFTS, LIBRARY

# What lands is judged on the same examples each time; at the desk every run looks at new ones.
hypothesis_settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis_settings.register_profile("desk", deadline=None)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "desk")

# A shell starts what runs in its background with Ctrl-C ignored, and the programs that tests start would inherit that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Footnote]]:
    """Opens Footnote over a fresh library, with settings changed as asked; closes it after the test."""
    footnotes: list[Footnote] = []

    def open_one(embedder: str = "hashing", **sections: object) -> Footnote:
        settings = Settings(
            library=LibrarySettings(path=str(tmp_path / "library.sqlite")),
            models=ModelSettings(embedder=embedder),
            **sections,  # type: ignore[arg-type]
        )
        footnotes.append(open_footnote(settings))
        return footnotes[-1]

    yield open_one
    for one in footnotes:
        one.close()


@pytest.fixture
def stocked(opened: Callable[..., Footnote]) -> Footnote:
    """Footnote over the three small articles, with the embedder that needs no model."""
    one = opened()
    assert len(one.store(DRAFTS, library=LIBRARY).outcomes) == len(DRAFTS)
    return one
