"""Of two bots with one ledger in PostgreSQL, the one that holds the lock of the upkeep is killed: the other takes over.

Both are real processes of `footnote discord` on a Discord of the tests' own, each with a shard of two.
"""

from __future__ import annotations

import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path

from bench.faults.findings import FaultScale, Findings
from retrieval.core.settings import ModelSettings
from support.bot_machine import Machine
from support.discord_loopback import Channel, LoopbackDiscord
from support.postgres_server import running_server

FAULT = "kill -9 on the bot that holds the lock of the upkeep, while the other one is asked questions"
TAKES_OVER = "this process reads articles again"
QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
ANSWER_SECONDS = 60.0
PAUSE_SECONDS = 0.5
# Five seconds between two looks, and what the database needs to notice that a process has ended.
TAKE_OVER_SECONDS = 60.0


def run(scale: FaultScale) -> Findings:
    """Kill the holder, and see that the other bot takes over and answers."""
    broken: list[str] = []
    models = ModelSettings(embedder="hashing", reader="similarity")
    with tempfile.TemporaryDirectory() as folder, running_server() as database, LoopbackDiscord() as discord:
        holder = Machine(Path(folder), discord, models=models)
        holder.configure(f'\n[ledger]\ndatabase = "{database.address}"\n')
        other = copy(holder)
        room = _room(holder)
        try:
            holder.start("--shards", "0/2")
            holder.wait_log(TAKES_OVER)
            other.start("--shards", "1/2")
            with asking(holder, room, broken) as seconds:
                time.sleep(scale.quiet_seconds)
                if TAKES_OVER in other.log:
                    broken.append("both bots do the upkeep at once")
                holder.tell(signal.SIGKILL)
                taken_over = _wait_for_log(other, broken)
                time.sleep(scale.quiet_seconds)
            synchronised = len(discord.requests("PUT /applications/*/commands"))
            status = other.stop()
        finally:
            holder.kill()
            other.kill()
        broken += [f"Discord: {violation}" for violation in discord.violations]
    if synchronised != 1:
        broken.append(f"the commands were sent {synchronised} times")
    if status or "Traceback" in other.log:
        broken.append(f"the other bot ended with {status}: {other.log[-500:]}")
    figures = {
        "taken_over_after_s": taken_over,
        "questions_answered": len(seconds),
        "slowest_answer_s": round(max(seconds, default=0.0), 2),
    }
    return Findings(fault=FAULT, figures=figures, broken=tuple(broken))


@contextmanager
def asking(machine: Machine, room: Channel, broken: list[str]) -> Iterator[list[float]]:
    """Ask the other bot while the block runs, and return how long each answer took."""
    over, seconds = threading.Event(), list[float]()

    def ask() -> None:
        while not over.wait(PAUSE_SECONDS):
            began = time.monotonic()
            try:
                asked = machine.server.slash(room, machine.ada, "ask", {"question": QUESTION}).wait(ANSWER_SECONDS)
            except AssertionError as error:
                broken.append(f"a question got no answer: {error}")
                continue
            if not any(QUOTE in message.text for message in asked.messages):
                broken.append(f"a question got another answer: {[message.text for message in asked.messages]}")
            seconds.append(time.monotonic() - began)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield seconds
    finally:
        over.set()
        thread.join()


def _room(machine: Machine) -> Channel:
    """Make a channel of a server that is on the other bot's shard."""
    guild = machine.server.add_guild("Odd", shard=(1, 2))
    machine.server.add_member(guild, machine.ada)
    machine.stock(guild)
    return machine.server.add_channel(guild, "general")


def _wait_for_log(machine: Machine, broken: list[str]) -> float:
    began = time.monotonic()
    while TAKES_OVER not in machine.log:
        if time.monotonic() > began + TAKE_OVER_SECONDS:
            broken.append(f"nobody took over within {TAKE_OVER_SECONDS:.0f} s")
            break
        time.sleep(0.05)
    return round(time.monotonic() - began, 2)
