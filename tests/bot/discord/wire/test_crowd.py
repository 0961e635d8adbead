"""Two hundred questions at once, when the program has just started and its model is still to be loaded.

Bounds are multiplied by how crowded the machine is, which is 1 where nothing else runs; the figures are printed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from retrieval.core.settings import ModelSettings
from support.machine_load import crowding

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
CROWD = 200
PATIENCE = 300.0  # seconds; two cores to themselves take ten
HEARTBEAT_MS = 1_000  # a fortieth of Discord's, so that there are heartbeats to be late

ACKNOWLEDGED_MS = 1_000.0
LATE_HEARTBEAT_MS = HEARTBEAT_MS / 2
LAG_P99_MS = 100.0  # of the event loop: a quiet machine has 25, and answering on the loop would have thousands


def share(values: Sequence[float], part: float) -> float:
    """The value that so large a part of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def answered(asked: Any) -> bool:
    """Whether the quote is there, whichever words in it are bold."""
    return any(QUOTE in message.text.replace("**", "") for message in asked.messages)


def type_in(machine: Any) -> Any:
    """Somebody types a question, and what is shown is not waited for."""
    return machine.server.autocomplete(machine.channel, machine.ada, "ask", focus="question", text="slate quarry")


@pytest.mark.timeout(500)
@pytest.mark.parametrize("models", [ModelSettings()], ids=["default"])
@pytest.mark.parametrize("heartbeat_ms", [HEARTBEAT_MS])
def test_two_hundred_at_once_with_a_cold_model(
    machine: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server, file = machine.server, tmp_path / "late.json"
    machine.program = [str(Path(__file__).with_name("watched.py")), str(file)]
    before = crowding()
    machine.configure(f"seconds = {PATIENCE:g}\n")  # of the worker: a busy machine may not answer all in a minute
    machine.start()
    typed = type_in(machine)
    asked = [
        server.slash(machine.channel, machine.ada, "ask", {"question": f"{QUESTION} {number}"})
        for number in range(CROWD)
    ]
    assert typed.wait(PATIENCE).choices == []
    assert "the model is loaded" not in machine.log
    for interaction in asked:
        interaction.wait(PATIENCE, until=answered)
    assert "the model is loaded" in machine.log
    assert len(type_in(machine).wait(PATIENCE).choices) > 1
    link = server.gateway.links[0]
    beats = [later - earlier for earlier, later in zip(link.beats, link.beats[1:], strict=False)]
    ended = link.beats[-1]
    assert machine.stop() == 0
    crowded = max(before, crowding())

    assert {len(interaction.messages) for interaction in asked} == {1}
    assert {code for interaction in asked for code in interaction.codes} == set()
    acknowledged = [interaction.ack_ms for interaction in (typed, *asked)]
    begun = asked[0].interaction.sent
    late = [lag for at, lag in json.loads(file.read_text(encoding="utf-8")) if begun <= at <= ended]
    slowest = max(beat * 1_000 - HEARTBEAT_MS for beat in beats)
    with capsys.disabled():
        print(
            f"\n{CROWD} questions, cold model: acknowledged after {share(acknowledged, 0.5):.0f} ms (p50), "
            f"{max(acknowledged):.0f} ms (most); loop lag p50 {share(late, 0.5):.1f}, p95 {share(late, 0.95):.1f}, "
            f"p99 {share(late, 0.99):.1f}, most {max(late):.0f} ms of {len(late)}; "
            f"{len(beats)} heartbeats, at most {slowest:.0f} ms late; crowding {crowded:.1f}"
        )
    assert max(acknowledged) < ACKNOWLEDGED_MS * crowded
    assert share(late, 0.99) < LAG_P99_MS * crowded
    assert slowest < LATE_HEARTBEAT_MS * crowded
    assert len(beats) >= (ended - begun) * 1_000 / (HEARTBEAT_MS + slowest) - 1
    assert len(server.gateway.links) == 1  # the connection never broke
