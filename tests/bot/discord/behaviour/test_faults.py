"""What goes wrong ends in one answer or one plain sentence, never two, never silence.

- every interaction is acknowledged before any other work: one that reaches the bot after 3 seconds, one that it cannot
  answer within 15 minutes, forms that stay open for longer
- when the worker is full the asker is told to try again (the place in line takes real time: the loopback suite's)
- 10062, 50013, 50083, 5xx (40060, rate limits and broken connections are the loopback suite's)
- a defect is a sentence with an id
"""

from __future__ import annotations

import logging
from typing import Any

import discord
import pytest

from bot.concurrency.worker import WorkerSettings
from bot.configuration.config_file import Config
from retrieval.core.reply_records import Examination
from support.discord_simcord import OTTERS, QUESTION, QUOTE, Person, Simulation, Stage

DEFERRED = 5
TOO_LATE = "This took too long. Please try again, perhaps with a shorter question."
MAY_NOT_WRITE = "Footnote may not write in that channel. It needs the permission to send messages there."
QUARTER = 15 * 60.0


def directly(sim: Simulation, person: Person | None = None) -> list[str]:
    """What the bot told somebody, by default `ada`, in direct messages."""
    room = (person or sim.ada).user.dm_channel
    return [message.text for message in sim.since(0) if int(message.channel_id) == room.id]


# -- time


@pytest.mark.parametrize("name", ["ask", "articles", "search", "privacy"])
def test_the_first_thing_sent_is_the_acknowledgement(sim: Simulation, name: str) -> None:
    before = len(sim.env.http_requests)
    options = {"ask": {"question": QUESTION}, "search": {"words": "otters"}}.get(name, {})
    shown = sim.slash(name, **options)
    first = sim.env.http_requests[before]
    assert first.path.endswith("/callback")
    assert shown.acks == [DEFERRED]


def test_an_interaction_that_came_after_three_seconds_is_told_directly(sim: Simulation) -> None:
    sim.delay = 3.5
    shown = sim.ask()
    assert (shown.messages, directly(sim)) == ([], [TOO_LATE])


def test_a_button_that_came_after_three_seconds_is_told_directly(sim: Simulation) -> None:
    card = sim.ask().message
    sim.delay = 3.5
    shown = sim.press(card, "Why?")
    assert (shown.followups, directly(sim)) == ([], [TOO_LATE])


def test_an_interaction_that_came_just_in_time_is_answered(sim: Simulation) -> None:
    sim.delay = 2.5
    assert QUOTE in sim.ask().message.text


def test_an_answer_after_fifteen_minutes_is_told_directly(sim: Simulation) -> None:
    examine = sim.services.footnote.examine

    def slow(question: str, **how: Any) -> Examination:
        sim.env.backend.advance_clock(QUARTER + 1)
        return examine(question, **how)

    sim.defects_expected = True
    sim.services.footnote.examine = slow  # type: ignore[method-assign]
    assert TOO_LATE not in [message.text for message in sim.ask().messages]
    assert directly(sim) == [TOO_LATE]


def test_an_addition_that_takes_longer_goes_on_and_is_reported_directly(sim: Simulation) -> None:
    store = sim.services.footnote.store

    def slow(*drafts: Any, **how: Any) -> Any:
        sim.env.backend.advance_clock(QUARTER / 2 + 1)
        return store(*drafts, **how)

    sim.services.footnote.store = slow  # type: ignore[method-assign]
    opened = sim.slash("library add", by=sim.keeper)
    files = [(f"{name}.txt", f"The {name} is open.".encode()) for name in ("bath", "mill", "forge")]
    sim.hand_in(opened, by=sim.keeper, files=files)
    assert [text.splitlines()[0] for text in directly(sim, sim.keeper)] == ["### 3 articles added"]


def test_a_form_that_stays_open_for_longer_is_taken(sim: Simulation) -> None:
    opened = sim.press(sim.ask().message, "Follow up")
    sim.passes(QUARTER + 1)
    assert "2019" in sim.hand_in(opened, words=OTTERS).message.text


def test_buttons_work_the_next_day(sim: Simulation) -> None:
    card = sim.ask().message
    sim.passes(24 * 60 * 60.0)
    assert "eleven workers" in sim.press(card, "Passage").message.text


