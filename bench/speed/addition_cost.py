"""The time to add an article to a large library, as a ratio to an empty one; its embedding is left aside."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.speed.synthetic_articles import ARTICLE_PASSAGES, JitterEmbedder, Supply
from bench.speed.timed_library import LIBRARY, Shelf, opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """Medians, in milliseconds, of adding one article."""

    passages: int  # stored before, in the large library
    article_passages: int
    additions: int  # to each
    empty: float
    large: float
    ratio: float
    put_empty: float  # of these, analysing and storing
    put_large: float
    put_ratio: float
    next_question: float  # the first one after an addition to the large library
    later_question: float  # the same question, asked again


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    whole: float
    put: float


def measure(
    large: Shelf, folder: Path, *, embedder: JitterEmbedder, supply: Supply, question: str, additions: int
) -> Adding:
    """Add articles by turns: to a library that is empty each time, and to the large one."""
    before = large.size
    empty_turns, large_turns, first, again = [], [], [], []
    for number in range(additions):
        for turn in ("empty", "large") if number % 2 else ("large", "empty"):
            if turn == "empty":
                empty_turns.append(_to_empty(folder / f"empty-{number}.sqlite", embedder, supply))
            else:
                large_turns.append(_added(large, supply))
                first.append(_asked(large, question))
                again.append(_asked(large, question))
    whole_empty, whole_large = (median(turn.whole for turn in turns) for turns in (empty_turns, large_turns))
    put_empty, put_large = (median(turn.put for turn in turns) for turns in (empty_turns, large_turns))
    return Adding(
        passages=before,
        article_passages=round((large.size - before) / additions),
        additions=additions,
        empty=round(whole_empty, 1),
        large=round(whole_large, 1),
        ratio=round(whole_large / whole_empty, 2),
        put_empty=round(put_empty, 1),
        put_large=round(put_large, 1),
        put_ratio=round(put_large / put_empty, 2),
        next_question=round(median(first), 1),
        later_question=round(median(again), 1),
    )


def _to_empty(path: Path, embedder: JitterEmbedder, supply: Supply) -> _Turn:
    """Add to a library that has its tables and nothing in them: making those is not what is measured."""
    shelf = opened(path, embedder)
    with closing(shelf.footnote):
        draft = supply.made(1)
        shelf.footnote.store([draft], library=LIBRARY)
        shelf.footnote.remove(draft.source, library=LIBRARY)
        return _added(shelf, supply)


def _added(shelf: Shelf, supply: Supply) -> _Turn:
    draft = supply.made(ARTICLE_PASSAGES)
    begun = time.perf_counter()
    shelf.footnote.store([draft], library=LIBRARY)
    return _Turn(whole=(time.perf_counter() - begun) * 1_000, put=shelf.engine.putting.seconds[-1] * 1_000)


def _asked(shelf: Shelf, question: str) -> float:
    begun = time.perf_counter()
    shelf.footnote.examine(question, library=LIBRARY)
    return (time.perf_counter() - begun) * 1_000
