"""Two processes with one ledger in PostgreSQL: what one stores the other knows, and a killed one is stood in for."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from copy import copy
from typing import Any

import psycopg
import pytest

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
DOES = "this process reads articles again"
PATIENCE = 60.0


@pytest.fixture
def second(machine: Any) -> Iterator[Any]:
    """Another process on the same machine."""
    other = copy(machine)
    yield other
    other.kill()


@pytest.fixture
def database(machine: Any, address: str) -> Iterator[str]:
    """A ledger in a database in place of the file."""
    machine.configure(f'\n[ledger]\ndatabase = "{address}"\n')
    yield address
    machine.kill()


def test_two_processes_share_what_they_store_and_one_stands_in_for_a_killed_one(
    machine: Any, database: str, second: Any
) -> None:
    server = machine.server
    guilds, rooms = [], []
    for name, shard in (("Even", 0), ("Odd", 1)):
        guilds.append(server.add_guild(name, shard=(shard, 2)))
        server.add_member(guilds[-1], machine.ada)
        rooms.append(server.add_channel(guilds[-1], "general"))
        machine.stock(guilds[-1])
    machine.start("--shards", "0/2")
    machine.wait_log(DOES)
    second.start("--shards", "1/2")
    for channel in rooms:
        asked = server.slash(channel, machine.ada, "ask", {"question": QUESTION}).wait(PATIENCE)
        assert [QUOTE in message.text for message in asked.messages] == [True]
    with psycopg.connect(database) as connection:
        kept = connection.execute("SELECT server FROM answers ORDER BY at").fetchall()
    assert kept == [(int(guild.id),) for guild in guilds]  # each process has stored its own in the one ledger
    assert len(server.requests("PUT /applications/*/commands")) == 1
    assert DOES not in second.log
    machine.tell(signal.SIGKILL)
    machine.wait()
    second.wait_log(DOES)
    asked = server.slash(rooms[1], machine.ada, "ask", {"question": QUESTION}).wait(PATIENCE)
    assert [QUOTE in message.text for message in asked.messages] == [True]
    assert not (machine.folder / "ledger.sqlite").exists()
    assert second.stop() == 0
    assert "Traceback" not in machine.log + second.log


def test_a_database_that_does_not_answer_ends_the_program(machine: Any) -> None:
    machine.configure('\n[ledger]\ndatabase = "postgresql://me@127.0.0.1:1/there"\n')
    machine.start(ready=False)
    assert machine.wait() == 2
    assert "127.0.0.1:1/there: the database does not answer" in machine.log
    assert "Traceback" not in machine.log
