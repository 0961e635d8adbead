"""All three nodes are stopped and started again in turn, each when the cluster is whole, under load."""

from __future__ import annotations

import time

from bench.faults.cluster_faults import FaultFigures, run_under_load, seconds_since
from bench.faults.findings import FaultScale, Findings
from bench.faults.library_load import LibraryLoad
from support.opensearch_server import OpenSearchNodes

FAULT = "each node is stopped in order (SIGTERM) and started again, the next when the cluster is whole"


def run(nodes: OpenSearchNodes, scale: FaultScale) -> Findings:
    """Restart the nodes in turn under load."""
    return run_under_load(nodes, disturb, FAULT, scale)


def disturb(nodes: OpenSearchNodes, load: LibraryLoad, index: str, scale: FaultScale) -> FaultFigures:  # noqa: ARG001  as others
    """Restart each node."""
    figures: FaultFigures = {}
    for number in nodes.numbers:
        began = time.monotonic()
        nodes.end(number)
        nodes.start(number)
        nodes.wait(scale.patience_seconds)
        figures[f"restart_of_node_{number}_s"] = seconds_since(began)
    return figures
