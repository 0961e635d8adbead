"""Running it. The sentences of the promise, in its order.

- commands are synced only when their definitions changed (a hash in the ledger): 100 restarts create none
- graceful stop: running answers finish
- a log line per answer with its id and timings
- `/status` for operators: index age, latency, shards, last errors
- the console and Discord give the same answer object to the same question
"""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import Any

import pytest
import simcord
from discord import Interaction, app_commands

from bot.concurrency.worker import Closing
from bot.discord import runner
from retrieval.core.reply_records import Examination
from support.discord_simcord import NOWHERE, QUESTION, QUOTE, Simulation

COMMANDS = "PUT /applications/*/commands"


# -- commands


def test_a_hundred_restarts_tell_the_commands_once(sim: Simulation) -> None:
    for _ in range(100):
        sim.restart()
    assert len(sim.requests(COMMANDS)) == 1
    assert QUOTE in sim.ask().message.text


def test_changed_commands_are_told_again(sim: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    @app_commands.command(name="new", description="Something new")
    async def new(interaction: Interaction) -> None:
        await interaction.response.send_message("new")

    setup = type(sim.bot).setup_hook

    async def with_another(bot: Any) -> None:
        bot.tree.add_command(new)
        await setup(bot)

    monkeypatch.setattr(type(sim.bot), "setup_hook", with_another)
    sim.restart()
    sim.restart()
    first, second = sim.requests(COMMANDS)
    assert len(second) == len(first) + 1


def test_refused_commands_are_told_at_the_next_start(sim: Simulation) -> None:
    sim.services.ledger.facts.put(f"commands of {sim.bot.application_id}", "others")
    sim.fails("PUT /applications/*/commands", 403, 50001)
    sim.restart()
    sim.restart()
    sim.restart()
    assert len(sim.requests(COMMANDS)) == 3


# -- stopping


def test_what_is_being_answered_when_it_is_stopped_is_answered(sim: Simulation) -> None:
    examine, begun, opened = sim.services.footnote.examine, threading.Event(), threading.Event()

    def slow(question: str, **how: Any) -> Examination:
        begun.set()
        assert opened.wait(60)
        return examine(question, **how)

    sim.services.footnote.examine = slow  # type: ignore[method-assign]

    async def stop_in_the_middle() -> Any:
        asking = asyncio.create_task(sim.ada.slash(sim.channel, "ask", question=QUESTION))
        await asyncio.to_thread(begun.wait)
        stopping = asyncio.create_task(runner.finish(sim.bot))
        await asyncio.sleep(0.05)
        assert not stopping.done()
        opened.set()
        await stopping
        return await asking

    shown = sim.outcome(sim.let(stop_in_the_middle()))
    assert [QUOTE in message.text for message in shown.messages] == [True]


def test_what_is_asked_while_it_stops_is_told_to_come_back(sim: Simulation) -> None:
    sim.let(sim.services.worker.drain())
    assert sim.ask().message.text == "Footnote is being restarted. Please try again in a few minutes."
    assert [message.text for message in sim.mention(QUESTION)] == [sim.ask().message.text]
    with pytest.raises(Closing):
        sim.services.worker.ask(QUESTION, library=sim.library)


# -- the log, and figures


def test_each_answer_has_one_line_with_its_id_and_times(sim: Simulation, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="footnote.discord"):
        sim.ask()
        sim.mention(NOWHERE)
    kept = [row["id"] for row in sim.about(sim.ada)["answers"]]
    lines = [line for line in caplog.messages if line.startswith("answer ")]
    assert sorted(line.split()[1] for line in lines) == sorted(kept)
    assert all("took=" in line and " ms (" in line for line in lines)


def test_status_shows_figures_to_who_manages_the_server(sim: Simulation) -> None:
    sim.ask()
    sim.services.ledger.errors.note("0a1b2c3d", "OSError in somewhere:12")
    text = sim.slash("status", by=sim.keeper).message.text
    for figure in ("Size** · 3 articles", "Last added** · ", "Time to answer** · p50 ", "Shards** · 1", "0a1b2c3d"):
        assert figure in text
    assert "OSError" not in text
    with pytest.raises(simcord.SetupError, match="not visible to this user"):
        sim.slash("status")


def test_status_is_refused_in_direct_messages_to_all_but_the_owner(sim: Simulation) -> None:
    assert "Only the operator of Footnote may do that here." in sim.slash_directly("status").message.text


# -- the same answer


@pytest.mark.parametrize("question", [QUESTION, NOWHERE, "What do otters eat?"])
def test_discord_gives_the_answer_that_the_library_gives(sim: Simulation, question: str) -> None:
    sim.ask(question)
    (kept,) = sim.about(sim.ada)["answers"]
    stored_answer = sim.services.ledger.answers.find(kept["id"], place=sim.place())
    assert stored_answer is not None
    assert stored_answer.reply == sim.services.footnote.ask(question, library=sim.library)
