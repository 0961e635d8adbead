"""The mix of questions that the shares of wrong answers are measured on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from bench.fitting.confidence_curve import TUNED_ON, Case

# What people ask who know what the articles are about: most of it stands there. Near are questions that a passage
# comes near to and does not answer: search questions, those in people's own words that were written as near misses, and
# those of squad2-tune that were written to deceive, looking at the passage.
ANSWERABLE = 0.75
NEAR = 0.2
ELSEWHERE = 0.05
ASKED = ("squad2-tune", "selqa-dev", "clapnq-tune", "people-tune", "people-train-own")
NEARLY = ("squad2-tune", "clapnq-tune", "people-tune", "people-train-own")
MIX = {(name, "answerable"): ANSWERABLE / len(ASKED) for name in ASKED}
MIX |= {(name, "unanswerable"): NEAR / len(NEARLY) for name in NEARLY}
MIX |= {(TUNED_ON, "elsewhere"): ELSEWHERE}
# The same questions where people ask otherwise: what the share of wrong answers then is.
OTHERS = {
    "all answerable": {(name, "answerable"): 1 / len(ASKED) for name in ASKED},
    "half answerable": {(name, "answerable"): 0.5 / len(ASKED) for name in ASKED}
    | {("clapnq-tune", "unanswerable"): 0.25, (TUNED_ON, "elsewhere"): 0.25},
}


def shares(cases: Sequence[Case], mix: Mapping[tuple[str, str], float]) -> np.ndarray:
    """Return how much each case counts so that the kinds have their shares of the mix: shape (cases,), sums to 1."""
    kinds = [(case.name, case.kind) for case in cases]
    sizes = {kind: kinds.count(kind) for kind in set(kinds)}
    return np.array([mix.get(kind, 0.0) / sizes[kind] for kind in kinds])
