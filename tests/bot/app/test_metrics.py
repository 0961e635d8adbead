"""Figures for Prometheus: where they can be read, what is counted, and what is said where that cannot be."""

from __future__ import annotations

import asyncio
import socket
import sys
import urllib.request
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.app.metrics import LibrarySizes, Metrics, MetricsAddress
from bot.app.prometheus_metrics import PrometheusMetrics, open_metrics
from bot.concurrency.loop_lag import LoopLag
from bot.concurrency.worker import Worker
from retrieval import ConfigError, Footnote


@pytest.fixture
def port() -> int:
    """A port that nothing uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def metrics(port: int) -> Iterator[PrometheusMetrics]:
    metrics = PrometheusMetrics(MetricsAddress(host="127.0.0.1", port=port))
    yield metrics
    metrics.close()


def read(port: int) -> dict[str, float]:
    """The figures by name, with the values of their labels behind it."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        families = text_string_to_metric_families(answer.read().decode())
        return {
            " ".join((sample.name, *sample.labels.values())): sample.value
            for family in families
            for sample in family.samples
        }


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("9100", "127.0.0.1", 9100),
        (" 9100 ", "127.0.0.1", 9100),
        ("0.0.0.0:9100", "0.0.0.0", 9100),
        ("[::1]:9100", "::1", 9100),
        ("metrics.example:1", "metrics.example", 1),
    ],
)
def test_without_a_host_only_this_machine_reads_the_figures(text: str, host: str, port: int) -> None:
    assert MetricsAddress.parse(text) == MetricsAddress(host=host, port=port)


@pytest.mark.parametrize("text", ["0", "65536", "http", ":9100", "-1", "9100:", "0.0.0.0:", "91 00"])
def test_what_is_no_port_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ConfigError, match=r"no port for the figures.*9100"):
        MetricsAddress.parse(text)


def test_nobody_who_asks_for_no_figures_gets_any() -> None:
    assert open_metrics("") is None
    assert not Metrics().is_active


def test_questions_are_counted_by_grade_and_timed_by_stage(metrics: PrometheusMetrics, port: int) -> None:
    metrics.count_question("sure", seconds=0.4, stages={"find": 20.0, "read": 180.0})
    metrics.count_question("none", seconds=0.2, stages={"find": 30.0})
    figures = read(port)
    assert figures["footnote_questions_total sure"] == 1
    assert figures["footnote_questions_total none"] == 1
    assert figures["footnote_questions_total unsure"] == 0
    assert figures["footnote_question_seconds_sum"] == pytest.approx(0.6)
    assert figures["footnote_stage_seconds_sum find"] == pytest.approx(0.05)
    assert figures["footnote_stage_seconds_count find"] == 2
    assert figures["footnote_stage_seconds_count read"] == 1


def test_errors_are_counted_by_class_without_their_words(metrics: PrometheusMetrics, port: int) -> None:
    metrics.count_error("KeyError")
    metrics.count_error("KeyError")
    assert read(port)["footnote_errors_total KeyError"] == 2


def test_sizes_are_those_of_the_last_count(metrics: PrometheusMetrics, port: int) -> None:
    metrics.set_sizes(LibrarySizes(libraries=2, articles=7, passages=90))
    metrics.set_sizes(LibrarySizes(libraries=2, articles=6, passages=80))
    figures = read(port)
    assert (figures["footnote_articles"], figures["footnote_passages"]) == (6, 80)


def test_the_queue_is_shown_as_it_is(metrics: PrometheusMetrics, port: int, stocked: Footnote) -> None:
    async def fill() -> dict[str, float]:
        worker = Worker(stocked, threads=1, waiting=5, seconds=10, closing_seconds=5)
        metrics.watch(worker, LoopLag())
        begun, end = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def work() -> None:
            loop.call_soon_threadsafe(begun.set)
            asyncio.run_coroutine_threadsafe(end.wait(), loop).result(10)

        tickets = [worker.run(work) for _ in range(3)]
        await begun.wait()
        figures = await asyncio.to_thread(read, port)
        end.set()
        for ticket in tickets:
            await ticket
        await worker.close()
        return figures

    figures = asyncio.run(fill())
    assert figures["footnote_queue_running question"] == 1
    assert figures["footnote_queue_waiting question"] == 2
    assert figures["footnote_queue_waiting note"] == 0
    assert figures["footnote_event_loop_lag_seconds 0.99"] == 0


def test_a_port_in_use_is_said_with_its_cause(metrics: PrometheusMetrics, port: int) -> None:
    assert read(port)
    with pytest.raises(ConfigError, match=rf"127\.0\.0\.1:{port} \(Address already in use\).*another port"):
        open_metrics(str(port))


def test_a_port_is_free_again_afterwards(port: int) -> None:
    for _ in range(2):
        opened = open_metrics(str(port))
        assert opened is not None
        opened.close()


def test_without_the_package_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(ConfigError, match=r"pip install 'footnote\[metrics\]'"):
        open_metrics("9100")
