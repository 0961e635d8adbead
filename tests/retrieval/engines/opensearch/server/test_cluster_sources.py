"""Sources that two processes save at once: what was begun later stays, whatever arrives last."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from retrieval.core.ingestion_records import Origin
from retrieval.engines.opensearch.cluster_engine import OpenSearchEngine

OpenEngine = Callable[..., OpenSearchEngine]


def origin(source: str, digest: str) -> Origin:
    return Origin(source=source, article_id="a", location="x", file=source, digest=digest)


@pytest.mark.parametrize("request_number", range(4))
def test_a_late_older_save_does_not_replace_a_newer_one(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch, request_number: int
) -> None:
    late, other = open_engine(), open_engine().source_registry
    registry, cluster, count = late.source_registry, late._cluster, 0
    send = cluster._send

    def send_late(*arguments: object, **more: object) -> object:
        nonlocal count
        count += 1
        if count == request_number + 1:
            other.save_origins("default", [origin("s", "newer"), origin("t", "newer")])
        return send(*arguments, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(cluster, "_send", send_late)
        registry.save_origins("default", [origin("s", "older"), origin("u", "older")])
    found = {found.source: found.digest for found in other.origins("default")}
    began_before = request_number >= 1  # the first request asks which save is the newest
    assert found == {"s": "newer" if began_before else "older", "t": "newer", "u": "older"}


def test_a_clock_that_is_slow_does_not_lose_what_it_saves(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry, slow = open_engine().source_registry, open_engine().source_registry
    registry.save_origins("default", [origin("s", "first")])
    hour_ago = time.time_ns() - 3_600_000_000_000
    with monkeypatch.context() as patch:
        patch.setattr(time, "time_ns", lambda: hour_ago)
        slow.save_origins("default", [origin("s", "second")])
    assert [found.digest for found in registry.origins("default")] == ["second"]
    registry.save_origins("default", [origin("s", "third")])
    assert [found.digest for found in registry.origins("default")] == ["third"]
