"""The program is told to stop while the gateway is broken: what is being answered is answered once, and it ends."""

from __future__ import annotations

import time
from typing import Any

import pytest

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
PATIENCE = 60.0
DOWN = 300.0  # seconds: for good, as far as the program can tell
ORIGINAL = "PATCH /webhooks/*/messages/@original"
SOON = 25.0  # seconds on a busy machine; by itself it takes one or two


def ask(machine: Any) -> Any:
    """`/ask`, not waited for."""
    return machine.server.slash(machine.channel, machine.ada, "ask", {"question": QUESTION})


def ends(machine: Any) -> None:
    """It ends by itself, soon, and says nothing after its last word: discord.py's log tells of the broken gateway."""
    began = time.monotonic()
    assert machine.wait() == 0
    assert time.monotonic() - began < SOON
    assert machine.log.rstrip().endswith("footnote.discord: stopped")


@pytest.mark.parametrize("forget", [False, True], ids=["resumed", "forgotten"])
def test_a_gateway_that_drops_while_it_is_stopped_leaves_one_answer(machine: Any, *, forget: bool) -> None:
    machine.start()
    machine.server.fail_next(ORIGINAL, 502, delay=1.0, applied=True)
    asked = ask(machine)
    machine.server.wait_until(lambda: bool(machine.server.requests(ORIGINAL)), PATIENCE)
    machine.tell()
    machine.wait_log("running answers finish")
    machine.server.drop_gateway(forget=forget)
    ends(machine)
    assert [QUOTE in message.text for message in asked.messages] == [True]


def test_it_ends_while_the_gateway_is_down(machine: Any) -> None:
    machine.start()
    machine.server.slow_next(ORIGINAL, 1.0)
    asked = ask(machine)
    machine.server.wait_until(lambda: bool(machine.server.requests(ORIGINAL)), PATIENCE)
    machine.server.drop_gateway(down_for=DOWN)
    machine.wait_log("Attempting a reconnect")
    machine.tell()
    ends(machine)
    assert [QUOTE in message.text for message in asked.messages] == [True]


def test_it_ends_before_it_was_ever_connected(machine: Any) -> None:
    machine.server.drop_gateway(down_for=DOWN)
    machine.start(ready=False)
    machine.wait_log("Failed to connect")
    machine.tell()
    ends(machine)
