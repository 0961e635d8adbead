"""All nodes are killed under load and started again: the program goes on without a restart of its own."""

from __future__ import annotations

import signal
import time

from bench.faults.cluster_faults import FaultFigures, run_under_load, seconds_since
from bench.faults.findings import FaultScale, Findings
from bench.faults.library_load import LibraryLoad
from support.opensearch_server import OpenSearchNodes

FAULT = "kill -9 on all nodes at once; after {seconds:.0f} s all of them are started again"


def run(nodes: OpenSearchNodes, scale: FaultScale) -> Findings:
    """Lose the cluster under load."""
    return run_under_load(nodes, disturb, FAULT.format(seconds=scale.fault_seconds), scale)


def disturb(nodes: OpenSearchNodes, load: LibraryLoad, index: str, scale: FaultScale) -> FaultFigures:  # noqa: ARG001  as others
    """Kill all nodes, wait, and start them."""
    for number in nodes.numbers:
        nodes.send(number, signal.SIGKILL)
    for number in nodes.numbers:
        nodes.end(number, signal.SIGKILL)
    load.run_on(scale.fault_seconds)
    began = time.monotonic()
    nodes.start()
    nodes.wait(scale.patience_seconds)
    return {"away_s": scale.fault_seconds, "whole_after_the_start_s": seconds_since(began)}
