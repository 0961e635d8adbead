"""Starts a cluster of three nodes with a library under load, and reports what a fault of the cluster did to it."""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeAlias

from bench.faults.findings import FaultScale, Findings
from bench.faults.library_load import LibraryLoad
from retrieval.build import open_footnote
from retrieval.core.settings import AnswerSettings, LibrarySettings, ModelSettings, OpenSearchSettings, Settings
from retrieval.footnote import Footnote
from support.opensearch_server import OpenSearchNodes, running_nodes

NODES = 3
CREATION_SECONDS = 300.0  # for the indices, on a busy machine
FaultFigures: TypeAlias = dict[str, float | int | str]
Disturb: TypeAlias = Callable[
    [OpenSearchNodes, LibraryLoad, str, FaultScale], FaultFigures
]  # the nodes, the load, an index


@contextmanager
def three_nodes() -> Iterator[OpenSearchNodes]:
    """Lend a cluster in a temporary folder."""
    with (
        tempfile.TemporaryDirectory(prefix="footnote-faults-") as folder,
        running_nodes(Path(folder) / "nodes", nodes=NODES) as nodes,
    ):
        yield nodes


@contextmanager
def open_library(addresses: list[str], prefix: str, *, replicas: int = 1) -> Iterator[Footnote]:
    """Lend Footnote over a cluster, without a model, and with the usual timeouts once its indices are there."""
    listed = " ".join(addresses)
    patient = OpenSearchSettings(addresses=listed, prefix=prefix, replicas=replicas, timeout_seconds=CREATION_SECONDS)
    _open(patient).close()
    usual = OpenSearchSettings(addresses=listed, prefix=prefix, replicas=replicas)
    with closing(_open(usual)) as footnote:
        yield footnote


def _open(cluster: OpenSearchSettings) -> Footnote:
    settings = Settings(
        library=LibrarySettings(engine="opensearch"),
        opensearch=cluster,
        models=ModelSettings(embedder="hashing", reader="similarity"),
        answer=AnswerSettings(accepted_wrong=1.0, accepted_unsure_wrong=1.0),  # the question finds its sentence surely
    )
    return open_footnote(settings)


def run_under_load(nodes: OpenSearchNodes, disturb: Disturb, fault: str, scale: FaultScale) -> Findings:
    """Let a fault happen to a library under load, and check the library when all nodes are there again."""
    prefix = f"faults-{secrets.token_hex(4)}"
    with open_library(nodes.addresses, prefix) as footnote:
        load = LibraryLoad(footnote, scale)
        with load:
            load.run_on(scale.quiet_seconds)
            figures = disturb(nodes, load, f"{prefix}-library", scale)
            waits = load.wait_for_success(scale.patience_seconds)
            load.run_on(scale.quiet_seconds)
        nodes.wait(scale.patience_seconds)
        load.check_library()
    figures |= {f"first_{kind}_after_s": seconds for kind, seconds in sorted(waits.items())}
    errors = {f"told: {words}": count for words, count in load.errors.most_common(8)}
    return Findings(fault=fault, figures={**figures, **load.figures(), **errors}, broken=tuple(load.broken))


def seconds_since(began: float) -> float:
    """Return the seconds since a moment of the monotonic clock, as figures show them."""
    return round(time.monotonic() - began, 1)
