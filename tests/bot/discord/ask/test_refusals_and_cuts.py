"""Connections that are cut, and requests that Discord refuses: each use ends in one answer or one sentence."""

from __future__ import annotations

import time
from typing import Any

import pytest

from bot.discord.connection import retries
from bot.discord.core import responder

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
OTTERS = "When did otters return to the river Welm?"
SECONDS = 30

CALLBACK = "POST /interactions/*/callback"
ORIGINAL = "PATCH /webhooks/*/messages/@original"
FOLLOW_UP = "POST /webhooks/*"
DELETION = "DELETE /webhooks/*/messages/@original"
SENDING = "POST /channels/*/messages"
THREADS = "POST /channels/*/messages/*/threads"
AUTOMOD = {"code": 200000, "message": "Message was blocked by automatic moderation"}
NO_HISTORY = {"code": 160002, "message": "Cannot reply without permission to read message history"}
GONE = {"code": 10008, "message": "Unknown Message"}
BLOCKED = "A moderation rule of this server blocks the answer."
WENT_WRONG = "Something went wrong"

taken_or_lost = pytest.mark.parametrize("applied", [True, False], ids=["taken", "lost"])


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again at once."""
    monkeypatch.setattr(retries, "PERSISTENTLY", (0.0, 0.0, 0.0))
    monkeypatch.setattr(responder, "PERSISTENTLY", (0.0, 0.0, 0.0))


def slash(scene: Any) -> Any:
    return scene.server.slash(scene.channel, scene.ada, "ask", {"question": QUESTION})


def texts(asked: Any) -> list[str]:
    return [message.text for message in asked.messages]


def shows(asked: Any, words: str) -> Any:
    """The interaction, when it shows the words."""
    return asked.wait(SECONDS, until=lambda now: any(words in message.text for message in now.messages))


def test_nobody_waits_on_where_neither_answer_nor_direct_message_is_taken(scene: Any) -> None:
    for _ in range(2):  # the answer, and the sentence about it
        scene.server.fail_next(ORIGINAL, 400, body=AUTOMOD)
    scene.server.fail_next(SENDING, 403, body={"code": 50007, "message": "Cannot send messages to this user"})
    slash(scene)
    scene.server.wait_until(lambda: bool(scene.server.requests(DELETION)), SECONDS)


def test_an_answer_does_not_wait_until_the_bot_is_seen_typing(scene: Any) -> None:
    scene.server.slow_next("POST /channels/*/typing", 6.0)
    began = time.monotonic()
    assert QUOTE in scene.mention(QUESTION).response.text
    assert time.monotonic() - began < 5.0


@taken_or_lost
@pytest.mark.parametrize("request_kind", [CALLBACK, ORIGINAL], ids=["acknowledgement", "answer"])
def test_a_command_is_answered_once_although_the_connection_is_cut(
    scene: Any, request_kind: str, *, applied: bool
) -> None:
    scene.server.cut_next(request_kind, applied=applied)
    shown = shows(slash(scene), QUOTE)
    assert len(shown.messages) == 1


@taken_or_lost
def test_a_button_is_answered_once_although_the_connection_is_cut(scene: Any, *, applied: bool) -> None:
    card = scene.ask().messages[0]
    scene.server.cut_next(ORIGINAL, applied=applied)
    shown = shows(scene.server.press(card, "Why?", scene.ada), "Why this sentence")
    assert len(shown.messages) == 1


@taken_or_lost
def test_a_form_opens_although_the_connection_is_cut(scene: Any, *, applied: bool) -> None:
    card = scene.ask().messages[0]
    scene.server.cut_next(CALLBACK, applied=applied)
    opened = scene.server.press(card, "Follow up", scene.ada).wait(SECONDS, until=lambda now: now.modal is not None)
    scene.server.cut_next(CALLBACK, applied=applied)
    handed_in = shows(scene.server.submit_modal(opened, {"words": OTTERS}), "2019")
    assert len(handed_in.messages) == 1


def test_a_connection_that_is_cut_twice_ends_in_one_sentence(scene: Any) -> None:
    scene.server.cut_next(ORIGINAL, times=2)
    shown = shows(slash(scene), WENT_WRONG)
    assert len(shown.messages) == 1


@taken_or_lost
def test_a_message_is_deleted_although_the_connection_is_cut(scene: Any, *, applied: bool) -> None:
    card = scene.ask().messages[0]
    scene.server.cut_next(DELETION, applied=applied)
    scene.server.press(card, "Delete", scene.ada)
    scene.server.wait_until(lambda: card.deleted, SECONDS)


def test_an_answer_that_automod_blocks_is_a_sentence(scene: Any) -> None:
    scene.server.fail_next(ORIGINAL, 400, body=AUTOMOD)
    (text,) = texts(shows(slash(scene), BLOCKED))
    assert WENT_WRONG not in text
    scene.server.fail_next(SENDING, 400, body=AUTOMOD)
    assert BLOCKED in scene.mention(QUESTION).messages[0].text


def test_a_reply_without_the_message_history_has_no_reference(scene: Any) -> None:
    scene.server.fail_next(SENDING, 400, body=NO_HISTORY)
    scene.says(QUESTION, mentions=[scene.server.state.bot])
    bot = scene.server.state.bot

    def answers() -> list[Any]:
        return [message for message in scene.server.transcript(scene.channel) if message.author == bot]

    scene.server.wait_until(lambda: bool(answers()), SECONDS)
    (answer,) = answers()
    assert QUOTE in answer.text
    _, taken = scene.server.requests(SENDING)
    assert "message_reference" not in taken.body


def test_a_page_of_a_message_that_is_gone_is_shown_to_the_person_alone(scene: Any) -> None:
    scene.ask()
    listed = scene.server.slash(scene.channel, scene.ada, "privacy", {}).wait(SECONDS).messages[0]
    scene.server.fail_next(ORIGINAL, 404, body=GONE)
    pressed = scene.server.press(listed, "Delete my data", scene.ada)
    scene.server.wait_until(lambda: bool(pressed.interaction.followups), SECONDS)
    (followup,) = pressed.interaction.followups
    assert followup.ephemeral


def test_an_answer_is_shared_once_however_often_the_button_is_pressed(scene: Any) -> None:
    scene.prefer(private=True)
    scene.ask()
    hidden = scene.ask().messages[0]
    scene.server.slow_next(FOLLOW_UP, 0.3)
    first, second = (scene.server.press(hidden, "Share", scene.ada) for _ in range(2))
    scene.server.wait_until(lambda: len(first.interaction.followups + second.interaction.followups) == 1, SECONDS)
    first.wait(SECONDS)
    second.wait(SECONDS)
    shared = [message for message in first.interaction.followups + second.interaction.followups if message.text]
    assert ["Shared by" in message.text for message in shared] == [True]


@taken_or_lost
def test_an_answer_is_shared_once_although_the_connection_is_cut(scene: Any, *, applied: bool) -> None:
    scene.prefer(private=True)
    scene.ask()
    hidden = scene.ask().messages[0]
    scene.server.cut_next(FOLLOW_UP, applied=applied)
    pressed = scene.server.press(hidden, "Share", scene.ada)
    scene.server.wait_until(lambda: bool(pressed.interaction.followups), SECONDS)
    scene.mention(QUESTION)  # by then nothing else would come
    (said,) = pressed.interaction.followups
    assert ("Shared by" in said.text) == applied
    assert ("Share" in {button.get("label") for button in hidden.buttons}) != applied


def test_an_answer_that_could_not_be_shared_can_be_shared_again(scene: Any) -> None:
    scene.prefer(private=True)
    scene.ask()
    hidden = scene.ask().messages[0]
    scene.server.fail_next(FOLLOW_UP, 400, body=AUTOMOD)
    refused = scene.server.press(hidden, "Share", scene.ada)
    scene.server.wait_until(lambda: bool(refused.interaction.followups), SECONDS)
    assert BLOCKED in refused.interaction.followups[0].text
    assert "Share" in {button.get("label") for button in hidden.buttons}


@taken_or_lost
def test_a_long_exchange_gets_its_thread_although_the_connection_is_cut(scene: Any, *, applied: bool) -> None:
    answer = scene.mention(QUESTION).response
    answer = scene.mention("And who was its foreman?", reply_to=answer).response
    scene.server.cut_next(THREADS, applied=applied)
    answer = scene.mention(OTTERS, reply_to=answer).response
    assert "2019" in answer.text
    assert scene.server.state.channels[answer.channel_id].parent_id == scene.channel.id


@pytest.mark.parametrize("label", ["Why?", "Passage", "Follow up", "Helpful"])
def test_the_buttons_of_an_answer_are_for_those_who_may_ask(scene: Any, label: str) -> None:
    card = scene.ask().messages[0]
    scene.prefer(roles=(1,))
    pressed = scene.server.press(card, label, scene.ada)
    assert "You may not do that here." in shows(pressed, "You may not").messages[0].text
