"""A node is frozen under load: it keeps its connections and answers nothing. It is the one with the library's shard."""

from __future__ import annotations

import signal

from bench.faults.cluster_faults import FaultFigures, run_under_load
from bench.faults.findings import FaultScale, Findings
from bench.faults.library_load import LibraryLoad
from support.opensearch_server import OpenSearchNodes

FAULT = "the node with the primary shard of the library is frozen for {seconds:.0f} s (SIGSTOP, SIGCONT)"


def run(nodes: OpenSearchNodes, scale: FaultScale) -> Findings:
    """Freeze a node under load."""
    return run_under_load(nodes, disturb, FAULT.format(seconds=scale.fault_seconds), scale)


def disturb(nodes: OpenSearchNodes, load: LibraryLoad, index: str, scale: FaultScale) -> FaultFigures:
    """Freeze the node, and let it go on."""
    number = nodes.node_with_primary(index)
    nodes.send(number, signal.SIGSTOP)
    try:
        load.run_on(scale.fault_seconds)
    finally:
        nodes.send(number, signal.SIGCONT)
    return {"frozen_s": scale.fault_seconds}
