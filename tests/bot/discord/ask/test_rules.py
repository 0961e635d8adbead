"""Settings of a server, what fails, and what is never shown twice."""

from __future__ import annotations

import logging
import threading
from typing import Any

import pytest

from bot.concurrency.worker import WorkerSettings
from bot.configuration.config_file import Config
from bot.configuration.discord_settings import DiscordSettings
from retrieval.core.ingestion_records import Draft
from retrieval.core.settings import AnswerSettings

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
NOWHERE = "Which violinist won the competition in Vienna?"


def test_only_the_chosen_roles_may_ask(scene: Any) -> None:
    role = scene.server.add_role(scene.guild, "readers")
    carol = scene.server.add_member(scene.guild, "carol", roles=[role]).user
    scene.prefer(roles=(int(role.id),))
    assert "You may not do that here" in scene.ask().messages[0].text
    assert "You may not do that here" in scene.mention(QUESTION).response.text
    assert QUOTE in scene.ask(user=carol).messages[0].text
    typing = scene.server.autocomplete(scene.channel, scene.ada, "ask", focus="question", text="quarry").wait(30)
    assert typing.choices == []


def test_answers_are_private_where_the_server_says_so(scene: Any) -> None:
    scene.prefer(private=True)
    first = scene.ask().wait(30, until=lambda request: bool(request.interaction.followups) and request.response is None)
    assert [(message.ephemeral, QUOTE in message.text) for message in first.messages] == [(True, True)]
    second = scene.ask()
    assert second.response.ephemeral
    assert QUOTE in second.response.text
    assert not [
        message for message in scene.server.transcript(scene.channel) if QUOTE in message.text and not message.ephemeral
    ]
    scene.prefer(private=False)
    scene.ask()
    assert not scene.ask().messages[0].ephemeral


def test_how_sure_an_answer_must_be_is_the_servers_own(scene: Any) -> None:
    scene.prefer(accepted_wrong=0.0)
    assert "I am not sure, but this may answer it:" in scene.ask().messages[0].text
    scene.prefer(accepted_wrong=1.0)
    unlikely = scene.ask(NOWHERE).messages[0].text
    assert "I am not sure" not in unlikely
    assert "I found nothing in the articles that answers this." not in unlikely


def test_where_no_wrong_sentence_is_accepted_nothing_is_unsure(staged: Any) -> None:
    scene = staged(Config(answer=AnswerSettings(accepted_wrong=0.0, accepted_unsure_wrong=0.0)))
    assert "I found nothing in the articles that answers this." in scene.ask().messages[0].text


def test_where_nobody_addressed_the_bot_an_unsure_answer_is_not_shown(staged: Any) -> None:
    scene = staged(Config(discord=DiscordSettings(message_content=True)), message_content=True)
    scene.ledger.preferences.change(scene.place(), channel=True, listens=True)
    scene.prefer(accepted_wrong=0.0)
    scene.says(QUESTION)
    scene.server.wait_until(lambda: bool(scene.ledger.unanswered.latest(place=scene.place())), 30)
    assert QUOTE in scene.mention(QUESTION).response.text  # the bot answers who addresses it
    assert sum(QUOTE in message.text for message in scene.server.transcript(scene.channel)) == 1


def test_the_servers_language_comes_before_the_askers(scene: Any) -> None:
    scene.prefer(language="de")
    english = scene.ask(NOWHERE, locale="en-US").messages[0].text
    assert "I found nothing in the articles that answers this." not in english


def test_daily_limits_hold_and_failures_do_not_count(scene: Any) -> None:
    scene.prefer(person_daily=1)
    assert "Please write a question." in scene.ask("\u200b").messages[0].text
    assert QUOTE in scene.ask().messages[0].text
    assert "You have used your 1 question for today." in scene.ask().messages[0].text
    scene.prefer(person_daily=0, server_daily=1)
    assert "This server has used its 1 question" in scene.ask(user=scene.bob).messages[0].text


def test_a_question_that_is_too_long_is_refused(scene: Any) -> None:
    assert scene.ask("why " * 400).messages[0].text == "The question is too long: at most 1,000 characters."


def test_who_waits_is_told_the_place_and_who_finds_no_room_to_try_again(staged: Any) -> None:
    scene = staged(Config(worker=WorkerSettings(threads=1, waiting=1)))
    gate = threading.Event()

    async def block() -> None:
        scene.worker.run(gate.wait)

    scene.run(block())
    first = scene.server.slash(scene.channel, scene.ada, "ask", {"question": QUESTION})
    first.wait(30, until=lambda interaction: interaction.response is not None)
    assert "number 1 in line" in first.response.text
    full = scene.ask("another question about the quarry", user=scene.bob)
    assert [message.text for message in full.messages] == [
        "Too many questions are waiting. Please try again in a minute."
    ]
    gate.set()
    first.wait(30, until=lambda interaction: QUOTE in interaction.response.text)
    assert len(first.messages) == 1


def test_a_defect_is_one_sentence_with_an_id_and_no_word_of_the_question(
    scene: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: str, **_: Any) -> None:
        raise RuntimeError(question)

    scene.footnote.examine, kept = fail, scene.footnote.examine
    with caplog.at_level(logging.INFO):
        asked = scene.ask("A secret about the quarry?")
        said = scene.mention("Another secret?")
    scene.footnote.examine = kept
    (message,) = asked.messages
    (mishap, earlier) = scene.ledger.errors.latest()
    assert earlier.id in message.text
    assert mishap.id in said.response.text
    assert "secret" not in caplog.text
    assert earlier.id in caplog.text
    assert "RuntimeError" in earlier.what
    assert "secret" not in mishap.what + earlier.what
    assert len(said.messages) == 1


