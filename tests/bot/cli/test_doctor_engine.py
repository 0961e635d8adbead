"""What `footnote doctor` says of a library that is in a cluster."""

from __future__ import annotations

from bot.cli import doctor_command
from bot.configuration.config_file import Config
from retrieval import LibrarySettings
from retrieval.core.settings import OpenSearchSettings
from support.opensearch_server import free_port


def test_a_cluster_that_does_not_answer_is_a_problem_with_its_address() -> None:
    address = f"http://127.0.0.1:{free_port(1)}"
    settings = Config(library=LibrarySettings(engine="opensearch"), opensearch=OpenSearchSettings(addresses=address))
    findings = list(doctor_command._check_library(settings))
    assert [finding.value for finding in findings if finding.name == "engine"] == ["opensearch"]
    (problem,) = [finding.problem for finding in findings if finding.problem]
    assert address in problem
    assert "opensearch.addresses" in problem


def test_a_cluster_that_answers_is_described(opensearch_address: str) -> None:
    settings = Config(
        library=LibrarySettings(engine="opensearch"),
        opensearch=OpenSearchSettings(addresses=opensearch_address, prefix="test-nothing-here"),
    )
    findings = {finding.name: finding for finding in doctor_command._check_library(settings)}
    assert not any(finding.problem for finding in findings.values())
    assert findings["nodes"].value == 1
    assert str(findings["release"].value).startswith("2.")
    assert "footnote add" in str(findings["state"].value)
