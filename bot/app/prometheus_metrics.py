"""Hands the bot's figures to Prometheus: counters, and an HTTP server in a thread of its own that shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, get_args

from bot.app.metrics import LibrarySizes, Metrics, MetricsAddress
from bot.concurrency.worker import Kind
from retrieval import ConfigError, Grade

if TYPE_CHECKING:
    from bot.concurrency.loop_lag import LoopLag
    from bot.concurrency.worker import QueueStatistics, Worker

# Bounds of the histograms in seconds: a question takes 0.05 to 5 on two cores, and `worker.seconds` ends it.
_QUESTION_BOUNDS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0)
_STAGE_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class PrometheusMetrics(Metrics):
    """Figures in the form of Prometheus, at `http://HOST:PORT/metrics`.

    Args:
        address: where to hand them out.

    Raises:
        ConfigError: the package is missing, or the address cannot be used.
    """

    is_active = True

    def __init__(self, address: MetricsAddress) -> None:
        try:
            import prometheus_client as prometheus  # noqa: PLC0415  only where figures are asked for
        except ModuleNotFoundError as error:
            what, advice = "the package prometheus-client is missing", "Install it: pip install 'footnote[metrics]'."
            raise ConfigError(what, where="discord.metrics", advice=advice) from error
        prometheus.disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = prometheus.CollectorRegistry()
        self._gauge = prometheus.Gauge
        prometheus.ProcessCollector(registry=self._registry)
        self._questions = prometheus.Counter(
            "footnote_questions", "Questions that got a reply, by its grade", ["grade"], registry=self._registry
        )
        self._seconds = prometheus.Histogram(
            "footnote_question_seconds",
            "Seconds from a question to its stored reply, waiting included",
            buckets=_QUESTION_BOUNDS,
            registry=self._registry,
        )
        self._stages = prometheus.Histogram(
            "footnote_stage_seconds",
            "Seconds that a stage of a question took",
            ["stage"],
            buckets=_STAGE_BOUNDS,
            registry=self._registry,
        )
        self._errors = prometheus.Counter(
            "footnote_errors", "Errors that were recorded, by their class", ["kind"], registry=self._registry
        )
        self._sizes = {
            name: self._gauge(f"footnote_{name}", f"All {name} that are stored", registry=self._registry)
            for name in LibrarySizes.__dataclass_fields__
        }
        for grade in get_args(Grade):
            self._questions.labels(grade)  # a rate needs a zero to begin with
        try:
            self._server, self._thread = prometheus.start_http_server(
                address.port, addr=address.host, registry=self._registry
            )
        except OSError as error:
            what = f"figures cannot be handed out at {address.host}:{address.port} ({error.strerror or error})"
            advice = "Choose another port, or the address of a network card of this machine."
            raise ConfigError(what, where="discord.metrics", advice=advice) from error

    def watch(self, worker: Worker, lag: LoopLag) -> None:
        """Show the queues and the delay of the event loop, as they are when somebody reads the figures."""
        waiting = self._gauge("footnote_queue_waiting", "Calls that wait", ["queue"], registry=self._registry)
        running = self._gauge("footnote_queue_running", "Calls at work", ["queue"], registry=self._registry)
        refused = self._gauge(
            "footnote_queue_refused", "Calls that a full queue has refused since the start", ["queue"],
            registry=self._registry,
        )  # fmt: skip
        for kind in get_args(Kind):
            for gauge, name in ((waiting, "waiting"), (running, "running"), (refused, "refused")):
                gauge.labels(kind).set_function(_queue_figure(worker, kind, name))
        delay = self._gauge(
            "footnote_event_loop_lag_seconds",
            "How late the event loop was in the last ten minutes: in half and in 99 of 100 looks at most, and ever",
            ["quantile"],
            registry=self._registry,
        )
        delay.labels("0.5").set_function(lambda: lag.statistics().p50)
        delay.labels("0.99").set_function(lambda: lag.statistics().p99)
        delay.labels("1").set_function(lambda: lag.statistics().most)

    def count_question(self, grade: Grade, *, seconds: float, stages: Mapping[str, float]) -> None:
        """Count a question that got a reply."""
        self._questions.labels(grade).inc()
        self._seconds.observe(seconds)
        for stage, milliseconds in stages.items():
            self._stages.labels(stage).observe(milliseconds / 1_000)

    def count_error(self, kind: str) -> None:
        """Count an error that was recorded."""
        self._errors.labels(kind).inc()

    def set_sizes(self, sizes: LibrarySizes) -> None:
        """Replace the figures of the size of the libraries."""
        for name, gauge in self._sizes.items():
            gauge.set(getattr(sizes, name))

    def close(self) -> None:
        """Stop handing the figures out, and free the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def open_metrics(text: str) -> PrometheusMetrics | None:
    """Begin to hand figures out at `PORT` or `HOST:PORT`; None where the text is empty.

    Raises:
        ConfigError: it is no such address or it cannot be used, or the package is missing.
    """
    address = MetricsAddress.parse(text)
    return PrometheusMetrics(address) if address else None


def _queue_figure(worker: Worker, kind: Kind, name: str) -> Callable[[], float]:
    def read() -> float:
        statistics: QueueStatistics = worker.statistics(kind)
        return float(getattr(statistics, name))

    return read
