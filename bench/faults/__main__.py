"""Lets parts fail, checks what Footnote promises, and writes the figures to bench/results/faults/.

    python -m bench.faults                       every fault, a quarter of an hour
    python -m bench.faults node_frozen           this alone
    python -m bench.faults --quick node_killed   on a small scale: whether it works

A promise that is broken is printed, and ends the program with status 1. Faults of the cluster need the folder that
tests/support/opensearch_server.py starts OpenSearch from, and those of the database a PostgreSQL server of the package
in requirements-dev.lock, or the system's.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache, partial

from bench.paths import ROOT

# What starts the servers of the tests; behind the packages, which have the same names as folders of tests.
sys.path.append(str(ROOT / "tests"))

from bench.faults import (
    cluster_faults,
    cluster_gone,
    database_restarted,
    full_queue,
    holder_killed,
    node_frozen,
    node_killed,
    rolling_restart,
    shared_refresh,
)
from bench.faults.findings import FaultScale, Findings

QUICK = FaultScale(articles=8, quiet_seconds=1.0, fault_seconds=3.0)
OF_THREE_NODES = {
    "node_killed": node_killed.run,
    "rolling_restart": rolling_restart.run,
    "node_frozen": node_frozen.run,
    "cluster_gone": cluster_gone.run,
    "shared_refresh": shared_refresh.run,
}
OTHERS: dict[str, Callable[[FaultScale], Findings]] = {
    "full_queue": full_queue.run,
    "database_restarted": database_restarted.run,
    "holder_killed": holder_killed.run,
}


def main() -> int:
    """Let the faults happen that are named on the command line; 1 if a promise is broken."""
    arguments = parse_arguments()
    scale = QUICK if arguments.quick else FaultScale()
    is_broken = False
    with ExitStack() as opened:
        nodes = cache(lambda: opened.enter_context(cluster_faults.three_nodes()))
        for name in arguments.faults or [*OF_THREE_NODES, *OTHERS]:
            run = partial(OF_THREE_NODES[name], nodes()) if name in OF_THREE_NODES else OTHERS[name]
            findings = run(scale)
            report(name, findings)
            is_broken = is_broken or bool(findings.broken)
            if not arguments.quick:
                findings.save(name)
    return int(is_broken)


def parse_arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("faults", nargs="*", metavar="FAULT", help=", ".join([*OF_THREE_NODES, *OTHERS]))
    parser.add_argument("--quick", action="store_true", help="on a small scale, without writing figures")
    arguments = parser.parse_args()
    if unknown := set(arguments.faults) - {*OF_THREE_NODES, *OTHERS}:
        parser.error(f"there is no fault {', '.join(sorted(unknown))}")
    return arguments


def report(name: str, findings: Findings) -> None:
    """Print what a fault showed."""
    print(f"{name}: {findings.fault}", flush=True)
    for figure, value in findings.figures.items():
        print(f"  {figure}: {value}")
    for promise in findings.broken[:20]:
        print(f"  BROKEN: {promise}", flush=True)
    print("  every promise held" if not findings.broken else f"  {len(findings.broken)} broken", flush=True)


if __name__ == "__main__":
    sys.exit(main())
