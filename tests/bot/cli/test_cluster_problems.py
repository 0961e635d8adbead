"""A cluster that cannot be used ends the program with status 2, and a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from retrieval.build import open_footnote
from retrieval.core.errors import ClusterUnusable, LibraryUnreachable
from retrieval.core.settings import LibrarySettings, ModelSettings, OpenSearchSettings, Settings
from support.faulty_proxy import Answer, Proxy, running_proxy
from support.opensearch_server import free_port

TLS = Path(__file__).parents[2] / "data" / "tls"
CONFIG = """[library]
engine = "opensearch"

[opensearch]
addresses = "{address}"
certificate_authority = "{authority}"
timeout_seconds = 60

[models]
embedder = "hashing"
reader = "similarity"
"""
Run = Callable[..., tuple[int, str]]
NOWHERE = "http://127.0.0.1:1"  # what a proxy that answers itself stands before


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with running_proxy(NOWHERE) as running:
        yield running


@pytest.fixture
def run(bare: Any, inside: Any, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program with an address, and return its status and what it said on standard error."""
    for name in ("USER", "PASSWORD", "API_KEY"):
        monkeypatch.delenv(f"FOOTNOTE_OPENSEARCH_{name}", raising=False)

    def run_with(address: str, *command: str, authority: str = "") -> tuple[int, str]:
        (bare.folder / "config.toml").write_text(CONFIG.format(address=address, authority=authority), encoding="utf-8")
        done = inside(*(command or ("articles",)))
        return done.code, done.err

    return run_with


def mapping(meta: dict[str, Any]) -> Answer:
    return 200, {"footnote-library-1": {"mappings": {"_meta": meta}}}


def error(status: int, kind: str, reason: str) -> Answer:
    words = {"type": kind, "reason": reason}
    return status, {"error": {"root_cause": [words], **words}, "status": status}


BLOCKED = error(403, "cluster_block_exception", "blocked by: [FORBIDDEN/10/cluster create-index blocked (api)];")


@pytest.mark.parametrize("command", [("articles",), ("add", "."), ("ask", "Who?"), ("refresh",)])
def test_addresses_that_do_not_answer(run: Run, command: tuple[str, ...]) -> None:
    status, said = run(f"http://127.0.0.1:{free_port(1)}", *command)
    assert status == 2
    assert "no address answers" in said
    assert "Check that the cluster is running" in said


def test_a_copy_to_a_cluster_that_does_not_answer(run: Run) -> None:
    status, said = run(f"http://127.0.0.1:{free_port(1)}", "copy", "--from", "sqlite", "--to", "opensearch")
    assert (status, "no address answers" in said) == (2, True)


def test_the_error_of_the_library_is_its_cause() -> None:
    models = ModelSettings(embedder="hashing", reader="similarity")
    cluster = OpenSearchSettings(addresses=f"http://127.0.0.1:{free_port(1)}", timeout_seconds=1.0)
    with pytest.raises(ClusterUnusable) as caught:
        open_footnote(Settings(library=LibrarySettings(engine="opensearch"), opensearch=cluster, models=models))
    assert isinstance(caught.value.__cause__, LibraryUnreachable)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (mapping({}), "not made by Footnote. Set opensearch.prefix"),
        (mapping({"footnote": {"schema": 99}}), "schema 99, and this Footnote reads 1. Update Footnote"),
        (mapping({"footnote": {"schema": 1, "model": "other", "dimension": 8}}), "vectors were made by 'other'"),
        ((401, "Unauthorized"), "Set FOOTNOTE_OPENSEARCH_USER"),
        (error(403, "security_exception", "no permissions"), "Give the user the rights"),
        ((200, "<html>"), "what answers is not OpenSearch"),
        ((200, {"name": "another program"}), "what answers is not OpenSearch"),
    ],
)
def test_an_index_or_a_user_that_cannot_be_used(run: Run, proxy: Proxy, answer: Answer, says: str) -> None:
    proxy.answer = lambda _: answer
    status, said = run(proxy.address)
    assert (status, says in said) == (2, True), said


def test_a_cluster_in_which_no_index_may_be_created(run: Run, proxy: Proxy) -> None:
    proxy.answer = lambda path: error(404, "index_not_found_exception", "none") if "mapping" in path else BLOCKED
    status, said = run(proxy.address)
    assert (status, "Free space on the nodes' disks" in said) == (2, True), said


def test_a_certificate_that_does_not_match(run: Run) -> None:
    with running_proxy(NOWHERE, certificate=TLS) as proxy:
        for authority in ("", str(TLS / "certificate.pem")):  # signed by nobody known; made for another name
            status, said = run(proxy.address, authority=authority)
            assert (status, "certificate of the cluster is not accepted" in said) == (2, True), said
            assert "opensearch.certificate_authority" in said
        status, said = run(proxy.address.replace("https", "http"))
        assert (status, "https:// included" in said) == (2, True), said


def test_a_server_that_does_not_encrypt(run: Run, proxy: Proxy) -> None:
    status, said = run(proxy.address.replace("http", "https"))
    assert (status, "answers without encryption" in said) == (2, True), said


@pytest.mark.usefixtures("opensearch_address")
def test_an_index_that_may_not_be_written_takes_nothing_and_answers(
    run: Run, opensearch_address: str, tmp_path: Path
) -> None:
    from opensearchpy import OpenSearch  # noqa: PLC0415  optional

    (tmp_path / "moon.md").write_text("# Moon\n\nThe moon is 4 billion years old.\n", encoding="utf-8")
    (tmp_path / "sun.md").write_text("# Sun\n\nThe sun is a star.\n", encoding="utf-8")
    with closing(OpenSearch(opensearch_address, timeout=60)) as client:
        try:
            assert run(opensearch_address, "add", str(tmp_path / "moon.md"))[0] == 0
            client.indices.put_settings(index="footnote-library", body={"index.blocks.read_only_allow_delete": True})
            status, said = run(opensearch_address, "add", str(tmp_path / "sun.md"))
            assert (status, "Free space on the nodes' disks" in said) == (4, True), said
            assert run(opensearch_address, "articles")[0] == 0
            assert run(opensearch_address, "summary", "sun")[0] == 1
        finally:
            client.indices.delete(index="footnote-*")
