"""Fails a run in which tests of a server were skipped, though the folder that it is started from is there."""

from __future__ import annotations

import pytest

from support import opensearch_server

MARK = "opensearch"
_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember which tests of the server were skipped."""
    if report.skipped and MARK in report.keywords and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let the run fail."""
    if _skipped and opensearch_server.server_home() is not None and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why."""
    home = opensearch_server.server_home()
    if _skipped and home is not None:
        terminalreporter.write_line(
            f"{len(_skipped)} tests of OpenSearch were skipped, though {home} is there:", red=True
        )
        for test in _skipped:
            terminalreporter.write_line(f"  {test}")
