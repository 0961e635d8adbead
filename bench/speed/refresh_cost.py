"""The time of a refresh of unchanged articles, as a share of the first reading with the model."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench.speed.timed_library import LIBRARY
from retrieval.build import open_footnote
from retrieval.core.ingestion_records import Added, Draft, Outcome, Unchanged
from retrieval.core.settings import LibrarySettings, Settings
from retrieval.footnote import Footnote
from retrieval.text import passages
from retrieval.text.language_detection import DEFAULT

LONG_AGO = 1_000_000_000  # seconds since 1970: files that were written then are known by their stamps


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """Seconds, and shares of the first reading."""

    articles: int
    first: float  # reading, embedding and storing all of them
    unchanged: float  # a refresh that finds every file as it was
    touched: float  # a refresh that has to read every file, and finds every text as it was
    ratio: float
    touched_ratio: float


def measure(drafts: Sequence[Draft], folder: Path, *, articles: int) -> Refreshed:
    """Write a file for each passage of the set, add the folder, and refresh it twice."""
    notes = folder / "notes"
    notes.mkdir()
    texts = (passage.text for draft in drafts for passage in passages.split("", draft.text, DEFAULT))
    written = 0
    for written, text in enumerate(islice(dict.fromkeys(texts), articles), start=1):
        (notes / f"{written:05}.txt").write_text(f"Note {written}\n\n{text}\n", encoding="utf-8")
    _set_times(notes, LONG_AGO)
    with closing(open_footnote(Settings(library=LibrarySettings(path=str(folder / "refreshed.sqlite"))))) as opened:
        opened.warm()
        first, added = _timed(lambda: list(opened.iter_add([str(notes)], library=LIBRARY)))
        unchanged = _refresh(opened, written)
        _set_times(notes, LONG_AGO + 1)
        touched = _refresh(opened, written)
    if not all(isinstance(passage, Added) for passage in added):
        raise AssertionError("the first reading stores every article")
    return Refreshed(
        articles=written,
        first=round(first, 2),
        unchanged=round(unchanged, 3),
        touched=round(touched, 3),
        ratio=round(unchanged / first, 5),
        touched_ratio=round(touched / first, 5),
    )


def _refresh(opened: Footnote, articles: int) -> float:
    took, outcomes = _timed(lambda: list(opened.iter_refresh(library=LIBRARY)))
    if [type(outcome) for outcome in outcomes] != [Unchanged] * articles:
        raise AssertionError("a refresh of unchanged articles finds them unchanged")
    return took


def _timed(work: Callable[[], list[Outcome]]) -> tuple[float, list[Outcome]]:
    begun = time.perf_counter()
    done = work()
    return time.perf_counter() - begun, done


def _set_times(folder: Path, seconds: int) -> None:
    for path in folder.iterdir():
        os.utime(path, (seconds, seconds))
