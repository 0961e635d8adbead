"""The gateway breaks at every point of an answer: resumed or begun anew, there is one answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.concurrency.worker import WorkerSettings
from bot.configuration.config_file import Config

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
OTTERS = "When did otters return to the river Welm?"
SECONDS = 30

CALLBACK = "POST /interactions/*/callback"
ORIGINAL = "PATCH /webhooks/*/messages/@original"
SENDING = "POST /channels/*/messages"
SESSION_TIMED_OUT = 4009  # the code with which Discord ends a session whose heartbeats are late

Break = Callable[[Any], None]


def drop_connection(scene: Any) -> None:
    """Cut the connection; the session is resumed."""
    before = len(scene.server.resumed_from)
    scene.server.drop_gateway()
    scene.server.wait_until(lambda: len(scene.server.resumed_from) > before, SECONDS, what="RESUME")


def invalidate_session(scene: Any) -> None:
    """Invalidate the session; another session is begun."""
    _anew(scene, scene.server.invalidate_sessions)


def drop_and_forget_session(scene: Any) -> None:
    """Cut the connection so that the session cannot be resumed; another session is begun."""
    _anew(scene, lambda: scene.server.drop_gateway(forget=True))


def _anew(scene: Any, act: Callable[[], None]) -> None:
    server = scene.server
    (old,) = server.gateway.sessions
    act()
    server.wait_until(
        lambda: [session for session in list(server.gateway.sessions) if session.ready and session is not old], SECONDS
    )


@pytest.fixture(
    params=[drop_connection, invalidate_session, drop_and_forget_session], ids=["resumed", "invalid", "forgotten"]
)
def broken(request: pytest.FixtureRequest) -> Break:
    """Break the gateway, and return when the bot is back."""
    act: Break = request.param
    return act


def slash(scene: Any, question: str = QUESTION) -> Any:
    """`/ask`, not waited for."""
    return scene.server.slash(scene.channel, scene.ada, "ask", {"question": question})


def ends_in_one(scene: Any, *asked: Any) -> None:
    """Each has its one answer, and nothing else was said in the channel, also after a later question."""
    for request in asked:
        request.wait(SECONDS, until=lambda now: any(QUOTE in message.text for message in now.messages))
    last = scene.mention(QUESTION)
    for request in (*asked, last):
        assert [QUOTE in message.text for message in request.messages] == [True]
    bot = scene.server.state.bot
    said = [
        message for message in scene.server.transcript(scene.channel) if message.author == bot and not message.deleted
    ]
    assert len(said) == len(asked) + 1


def test_before_the_acknowledgement(scene: Any, broken: Break) -> None:
    scene.server.slow_next(CALLBACK, 0.3)
    asked = slash(scene)
    scene.server.wait_until(lambda: bool(scene.server.requests(CALLBACK)), SECONDS)
    broken(scene)
    ends_in_one(scene, asked)


def test_while_it_is_being_looked_up(staged: Any, broken: Break) -> None:
    scene = staged(Config(worker=WorkerSettings(threads=1)))
    gate = threading.Event()

    async def block() -> None:
        scene.worker.run(gate.wait)

    scene.run(block())
    asked, said = slash(scene).wait_ack(SECONDS), scene.says(QUESTION, mentions=[scene.server.state.bot])
    scene.server.wait_until(lambda: said.ack_ms is not None, SECONDS)
    broken(scene)
    gate.set()
    ends_in_one(scene, asked, said)


@pytest.mark.parametrize("applied", [True, False], ids=["taken", "lost"])
def test_between_the_acknowledgement_and_the_answer(scene: Any, broken: Break, *, applied: bool) -> None:
    """The edit is on its way when the gateway goes, and its own answer is lost as well."""
    scene.server.fail_next(ORIGINAL, 502, delay=0.3, applied=applied)
    asked = slash(scene)
    scene.server.wait_until(lambda: bool(scene.server.requests(ORIGINAL)), SECONDS)
    broken(scene)
    ends_in_one(scene, asked)


def test_while_a_reply_is_on_its_way(scene: Any, broken: Break) -> None:
    scene.server.fail_next(SENDING, 502, delay=0.3, applied=True)
    said = scene.says(QUESTION, mentions=[scene.server.state.bot])
    scene.server.wait_until(lambda: bool(scene.server.requests(SENDING)), SECONDS)
    broken(scene)
    ends_in_one(scene, said)


def test_between_an_answer_and_the_next_question(scene: Any, broken: Break) -> None:
    asked = slash(scene).wait(SECONDS)
    broken(scene)
    said = scene.mention(QUESTION)
    ends_in_one(scene, asked, said, slash(scene))


def test_what_is_asked_while_it_is_away_is_answered_once_it_resumes(scene: Any) -> None:
    scene.server.drop_gateway()
    asked, said = slash(scene), scene.says(QUESTION, mentions=[scene.server.state.bot])
    ends_in_one(scene, asked, said)
    assert scene.server.resumed_from


def test_a_form_that_is_open_when_it_breaks_is_taken(scene: Any, broken: Break) -> None:
    asked = slash(scene, OTTERS).wait(SECONDS)
    opened = scene.press(asked.messages[0], "Follow up")
    broken(scene)
    answered = scene.server.submit_modal(opened, {"words": QUESTION}).wait(SECONDS)
    assert [QUOTE in message.text for message in answered.messages] == [True]
    assert len(asked.messages) == 1


def test_a_form_that_is_being_handed_in_when_it_breaks_is_answered_once(scene: Any, broken: Break) -> None:
    asked = slash(scene, OTTERS).wait(SECONDS)
    opened = scene.press(asked.messages[0], "Follow up")
    scene.server.slow_next(CALLBACK, 0.3)
    before = len(scene.server.requests(CALLBACK))
    answered = scene.server.submit_modal(opened, {"words": QUESTION})
    scene.server.wait_until(lambda: len(scene.server.requests(CALLBACK)) > before, SECONDS)
    broken(scene)
    answered.wait(SECONDS, until=lambda interaction: bool(interaction.messages))
    scene.mention(QUESTION)
    assert [QUOTE in message.text for message in answered.messages] == [True]
    assert len(scene.ledger.privacy.export(int(scene.ada.id))["answers"]) == 3


def test_late_heartbeats_end_a_session_and_not_the_answers(staged: Any) -> None:
    """The loop stands still for several heartbeats, and Discord ends the session for it."""
    scene = staged(heartbeat_ms=100)
    scene.server.slow_next(ORIGINAL, 0.3)
    asked = slash(scene).wait_ack(SECONDS)
    scene.bot.loop.call_soon_threadsafe(time.sleep, 0.5)
    scene.server.wait_until(lambda: max(scene.server.heartbeat_delays_ms, default=0) > 200, SECONDS)
    _anew(scene, lambda: scene.server.drop_gateway(SESSION_TIMED_OUT, forget=True))
    ends_in_one(scene, asked)
    (session,) = scene.server.gateway.sessions
    scene.server.wait_until(lambda: len(session.link.beats) > 3, SECONDS)  # the new connection beats


def test_a_zombie_connection_is_left_and_what_was_asked_meanwhile_is_answered(staged: Any) -> None:
    """Discord is silent: neither heartbeats nor events come through until the bot begins another connection."""
    scene = staged(heartbeat_ms=100)
    scene.bot._connection.heartbeat_timeout = 0.4  # discord.py waits for a minute
    scene.server.drop_gateway()  # from the next connection on
    scene.server.wait_until(lambda: len(scene.server.resumed_from) == 1, SECONDS)
    scene.server.silence_heartbeats(events=True)
    asked, said = slash(scene), scene.says(QUESTION, mentions=[scene.server.state.bot])
    ends_in_one(scene, asked, said)
    assert len(scene.server.resumed_from) == 2
    assert len(scene.server.gateway.sessions) == 1
