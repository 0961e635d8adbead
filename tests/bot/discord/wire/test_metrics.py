"""The program with `--metrics`: what Prometheus reads while questions are answered."""

from __future__ import annotations

import socket
import urllib.request
from typing import Any

import pytest

QUESTION = "When did the quarry at Tarn Hollow close?"
PATIENCE = 60.0


@pytest.fixture
def port() -> int:
    """A port that nothing uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def read(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        return str(answer.read().decode())


def test_a_question_is_counted_and_the_libraries_are_measured(machine: Any, port: int) -> None:
    machine.start("--metrics", str(port))
    machine.server.slash(machine.channel, machine.ada, "ask", {"question": QUESTION}).wait(PATIENCE)
    machine.server.wait_until(lambda: "footnote_passages 4.0" in read(port), PATIENCE, what="the sizes")
    figures = read(port)
    assert 'footnote_questions_total{grade="sure"} 1.0' in figures
    assert 'footnote_stage_seconds_count{stage="read"} 1.0' in figures
    assert "footnote_articles 3.0" in figures
    assert 'footnote_queue_waiting{queue="question"} 0.0' in figures
    assert 'footnote_event_loop_lag_seconds{quantile="0.99"}' in figures
    assert "process_resident_memory_bytes" in figures
    assert "quarry" not in figures
    assert machine.stop() == 0


def test_a_port_in_use_ends_the_program_before_it_connects(machine: Any, port: int) -> None:
    with socket.socket() as used:
        used.bind(("127.0.0.1", port))
        used.listen()
        machine.start("--metrics", str(port), ready=False)
        assert machine.wait() == 2
    assert "Address already in use" in machine.log
    assert "Traceback" not in machine.log
    assert not machine.server.requests("GET /gateway/bot")
