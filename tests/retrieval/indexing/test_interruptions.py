"""Killed at any moment: the library opens, holds whole articles only, and the same command goes on from there."""

from __future__ import annotations

import multiprocessing
import random
import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.build import open_footnote
from retrieval.core.ingestion_records import Added, Unchanged
from retrieval.core.settings import LibrarySettings, ModelSettings, Settings
from retrieval.footnote import Footnote
from support.samples import LIBRARY

ARTICLES = 200
LIBRARIES, KILLS = 10, 5  # fifty in all


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "notes"
    made.mkdir()
    for number in range(ARTICLES):
        write(made, number, "is green")
    return made


def write(folder: Path, number: int, says: str) -> None:
    text = f"# Buoy {number}\n\nBuoy number {number} {says}.\n\n## Below\n\nIts chain is {number} fathoms long.\n"
    (folder / f"{number:03}.md").write_text(text, encoding="utf-8")


def opened(library: Path) -> Footnote:
    settings = Settings(
        library=LibrarySettings(path=str(library)), models=ModelSettings(embedder="hashing", reader="similarity")
    )
    return open_footnote(settings)


def add(library: Path, folder: Path) -> None:
    with closing(opened(library)) as footnote:
        footnote.add([str(folder)], library=LIBRARY)


def refresh(library: Path, _: Path) -> None:
    with closing(opened(library)) as footnote:
        footnote.refresh(library=LIBRARY)


def killed(work: Callable[[Path, Path], None], library: Path, folder: Path, seconds: float) -> bool:
    """Whether a process that does the work was killed after so many seconds; False: it was done by then."""
    process = multiprocessing.get_context("fork").Process(target=work, args=(library, folder))
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL


def lasts(work: Callable[[Path, Path], None], library: Path, folder: Path) -> float:
    began = time.monotonic()
    assert not killed(work, library, folder, 60)
    return time.monotonic() - began


def whole(footnote: Footnote, *, says: str) -> int:
    """Assert that every stored article is whole, and return how many there are."""
    cards = footnote.articles(library=LIBRARY)
    for card in cards:
        article, passages = footnote.article(card.id, library=LIBRARY), footnote.passages(card.id, library=LIBRARY)
        assert article is not None
        number = card.title.removeprefix("Buoy ")
        assert article.text in {
            f"Buoy number {number} {each}.\n\n## Below\n\nIts chain is {number} fathoms long."
            for each in ("is green", says)
        }
        assert [article.text[p.start : p.end] for p in passages] == [p.text for p in passages]
        assert len(passages) == card.passages == 2
    return len(cards)


@pytest.mark.timeout(280)
def test_an_addition_that_is_killed_goes_on_where_it_was(tmp_path: Path, folder: Path) -> None:
    choose = random.Random(5)
    add(tmp_path / "first.sqlite", folder)  # what is loaded once is loaded now, for all that are killed
    longest = lasts(add, tmp_path / "measured.sqlite", folder)
    cut_short = partly = 0
    for number in range(LIBRARIES):
        library, before = tmp_path / f"{number}.sqlite", 0
        for attempt in range(KILLS):  # once when some is stored, and then while it is looked for what is not
            moment = choose.uniform(0, longest / 3) if attempt else choose.uniform(longest / 3, longest * 0.9)
            cut_short += killed(add, library, folder, moment)
            with closing(opened(library)) as footnote:
                stored = whole(footnote, says="is green")
            assert stored >= before
            partly += 0 < stored < ARTICLES
            before = stored
        with closing(opened(library)) as footnote:
            outcomes = list(footnote.iter_add([str(folder)], library=LIBRARY))
            assert sum(isinstance(each, Unchanged) for each in outcomes) == before
            assert sum(isinstance(each, Added) for each in outcomes) == ARTICLES - before
            assert whole(footnote, says="is green") == ARTICLES
            assert {type(each) for each in footnote.iter_refresh(library=LIBRARY)} == {Unchanged}
    assert cut_short > LIBRARIES  # where all is stored, an addition is done before its moment comes
    assert partly > 0


@pytest.mark.timeout(280)
def test_a_refresh_that_is_killed_is_completed_by_the_next(tmp_path: Path, folder: Path) -> None:
    choose, library = random.Random(6), tmp_path / "library.sqlite"
    add(library, folder)
    for attempt in range(8):
        says = f"is red since {attempt}"
        for number in range(0, ARTICLES, 2):
            write(folder, number, says)
        (folder / f"{attempt * 2 + 1:03}.md").unlink()
        killed(refresh, library, folder, choose.uniform(0, 0.6))
        with closing(opened(library)) as footnote:
            footnote.refresh(library=LIBRARY)
            cards = {card.title: card for card in footnote.articles(library=LIBRARY)}
            assert len(cards) == ARTICLES
            assert sum(card.gone is not None for card in cards.values()) == attempt + 1
            for number in range(0, ARTICLES, 2):
                article = footnote.article(cards[f"Buoy {number}"].id, library=LIBRARY)
                assert article is not None
                assert article.text.startswith(f"Buoy number {number} {says}.")
            assert {type(each) for each in footnote.iter_refresh(library=LIBRARY)} == {Unchanged}