def test_each_answer_has_a_line_in_the_log_without_its_question(scene: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="footnote.discord"):
        scene.ask()
    (kept,) = scene.ledger.privacy.export(int(scene.ada.id))["answers"]
    (line,) = [message for message in caplog.messages if message.startswith(f"answer {kept['id']}")]
    assert "took=" in line
    assert "quarry" not in line


def test_the_log_has_the_question_where_that_is_configured(staged: Any, caplog: pytest.LogCaptureFixture) -> None:
    scene = staged(Config(discord=DiscordSettings(log_questions=True)))
    with caplog.at_level(logging.INFO, logger="footnote.discord"):
        scene.ask()
    assert [message for message in caplog.messages if QUESTION in message]


def test_an_interaction_that_came_too_late_is_told_directly(staged: Any) -> None:
    scene = staged()
    gone = {"code": 10062, "message": "Unknown interaction"}
    scene.server.fail_next("POST /interactions/*/callback", 404, body=gone)
    scene.server.slash(scene.channel, scene.ada, "ask", {"question": QUESTION})
    room = scene.server.dm(scene.ada)
    scene.server.wait_until(lambda: bool(scene.server.transcript(room)), 30)
    assert ["too long" in message.text for message in scene.server.transcript(room)] == [True]


def test_an_acknowledgement_whose_answer_was_lost_ends_in_one_answer(scene: Any) -> None:
    scene.server.fail_next("POST /interactions/*/callback", 502, applied=True)
    asked = scene.server.slash(scene.channel, scene.ada, "ask", {"question": QUESTION})
    asked.wait(30, until=lambda interaction: bool(interaction.messages))
    assert [QUOTE in message.text for message in asked.messages] == [True]
    assert 40060 in asked.codes


def test_rate_limits_and_server_errors_end_in_one_answer(scene: Any) -> None:
    scene.server.fail_next("POST /interactions/*/callback", 429, headers={"Retry-After": "0.1"})
    scene.server.fail_next("/webhooks/*/messages/@original", 503)
    asked = scene.ask()
    assert [QUOTE in message.text for message in asked.messages] == [True]
    scene.server.fail_next("POST /channels/*/messages", 502, applied=True)
    assert len(scene.mention(QUESTION).messages) == 1


@pytest.mark.parametrize("applied", [True, False])
def test_a_connection_that_breaks_in_the_middle_of_an_answer_gives_one(scene: Any, *, applied: bool) -> None:
    scene.server.cut_next("/webhooks/*/messages/@original", applied=applied)
    asked = scene.server.slash(scene.channel, scene.ada, "ask", {"question": QUESTION})
    asked.wait(30, until=lambda interaction: bool(interaction.messages))
    assert [QUOTE in message.text for message in asked.messages] == [True]
    scene.server.cut_next("POST /channels/*/messages", applied=applied)
    said = scene.mention(QUESTION)
    scene.mention(QUESTION)
    own = [message for message in scene.server.transcript(scene.channel) if message.replied_to is said.message]
    assert [QUOTE in message.text for message in own] == [True]


def test_the_bot_asks_for_nothing_privileged(scene: Any) -> None:
    assert scene.bot.intents.value == (1 << 0) | (1 << 9) | (1 << 12)
    assert scene.bot.allowed_mentions.to_dict() == {"parse": []}


def test_strangers_words_ping_nobody(scene: Any) -> None:
    text = f"The mayor wrote <@{scene.bob.id}> @everyone [a](http://b.example) about the granite bridge on Monday."
    scene.footnote.store([Draft(source="notes/a.txt", title="@here", text=text)], library=scene.library)
    message = scene.ask("What did the mayor write about the granite bridge?").messages[0]
    assert "granite bridge" in message.text
    assert f"<@{scene.bob.id}>" not in message.text
    assert (message.mentions, message.mention_everyone) == ([], False)


@pytest.mark.parametrize(
    ("locale", "begins"), [("en-US", "I answer questions with"), ("de", "Ich beantworte Fragen"), ("fr", "Je réponds")]
)
def test_a_server_that_is_joined_is_told_how_to_begin(scene: Any, locale: str, begins: str) -> None:
    guild = scene.server.add_guild("Harbour", installed=False, locale=locale)
    channel = scene.server.add_channel(guild, "general")
    scene.server.invite_bot(guild, system_channel=channel)
    scene.server.wait_until(lambda: scene.server.transcript(channel) != [], 30)
    (said,) = scene.server.transcript(channel)
    assert said.text.startswith(begins)
    assert ("/library add" in said.text, "/ask" in said.text) == (locale == "en-US",) * 2


def test_a_server_without_a_channel_for_it_is_told_nothing(scene: Any) -> None:
    for system, permissions in ((False, 1 << 10 | 1 << 11), (True, 1 << 10)):
        guild = scene.server.add_guild("Harbour", installed=False, everyone=0)
        channel = scene.server.add_channel(guild, "general")
        scene.server.invite_bot(guild, system_channel=channel if system else None, permissions=permissions)
        assert QUOTE in scene.ask().messages[0].text  # by then the server was joined
        assert scene.server.transcript(channel) == []
    assert scene.server.requests("POST /channels/*/messages") == []
