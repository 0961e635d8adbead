"""Two processes that share the work, the library and the ledger; and ranges of shards that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any

import pytest

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
PATIENCE = 60.0


@pytest.fixture
def second(machine: Any) -> Iterator[Any]:
    """Another process on the same machine."""
    other = copy(machine)
    yield other
    other.kill()


def test_two_processes_answer_their_own_servers_once_each(machine: Any, second: Any) -> None:
    server = machine.server
    channels = []
    for name, shard in (("Even", 0), ("Odd", 1)):
        guild = server.add_guild(name, shard=(shard, 2))
        server.add_member(guild, machine.ada)
        channels.append(server.add_channel(guild, "general"))
        machine.stock(guild)
    machine.start("--shards", "0-0/2")
    second.start("--shards", "1/2")
    for channel in channels:
        asked = server.slash(channel, machine.ada, "ask", {"question": QUESTION}).wait(PATIENCE)
        assert [QUOTE in message.text for message in asked.messages] == [True]
    assert len(server.requests("PUT /applications/*/commands")) == 1
    assert machine.stop() == 0
    asked = server.slash(channels[1], machine.ada, "ask", {"question": QUESTION}).wait(PATIENCE)
    assert QUOTE in asked.messages[0].text
    assert second.stop() == 0
    assert (machine.log.count("answer "), second.log.count("answer ")) == (1, 2)


def test_a_range_outside_of_the_count_ends_the_program_at_once(machine: Any) -> None:
    machine.start("--shards", "0-16/16", ready=False)
    assert machine.wait() == 2
    assert "there is no shard 16 among 16" in machine.log
    assert "Traceback" not in machine.log
    assert not machine.server.requests("GET /gateway/bot")
