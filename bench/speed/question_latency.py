"""The time of a question, warm, stage by stage."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.speed.measurement import Spread, spread
from bench.speed.synthetic_articles import JitterEmbedder
from bench.speed.timed_library import LIBRARY, Shelf

MODEL = "model"  # the question's vector: a part of the stage "understand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Milliseconds a question."""

    passages: int
    questions: int
    first: float  # the first one after the library grew: it reads the new vectors
    whole: Spread
    stages: dict[str, Spread]  # in the order of the flow; `MODEL` is counted in the stage before it as well


def measure(shelf: Shelf, embedder: JitterEmbedder, questions: Sequence[str], warm: Sequence[str]) -> Latency:
    """Ask each question once.

    Args:
        shelf: the library.
        embedder: the library's.
        questions: different ones.
        warm: others, asked before.
    """
    first, *_ = [_asked(shelf, question)[0] for question in warm]
    embedder.asked.seconds.clear()
    taken = [_asked(shelf, question) for question in questions]
    stages: dict[str, Spread] = {}
    for stage in taken[0][1]:
        stages[stage] = spread([laps[stage] for _, laps in taken])
        if stage == "understand":
            stages[MODEL] = spread([seconds * 1_000 for seconds in embedder.asked.seconds])
    return Latency(
        passages=shelf.size,
        questions=len(taken),
        first=round(first, 1),
        whole=spread([whole for whole, _ in taken]),
        stages=stages,
    )


def _asked(shelf: Shelf, question: str) -> tuple[float, dict[str, float]]:
    begun = time.perf_counter()
    examination = shelf.footnote.examine(question, library=LIBRARY)
    return (time.perf_counter() - begun) * 1_000, dict(examination.milliseconds)
