"""Failures on order: rate limits, failing and slow answers, gateways that drop, zombies."""

from __future__ import annotations

from collections.abc import Callable

import aiohttp
import discord
import pytest

from support.discord_loopback.sample_bot import Scene, SmallBot, Stage


def test_a_rate_limit_is_waited_out(scene: Scene) -> None:
    scene.server.fail_next("POST /interactions/*/callback", 429, headers={"Retry-After": "0.2"})
    asked = scene.slash("say", text="patient").wait()
    first, second = scene.server.answered_requests("POST /interactions/*/callback")
    assert (first.status, first.failure, second.status) == (429, True, 200)
    assert second.started - first.started >= 0.2
    assert [message.text for message in asked.messages] == ["patient"]


def test_any_error_can_stand_in_the_place_of_an_answer(scene: Scene) -> None:
    body = {"message": "Missing Permissions", "code": 50013}
    scene.server.fail_next("POST /channels/*/messages", 403, body=body, times=2)
    for _ in range(2):
        with pytest.raises(discord.Forbidden, match="50013"):
            scene.run(scene.room().send("hello"))
    scene.run(scene.room().send("hello"))
    assert [message.text for message in scene.server.transcript(scene.channel)] == ["hello"]


def test_a_failing_server_is_asked_again(scene: Scene) -> None:
    scene.server.fail_next("/webhooks/*/messages/@original", 503)
    asked = scene.slash("late", question="books").wait()
    assert [request.status for request in scene.server.answered_requests("/webhooks/*")] == [503, 200]
    assert len(asked.messages) == 1


def test_a_slow_answer_and_a_cut_connection_are_seen_by_the_bot(scene: Scene) -> None:
    scene.server.slow_next("POST /channels/*/messages", 0.15)
    scene.run(scene.room().send("slow"))
    assert (scene.server.requests("POST /channels/*/messages")[0].ms or 0) >= 150
    scene.server.cut_next("POST /channels/*/messages")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        scene.run(scene.room().send("lost"))
    assert [message.text for message in scene.server.transcript(scene.channel)] == ["slow"]


@pytest.mark.parametrize("how", ["cut", "closed", "asked"])
def test_a_session_is_resumed_and_nothing_is_lost_or_doubled(scene: Scene, how: str) -> None:
    server, bot = scene.server, scene.server.state.bot
    session = server.gateway.sessions[0]
    breaks: dict[str, Callable[[], None]] = {
        "cut": server.drop_gateway,
        "closed": lambda: server.drop_gateway(4000),
        "asked": server.reconnect_request,
    }
    server.user_says(scene.channel, scene.asker, "before", mentions=[bot]).wait()
    server.wait_until(lambda: scene.bot.ws.sequence == session.sequence)
    known = session.sequence
    breaks[how]()
    missed = server.user_says(scene.channel, scene.asker, "meanwhile", mentions=[bot]).wait()
    server.wait_until(lambda: scene.bot.resumes == 1)
    assert server.resumed_from == [known]
    assert server.gateway.sessions == [session]
    assert [message.text for message in missed.messages] == ["you said meanwhile"]


def test_a_gateway_that_drops_in_the_middle_of_an_answer_leaves_one_answer(scene: Scene) -> None:
    sending = "POST /channels/*/messages"
    scene.server.fail_next(sending, 502, delay=0.1, applied=True)
    said = scene.server.user_says(scene.channel, scene.asker, "hello", mentions=[scene.server.state.bot])
    scene.server.wait_until(lambda: bool(scene.server.requests(sending)))
    scene.server.drop_gateway()
    scene.server.wait_until(lambda: len(scene.server.requests(sending)) == 2 and scene.bot.resumes == 1)
    assert [message.text for message in said.wait().messages] == ["you said hello"]


def test_a_gateway_that_is_down_for_a_while_is_tried_again(scene: Scene) -> None:
    scene.server.drop_gateway(down_for=0.05)
    scene.server.wait_until(lambda: scene.bot.resumes == 1)
    assert scene.slash("say", text="back").wait().messages[0].text == "back"


def test_an_invalid_session_is_begun_anew(scene: Scene) -> None:
    old = scene.server.gateway.sessions[0].id
    scene.server.invalidate_sessions()
    scene.server.wait_until(
        lambda: [session.id for session in scene.server.gateway.sessions if session.ready] not in ([], [old])
    )
    assert scene.slash("say", text="again").wait().messages[0].text == "again"


def test_a_zombie_connection_is_left_and_its_events_come_after_all(staged: Stage) -> None:
    scene = staged(SmallBot(heartbeat_timeout=0.4), heartbeat_ms=100)
    scene.server.silence_heartbeats(events=True)
    said = scene.server.user_says(scene.channel, scene.asker, "there?", mentions=[scene.server.state.bot])
    assert said.wait(4).messages[0].text == "you said there?"
    scene.server.wait_until(lambda: scene.bot.resumes == 1)
    assert max(scene.server.heartbeat_delays_ms) < 500
