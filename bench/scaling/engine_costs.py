"""The costs of a library in an engine, whichever it is: adding, finding, answering, memory, disk."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.speed.measurement import Spread, spread
from bench.speed.timed_library import LIBRARY
from retrieval.footnote import Footnote

WARMING = 3  # questions asked before any is timed
# Prints the kilobytes that a command held at most, as Linux counts them. A process begins with the count of the one
# that started it, so that one is small.
_MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineCosts:
    """The costs of one engine at one size. Times are in milliseconds on the clock, of everything that runs."""

    engine: str  # "sqlite" or "opensearch"
    nodes: int  # of the cluster; with SQLite, of the one beside it
    passages: int
    added_a_second: float  # passages, embedded before, since the size before
    finding: Spread  # understand, find and rank: all but reading
    whole: Spread  # with reading
    client_megabytes: float  # most that `footnote ask` holds
    server_megabytes: float  # of all nodes; 0 with SQLite
    disk_megabytes: float


def time_questions(footnotes: Sequence[Footnote], questions: Sequence[str], asked: int) -> list[tuple[Spread, Spread]]:
    """Time finding and whole answers over each engine, by turns, so that what else runs falls on all alike.

    Args:
        footnotes: over the same articles.
        questions: for finding; the first few warm up.
        asked: the number of questions to answer.
    """
    finders = [partial(footnote.search, library=LIBRARY) for footnote in footnotes]
    answerers = [partial(footnote.examine, library=LIBRARY) for footnote in footnotes]
    for question in questions[:WARMING]:
        for ask in answerers:
            ask(question)
    finding = _by_turns(finders, questions[WARMING:])
    whole = _by_turns(answerers, questions[-asked:])
    return [(spread(first), spread(second)) for first, second in zip(finding, whole, strict=True)]


def _by_turns(asks: Sequence[Callable[[str], object]], questions: Sequence[str]) -> list[list[float]]:
    """Return the milliseconds that each took for each question."""
    taken: list[list[float]] = [[] for _ in asks]
    for question in questions:
        for ask, times in zip(asks, taken, strict=True):
            began = time.perf_counter()
            ask(question)
            times.append((time.perf_counter() - began) * 1_000)
    return taken


def client_megabytes(config: Path, question: str) -> float:
    """Return the most memory that `footnote ask` holds with a configuration."""
    command = [sys.executable, "-m", "bot", "ask", "--config", str(config), question]
    done = subprocess.run([sys.executable, "-c", _MEASURE, *command], capture_output=True, text=True, check=True)
    return round(int(done.stdout) / 1024, 1)


def megabytes(count: float) -> float:
    """Return bytes as megabytes."""
    return round(count / 2**20, 1)
