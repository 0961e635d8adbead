"""The amount that one run measures, and its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.speed.addition_cost import Adding
from bench.speed.autocomplete_latency import Suggested
from bench.speed.format_throughput import Format
from bench.speed.goals import Goal
from bench.speed.indexing_throughput import Indexed
from bench.speed.measurement import Machine
from bench.speed.peer_comparison import Compared, Right
from bench.speed.question_latency import Latency
from bench.speed.refresh_cost import Refreshed
from bench.speed.startup import FirstAnswer, Start
from bench.speed.timed_library import Growth

SECTIONS = ("start", "questions", "autocomplete", "memory", "peers", "adding", "indexing", "refreshing", "formats")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The extent of a measurement."""

    sections: tuple[str, ...] = SECTIONS
    reader: str = "span"  # as models.reader
    sizes: tuple[int, ...] = (1_000, 10_000, 100_000)
    warming: int = 20  # questions asked before those that are measured
    questions: int = 200
    real: int = 2_000  # passages that the model embeds
    compared: int = 100  # questions asked by turns
    peer_size: int = 10_000  # largest library that txtai and Haystack are given
    additions: int = 24
    indexed: int = 600  # passages
    rounds: int = 3
    refreshed: int = 1_000  # articles
    formats: int = 20  # articles in each
    agreement: int = 300  # questions
    starts: int = 5
    processes: int = 3  # for memory, at each size
    judged: int = 500  # questions of each set of --peer-quality


QUICK = Plan(
    sizes=(30,), warming=1, questions=3, real=10, compared=2, peer_size=30, additions=2, indexed=6, rounds=1,
    refreshed=5, formats=1, agreement=2, starts=1, processes=1, judged=2,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnQuestions:
    """Questions, all different: an engine remembers what it looked up for one."""

    warming: Sequence[str]  # asked before any is timed
    measured: Sequence[str]
    compared: Sequence[str]  # asked of every system by turns


@dataclass(slots=True, kw_only=True)
class Found:
    """All figures of one run."""

    machine: Machine
    plan: Plan
    data: str
    start: list[Start] = field(default_factory=list)
    growth: list[Growth] = field(default_factory=list)
    questions: list[Latency] = field(default_factory=list)
    autocomplete: list[Suggested] = field(default_factory=list)
    memory: list[FirstAnswer] = field(default_factory=list)
    peers: list[Compared] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)  # names of figures that were not measured
    adding: Adding | None = None
    indexing: Indexed | None = None
    refreshing: Refreshed | None = None
    formats: tuple[Format, ...] = ()
    quality: list[Right] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
