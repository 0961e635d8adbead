"""The costs of a library of a size: questions, adding, deleting, starting, memory, the file."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench.scaling import best_passages
from bench.scaling.varied_articles import StorableArticle, VariedArticles
from bench.speed import startup
from bench.speed.measurement import Spread, spread
from bench.speed.timed_library import LIBRARY, Shelf, opened
from retrieval.core.protocols import Embedder
from retrieval.core.settings import Settings
from retrieval.ranking.retriever import Retriever

WARMING = 3  # questions asked before any is timed
ADDED = 25  # articles
STARTED = 10  # questions of a fresh process


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalingPlan:
    """The amount that is measured."""

    finding: int  # questions of which only the finding is timed
    asked: int  # questions that are answered
    compared: int  # questions whose ten best passages are compared with those of the exact search
    starts: int  # fresh processes


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Milliseconds a question, and their share that the processor worked: they differ where other programs run."""

    passages: int
    finding: Spread  # understand, find and rank: all but reading
    finding_processor: Spread
    whole: Spread
    whole_processor: Spread
    added_a_second: float  # passages that were made and embedded before
    added_a_processor_second: float
    deleting_ms: float  # the slowest of a few articles
    asked_after_change_ms: float  # the slowest first question after each of those
    compared: int
    same_best: int
    starting: dict[str, float]  # seconds to a first answer, by part
    loaded_megabytes: float  # with the models
    peak_megabytes: float
    library_megabytes: float
    derived_megabytes: float


def measure(
    path: Path, embedder: Embedder, articles: VariedArticles, questions: Sequence[str], plan: ScalingPlan
) -> Costs:
    """Measure the library in a file; it has the same articles afterwards."""
    starting = startup.first_answers(path, 0, questions[:STARTED], reader="span", runs=plan.starts)
    shelf = opened(path, embedder)
    with closing(shelf.footnote):
        for question in questions[:WARMING]:
            shelf.footnote.examine(question, library=LIBRARY)
        finding = _time(
            lambda text: shelf.footnote.search(text, library=LIBRARY), questions[WARMING : WARMING + plan.finding]
        )
        whole = _time(lambda text: shelf.footnote.examine(text, library=LIBRARY), questions[-plan.asked :])
        retriever = Retriever(settings=Settings(), engine=shelf.engine, embedder=embedder)
        same = best_passages.count_same(
            shelf, [retriever.analyse(text, LIBRARY) for text in questions[: plan.compared]]
        )
        made = [articles.make(10_000_000 + number) for number in range(ADDED)]
        adding = _add(shelf, made)
        deleting, after = _delete(shelf, made, questions)
        return Costs(
            passages=shelf.size,
            finding=finding[0],
            finding_processor=finding[1],
            whole=whole[0],
            whole_processor=whole[1],
            added_a_second=adding[0],
            added_a_processor_second=adding[1],
            deleting_ms=deleting,
            asked_after_change_ms=after,
            compared=plan.compared,
            same_best=same,
            starting=starting.parts,
            loaded_megabytes=starting.loaded,
            peak_megabytes=starting.peak,
            library_megabytes=_megabytes([path]),
            derived_megabytes=_megabytes(list(path.parent.glob(f"{path.name}.vectors-*"))),
        )


def _time(ask: Callable[[str], object], questions: Sequence[str]) -> tuple[Spread, Spread]:
    """Return the milliseconds on the clock, and those that the processor worked."""
    taken, worked = [], []
    for question in questions:
        began, processor = time.perf_counter(), time.process_time()
        ask(question)
        taken.append((time.perf_counter() - began) * 1_000)
        worked.append((time.process_time() - processor) * 1_000)
    return spread(taken), spread(worked)


def _add(shelf: Shelf, made: Sequence[StorableArticle]) -> tuple[float, float]:
    """Passages a second, and a second of the processor."""
    began, processor = time.perf_counter(), time.process_time()
    for each in made:
        shelf.engine.put(each.article, each.passages, each.vectors)
    added = sum(len(each.passages) for each in made)
    return round(added / (time.perf_counter() - began), 1), round(added / (time.process_time() - processor), 1)


def _delete(shelf: Shelf, made: Sequence[StorableArticle], questions: Sequence[str]) -> tuple[float, float]:
    """Return the slowest deletion, and the slowest search after one, in milliseconds."""
    deleting, after = [], []
    for position, each in enumerate(made):
        began = time.perf_counter()
        shelf.footnote.remove(each.article.id, library=LIBRARY)
        deleting.append((time.perf_counter() - began) * 1_000)
        if position < WARMING:
            began = time.perf_counter()
            shelf.footnote.search(questions[position], library=LIBRARY)
            after.append((time.perf_counter() - began) * 1_000)
    return round(max(deleting), 1), round(max(after), 1)


def _megabytes(files: Sequence[Path]) -> float:
    return round(sum(file.stat().st_size for file in files) / 2**20, 1)
