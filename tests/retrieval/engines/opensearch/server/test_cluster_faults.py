"""A cluster that is busy, away, or not whole: what is tried again, and what is said."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from opensearchpy import OpenSearch

from retrieval.core.errors import LibraryError, LibraryUnreachable
from retrieval.core.settings import OpenSearchSettings
from retrieval.engines.opensearch import cluster_health
from retrieval.engines.opensearch.cluster_address import ClusterAddress
from retrieval.engines.opensearch.cluster_engine import OpenSearchEngine
from retrieval.engines.opensearch.cluster_errors import refusal_error
from support.faulty_proxy import Answer, Proxy, running_proxy
from support.opensearch_server import free_port
from tests.retrieval.engines.sample_library import DIMENSION, analyse, index_prefix, made

OpenEngine = Callable[..., OpenSearchEngine]
BUSY: Answer = (429, {"error": {"type": "rejected_execution_exception", "reason": "queue capacity 1000"}})
SECONDS = 3.0  # for a request with its retries


def engine_at(folder: Path, *addresses: str, seconds: float = SECONDS) -> OpenSearchEngine:
    return OpenSearchEngine(
        ClusterAddress(hosts=list(addresses), sign_in={}, timeout_seconds=seconds),
        prefix=index_prefix(folder),
        model="model-1",
        dimension=DIMENSION,
        analyse=analyse,
        analyser="words-1",
    )


@pytest.fixture
def proxy(opensearch_address: str) -> Iterator[Proxy]:
    with running_proxy(opensearch_address) as running:
        yield running


@pytest.fixture
def behind(proxy: Proxy, engine: OpenSearchEngine, tmp_path: Path) -> Iterator[OpenSearchEngine]:
    """An engine behind the proxy, over a library with one article."""
    engine.put(*made("a", "moon.", "sun."))
    with closing(engine_at(tmp_path, proxy.address, seconds=20.0)) as opened:
        proxy.paths.clear()
        yield opened


def refuse_first(times: int, answer: Answer) -> Callable[[str], Answer | None]:
    left = iter(range(times))
    return lambda _: answer if next(left, None) is not None else None


def ask(engine: OpenSearchEngine) -> int:
    with engine.snapshot():
        return len(engine.fetch("default", engine.lexical("default", ["moon."], 9)))


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_cluster_is_asked_again_until_it_answers(behind: OpenSearchEngine, proxy: Proxy, status: int) -> None:
    proxy.answer = refuse_first(3, (status, BUSY[1]))
    assert ask(behind) == 1
    assert len([path for path in proxy.paths if "point_in_time" in path]) == 5
    proxy.answer = refuse_first(3, (status, BUSY[1]))
    behind.put(*made("b", "moon."))
    assert ask(behind) == 2


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("node_not_connected_exception", "[node-1][127.0.0.1:9300] Node not connected"),
        ("illegal_state_exception", "no node found for id: 6BUQPeljQb2tGcAR1wWW3w"),
    ],
)
def test_a_node_that_has_just_gone_is_waited_for(
    behind: OpenSearchEngine, proxy: Proxy, kind: str, reason: str
) -> None:
    gone = {"type": kind, "reason": reason}
    answer: Answer = (500, {"error": {"root_cause": [gone], **gone}, "status": 500})
    proxy.answer = refuse_first(2, answer)
    assert ask(behind) == 1
    assert isinstance(refusal_error(*answer, "here"), LibraryUnreachable)


def test_nodes_that_have_just_started_are_waited_for(behind: OpenSearchEngine, proxy: Proxy) -> None:
    reason = "blocked by: [SERVICE_UNAVAILABLE/1/state not recovered / initialized];"
    started = {"type": "cluster_block_exception", "reason": reason}
    answer: Answer = (503, {"error": {"root_cause": [started], **started}, "status": 503})
    proxy.answer = refuse_first(2, answer)
    behind.put(*made("b", "moon."))
    assert ask(behind) == 2
    assert isinstance(refusal_error(*answer, "here"), LibraryUnreachable)


def test_a_document_that_is_refused_alone_is_written_again(behind: OpenSearchEngine, proxy: Proxy) -> None:
    refused = iter(range(2))

    def refuse_item(path: str, body: dict[str, Any]) -> dict[str, Any]:
        if "_bulk" not in path or next(refused, None) is None:
            return body
        return {"errors": True, "items": [*body["items"][:-1], {"index": {"status": 429, **BUSY[1]}}]}

    proxy.change = refuse_item
    behind.put(*made("b", "moon."))
    assert ask(behind) == 2


def test_a_document_that_is_refused_for_good_fails_the_addition(behind: OpenSearchEngine, proxy: Proxy) -> None:
    error = {"type": "mapper_parsing_exception", "reason": "failed to parse"}

    def refuse_item(path: str, body: dict[str, Any]) -> dict[str, Any]:
        if "refresh=false" not in path:
            return body
        return {"errors": True, "items": [{"index": {"status": 400, "error": error}}, *body["items"][1:]]}

    proxy.change = lambda path, body: refuse_item(path, body) if "_bulk" in path else body
    with pytest.raises(LibraryError, match="mapper_parsing_exception"):
        behind.put(*made("b", "moon."))
    proxy.change = lambda _, body: body
    assert behind.article("default", "b") is None
    assert ask(behind) == 1


def test_a_cluster_that_stays_busy_is_given_up_in_time(proxy: Proxy, engine: OpenSearchEngine, tmp_path: Path) -> None:
    engine.put(*made("a", "moon."))
    with closing(engine_at(tmp_path, proxy.address)) as behind:
        proxy.answer = lambda _: BUSY
        began = time.monotonic()
        with pytest.raises(LibraryUnreachable, match="busy"):
            ask(behind)
        assert time.monotonic() - began < 2 * SECONDS
        assert 3 <= len(proxy.paths) < 20


@pytest.mark.parametrize("shards", [{"failed": 1, "failures": [{"reason": {"reason": "node left"}}]}, {"failed": 2}])
def test_an_answer_of_some_shards_is_an_error(
    behind: OpenSearchEngine, proxy: Proxy, shards: dict[str, object]
) -> None:
    def lose_shards(path: str, body: dict[str, Any]) -> dict[str, Any]:
        found = body.get("responses", [body] if "hits" in body else [])
        for answer in found:
            answer["_shards"] |= {"total": 3, "successful": 1, **shards}
        return body

    proxy.change = lose_shards
    for read in (
        lambda: behind.articles("default"),
        lambda: behind.lexical("default", ["moon."], 9),
        lambda: behind.statistics("default", ["moon."]),
    ):
        with pytest.raises(LibraryUnreachable, match="1 of 3 shards"):
            read()


def test_a_sweep_that_fails_does_not_fail_the_addition(behind: OpenSearchEngine, proxy: Proxy) -> None:
    behind._sweep_at = 0.0
    proxy.answer = lambda path: (400, {"error": {"type": "x", "reason": "y"}}) if "delete_by_query" in path else None
    behind.put(*made("b", "moon."))
    assert ask(behind) == 2


def test_a_state_that_the_cluster_gave_up_is_said(behind: OpenSearchEngine, client: OpenSearch) -> None:
    with behind.snapshot():
        client.delete_pit(body={"pit_id": [behind._local.point.body["pit"]["id"]]})
        with pytest.raises(LibraryUnreachable, match="Ask again"):
            behind.articles("default")
    assert ask(behind) == 1


def test_a_cluster_that_is_away_is_said_and_found_again_without_a_restart(
    opensearch_address: str, engine: OpenSearchEngine, tmp_path: Path
) -> None:
    engine.put(*made("a", "moon."))
    with running_proxy(opensearch_address) as proxy:
        behind = engine_at(tmp_path, proxy.address)
        assert ask(behind) == 1
    port = int(proxy.address.rpartition(":")[2])
    with closing(behind):
        began = time.monotonic()
        with pytest.raises(LibraryUnreachable, match="no address answers"):
            ask(behind)
        with pytest.raises(LibraryUnreachable):
            behind.put(*made("a", "sun."))
        assert time.monotonic() - began < 4 * SECONDS
        with running_proxy(opensearch_address, port=port):
            assert ask(behind) == 1


def test_a_node_that_is_gone_is_left_out(opensearch_address: str, engine: OpenSearchEngine, tmp_path: Path) -> None:
    engine.put(*made("a", "moon."))
    gone = f"http://127.0.0.1:{free_port(1)}"
    with closing(engine_at(tmp_path, gone, opensearch_address, seconds=20.0)) as behind:
        assert [ask(behind) for _ in range(5)] == [1] * 5


def test_an_address_that_does_not_answer_is_said_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(LibraryUnreachable, match=r"opensearch\.addresses"):
        engine_at(tmp_path, f"http://127.0.0.1:{free_port(1)}")


def test_a_server_that_never_answers_is_given_up(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        with pytest.raises(LibraryUnreachable):
            engine_at(tmp_path, f"http://127.0.0.1:{silent.getsockname()[1]}", seconds=1.0)
        assert time.monotonic() - began < 10


@pytest.mark.parametrize(("status", "says"), [(401, "FOOTNOTE_OPENSEARCH_USER"), (403, "rights"), (413, "too large")])
def test_a_refusal_says_what_to_do(proxy: Proxy, tmp_path: Path, status: int, says: str) -> None:
    proxy.answer = lambda _: (status, {"error": {"type": "security_exception", "reason": "no permissions"}})
    with pytest.raises(LibraryError, match=says):
        engine_at(tmp_path, proxy.address)


# Health


def check(folder: Path, address: str) -> Any:
    return cluster_health.check_cluster(
        OpenSearchSettings(addresses=address, prefix=index_prefix(folder), timeout_seconds=20.0), {}
    )


def test_a_healthy_index_is_described(engine: OpenSearchEngine, opensearch_address: str, tmp_path: Path) -> None:
    engine.put(*made("a", "moon."))
    health = check(tmp_path, opensearch_address)
    assert (health.exists, health.unreachable, health.damage, health.not_writable) == (True, "", "", "")
    assert health.bytes > 0
    details = dict(health.details)
    assert (details["nodes"], details["index model"], details["index dimension"]) == (1, "model-1", DIMENSION)


def test_a_missing_index_is_not_created_by_looking(opensearch_address: str, client: OpenSearch, tmp_path: Path) -> None:
    health = check(tmp_path, opensearch_address)
    assert (health.exists, health.unreachable) == (False, "")
    assert not client.indices.exists(index=f"{index_prefix(tmp_path)}-library")


def test_a_cluster_that_is_away_is_a_problem_in_words(tmp_path: Path) -> None:
    health = check(tmp_path, f"http://127.0.0.1:{free_port(1)}")
    assert "no address answers" in health.unreachable
    assert "password" in check(tmp_path, "https://user:password@a.example").unreachable


@pytest.mark.usefixtures("own_indices")
def test_a_blocked_index_is_a_problem_in_words(
    engine: OpenSearchEngine, client: OpenSearch, opensearch_address: str, tmp_path: Path
) -> None:
    name = f"{index_prefix(tmp_path)}-library"
    client.indices.put_settings(index=name, body={"index.blocks.read_only_allow_delete": True})
    assert "disks" in check(tmp_path, opensearch_address).not_writable
