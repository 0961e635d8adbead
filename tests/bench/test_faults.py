"""The faults of `bench.faults` on a small scale: three nodes that freeze, are killed and come back, and a database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.faults import cluster_gone, database_restarted, node_frozen, node_killed, shared_refresh
from bench.faults.cluster_faults import NODES, FaultFigures, run_under_load
from bench.faults.findings import FaultScale, Findings
from bench.faults.library_load import LibraryLoad
from support import opensearch_server
from support.opensearch_server import OpenSearchNodes, running_nodes

SMALL = FaultScale(articles=6, quiet_seconds=0.5, fault_seconds=1.0)


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenSearchNodes]:
    if opensearch_server.server_home() is None:
        pytest.skip(f"needs a folder in {opensearch_server.HOME_VARIABLE}")
    with running_nodes(tmp_path_factory.mktemp("faults") / "nodes", nodes=NODES) as started:
        yield started


def disturb(nodes: OpenSearchNodes, load: LibraryLoad, index: str, scale: FaultScale) -> FaultFigures:
    """Freeze a node, lose a node, and lose all of them."""
    for fault in (node_frozen, node_killed, cluster_gone):
        figures = fault.disturb(nodes, load, index, scale)
    return figures


@pytest.mark.timeout(900)
def test_nothing_that_was_acknowledged_is_lost_when_nodes_fail(nodes: OpenSearchNodes) -> None:
    findings = run_under_load(nodes, disturb, "a node is frozen, then one is killed, then all are", SMALL)
    assert findings.broken == ()
    assert findings.figures["puts_succeeded"] > 0
    assert findings.figures["questions_succeeded"] > 0


@pytest.mark.timeout(600)
def test_two_processes_that_refresh_at_once_store_each_article_once(nodes: OpenSearchNodes) -> None:
    findings = shared_refresh.run(nodes, SMALL, rounds=1)
    assert findings.broken == ()
    assert findings.figures["articles"] == SMALL.articles + 1


def test_a_ledger_whose_database_is_stopped_and_killed_loses_nothing() -> None:
    findings = database_restarted.run(SMALL)
    assert findings.broken == ()
    assert int(findings.figures["told_LedgerUnreachable"]) > 0


def test_what_is_broken_is_kept_with_the_figures(tmp_path: Path) -> None:
    findings = Findings(fault="none", figures={"puts": 3}, broken=("one is lost",))
    assert '"one is lost"' in findings.save("trial", tmp_path).read_text(encoding="utf-8")
