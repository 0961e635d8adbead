"""How far an addition goes through the packages: `docs/ARCHITECTURE.md` names these numbers."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from retrieval.footnote import Footnote
from support.call_walk import recorded_walk
from support.samples import LIBRARY

PACKAGES = 20
SETTLED = 1_700_000_000  # seconds since 1970: of a file that was just written to nothing is asked


def test_an_addition_passes_few_packages_and_calls_nothing_above_itself(
    opened: Callable[..., Footnote], tmp_path: Path
) -> None:
    article = tmp_path / "weir.txt"
    article.write_text("The weir\n\nThe weir was rebuilt in 1950. Eels pass it. The keeper counts them.\n")
    os.utime(article, (SETTLED, SETTLED))
    footnote = opened()
    with recorded_walk() as walk:
        assert footnote.add([str(article)], library=LIBRARY).added == 1
    assert len(walk.packages) <= PACKAGES, sorted(walk.packages)
    assert walk.calls_up == set()
