"""Records of what a fault showed: figures, and the promises that did not hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.paths import RESULTS

FOLDER = RESULTS / "faults"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultScale:
    """The length of a fault, and the load meanwhile."""

    articles: int = 24
    writers: int = 2
    askers: int = 2
    quiet_seconds: float = 5.0  # with load before a fault and after it
    fault_seconds: float = 20.0  # that a node is frozen, or a part is away
    patience_seconds: float = 600.0  # for the cluster to be whole again


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The result of one fault."""

    fault: str  # what was done, a sentence
    figures: Mapping[str, float | int | str]
    broken: tuple[str, ...]  # promises that did not hold; empty: all of them held

    def save(self, name: str, folder: Path = FOLDER) -> Path:
        """Write the findings to a file of that name, and return its path."""
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{name}.json"
        file.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
        return file
