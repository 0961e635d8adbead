"""A node is killed while articles are put and questions asked, and brought back: the one with the library's shard."""

from __future__ import annotations

import signal
import time

from bench.faults.cluster_faults import FaultFigures, run_under_load, seconds_since
from bench.faults.findings import FaultScale, Findings
from bench.faults.library_load import LibraryLoad
from support.opensearch_server import OpenSearchNodes

FAULT = "kill -9 on the node with the primary shard of the library, which is away for a while and then started again"


def run(nodes: OpenSearchNodes, scale: FaultScale) -> Findings:
    """Kill a node under load, and start it again."""
    return run_under_load(nodes, disturb, FAULT, scale)


def disturb(nodes: OpenSearchNodes, load: LibraryLoad, index: str, scale: FaultScale) -> FaultFigures:
    """Lose the node, go on with the other two for a while, and bring it back."""
    lost = nodes.node_with_primary(index)
    nodes.end(lost, signal.SIGKILL)
    waits = load.wait_for_success(scale.patience_seconds)
    load.run_on(scale.fault_seconds)
    began = time.monotonic()
    nodes.start(lost)
    nodes.wait(scale.patience_seconds)
    return {
        "put_after_the_loss_s": waits.get("put", -1.0),
        "question_after_the_loss_s": waits.get("question", -1.0),
        "whole_after_the_start_s": seconds_since(began),
    }