# -- many at once


def test_who_finds_no_room_is_told_to_try_again(staged: Stage) -> None:
    sim = staged(Config(worker=WorkerSettings(threads=1, waiting=0)))
    opened = sim.occupied()
    try:
        assert sim.ask().message.text == "Too many questions are waiting. Please try again in a minute."
    finally:
        opened.set()


# -- what Discord refuses


def test_where_it_may_not_write_the_asker_is_told_directly(sim: Simulation) -> None:
    deny = discord.PermissionOverwrite(send_messages=False)
    mute = sim.does(lambda: sim.guild.create_text_channel("mute", overwrites={sim.bot.user: deny}))
    sim.mention(QUESTION, at=mute)
    assert directly(sim) == [MAY_NOT_WRITE]
    assert QUOTE in sim.ask(at=mute).message.text


def test_where_it_may_open_no_thread_the_answer_stays_in_the_channel(sim: Simulation) -> None:
    (first,) = sim.mention(QUESTION)
    (second,) = sim.reply(first, "Who loaded the final cart at noon?")
    sim.fails("POST /channels/*/messages/*/threads", 403, 50013)
    (third,) = sim.reply(second, OTTERS)
    assert (third.channel_id, "2019" in third.text) == (str(sim.channel.id), True)


def test_a_thread_that_is_closed_is_told_directly(sim: Simulation) -> None:
    thread = sim.thread("quarries")
    sim.fails("POST /channels/*/messages", 400, 50083)
    sim.mention(QUESTION, at=thread)
    assert directly(sim) == [MAY_NOT_WRITE]


def test_who_takes_no_direct_messages_is_left_in_peace(sim: Simulation) -> None:
    sim.fails("POST /channels/*/messages", 403, 50013)
    sim.fails("POST /channels/*/messages", 403, 50007)
    assert sim.mention(QUESTION) == []


def test_an_interaction_that_discord_forgot_is_told_directly(sim: Simulation) -> None:
    sim.fails("POST /interactions/*/callback", 404, 10062)
    assert sim.ask().messages == []
    assert directly(sim) == [TOO_LATE]


@pytest.mark.parametrize("status", [500, 502])
def test_an_answer_that_discord_did_not_take_is_sent_again(sim: Simulation, status: int) -> None:
    sim.fails("PATCH /webhooks/*/messages/@original", status)
    shown = sim.ask()
    assert [QUOTE in message.text for message in shown.messages] == [True]


@pytest.mark.parametrize("status", [500, 502])
def test_an_answer_that_discord_does_not_take_twice_is_a_sentence(sim: Simulation, status: int) -> None:
    sim.defects_expected = True
    sim.fails("PATCH /webhooks/*/messages/@original", status, times=2)
    shown = sim.ask()
    assert len(shown.messages) == 1
    assert "Something went wrong, but nothing was lost." in shown.message.text


def test_a_deleted_answer_is_not_written_anew(sim: Simulation) -> None:
    sim.defects_expected = True
    sim.fails("PATCH /webhooks/*/messages/@original", 404, 10008, times=None)
    shown = sim.ask()
    assert shown.followups == []
    assert directly(sim) == []


# -- defects


def test_a_defect_is_one_sentence_with_an_id_and_no_word_of_the_question(
    sim: Simulation, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: str, **_: Any) -> None:
        raise RuntimeError(question)

    sim.defects_expected = True
    sim.services.footnote.examine = fail  # type: ignore[assignment, method-assign]
    with caplog.at_level(logging.INFO):
        shown = sim.ask("A secret about the quarry?")
        (said,) = sim.mention("Another secret?")
    later, earlier = sim.services.ledger.errors.latest()
    assert (earlier.id in shown.message.text, later.id in said.text) == (True, True)
    assert "secret" not in caplog.text + earlier.what + later.what


def test_a_defect_while_somebody_types_shows_no_choices(sim: Simulation) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret")

    sim.defects_expected = True
    sim.services.footnote.suggest = fail  # type: ignore[assignment, method-assign]
    assert sim.typing("ask", "question", "slate quarry") == []
