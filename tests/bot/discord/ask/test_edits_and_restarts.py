"""Edited questions, replies with only the bot's name, forwarded messages, own libraries in groups, and restarts."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from typing import Any

import pytest

from bot.configuration.config_file import Config
from bot.configuration.discord_settings import DiscordSettings
from bot.discord.core import pending_answers
from bot.i18n import LANGUAGES
from support.samples import DRAFTS

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "closed on Friday after ninety years"
OTTERS = "How many otters did the camera near the weir count?"


def test_an_edited_question_is_answered_again_in_place(scene: Any) -> None:
    said = scene.mention(QUESTION)
    card = said.response
    assert QUOTE in card.text
    find = partial(scene.ledger.answers.find_by_prompt, int(said.message.id), place=scene.place())
    scene.server.wait_until(find, 30)  # it is noted after it is shown
    scene.server.edit_says(said.message, f"<@{scene.server.state.bot.id}> {OTTERS}")
    scene.server.wait_until(lambda: "otters" in card.text.casefold(), 30)
    assert QUOTE not in card.text
    assert len(scene.server.state.messages[scene.channel.id]) == 2
    assert "Why this sentence" in scene.press(card, "Why?").response.text
    scene.server.wait_until(lambda: find().reply.asked == OTTERS, 30)  # the earlier answer stays until then
    scene.server.edit_says(said.message, f"<@{scene.server.state.bot.id}> {QUESTION}")
    scene.server.wait_until(lambda: QUOTE in card.text, 30)


def test_edits_before_the_answer_count_the_last_of_them(scene: Any) -> None:
    gate, bot = threading.Event(), scene.server.state.bot

    async def block() -> None:
        for _ in range(scene.config.worker.threads):
            scene.worker.run(gate.wait)

    scene.run(block())
    said = scene.says(QUESTION, mentions=[bot])
    for words in ("When was the orchard planted?", OTTERS):
        scene.server.edit_says(said.message, f"<@{bot.id}> {words}")
    scene.server.slash(scene.channel, scene.ada, "privacy").wait(30)  # by then the edits have come
    assert said.response is None
    gate.set()
    scene.server.wait_until(lambda: said.response is not None and "otters" in said.response.text.casefold(), 30)
    find = partial(scene.ledger.answers.find_by_prompt, int(said.message.id), place=scene.place())
    scene.server.wait_until(lambda: find() is not None and find().reply.asked == OTTERS, 30)
    assert scene.ledger.quotas.today(place=scene.place(), person=scene.ada.id).person == 2  # the first and the last
    scene.server.wait_until(lambda: not scene.bot.newest_edits, 30)  # the turn ends when all is stored


def test_where_the_card_cannot_be_edited_its_buttons_stay_alive(scene: Any) -> None:
    said = scene.mention(QUESTION)
    find = partial(scene.ledger.answers.find_by_prompt, int(said.message.id), place=scene.place())
    scene.server.wait_until(find, 30)
    before = find().id
    scene.server.fail_next("PATCH /channels/*/messages/*", 403, body={"code": 50001, "message": "Missing Access"})
    scene.server.edit_says(said.message, f"<@{scene.server.state.bot.id}> {OTTERS}")
    scene.server.wait_until(lambda: bool(scene.bot.services.errors.latest(5, [])), 30)
    assert QUOTE in said.response.text
    assert find().id == before
    assert "Why this sentence" in scene.press(said.response, "Why?").response.text


def test_where_the_answer_was_deleted_an_edit_is_no_defect(scene: Any) -> None:
    said = scene.mention(QUESTION)
    find = partial(scene.ledger.answers.find_by_prompt, int(said.message.id), place=scene.place())
    scene.server.wait_until(find, 30)
    scene.server.deletes(said.response)
    scene.server.edit_says(said.message, f"<@{scene.server.state.bot.id}> {OTTERS}")
    scene.server.wait_until(lambda: bool(scene.server.requests("PATCH /channels/*/messages/*")), 30)
    scene.mention(QUESTION)
    assert scene.bot.services.errors.latest(5, []) == []


def test_a_question_that_only_has_other_blanks_is_not_answered_again(scene: Any) -> None:
    said = scene.mention(QUESTION)
    find = partial(scene.ledger.answers.find_by_prompt, int(said.message.id), place=scene.place())
    scene.server.wait_until(find, 30)
    before = find().id
    written = QUESTION.replace("the quarry", "the\u200b quarry")  # a blank without width, which is no word
    scene.server.edit_says(said.message, f"<@{scene.server.state.bot.id}> {written}")
    scene.mention(OTTERS)
    assert find().id == before
    assert not scene.server.requests("PATCH /channels/*/messages/*")


def test_an_edit_of_what_was_not_answered_is_left_alone(scene: Any) -> None:
    said = scene.says("nothing")
    scene.server.edit_says(said.message, f"<@{scene.server.state.bot.id}> {QUESTION}")
    assert QUOTE in scene.mention(QUESTION).response.text
    assert len(scene.server.state.messages[scene.channel.id]) == 3


@pytest.mark.parametrize("first", ["", "thanks!", "why " * 500])
def test_what_got_no_answer_is_answered_when_it_is_edited_into_a_question(scene: Any, first: str) -> None:
    said = scene.mention(first)
    card = said.response
    assert QUOTE not in card.text
    scene.server.edit_says(said.message, f"<@{scene.server.state.bot.id}> {QUESTION}")
    scene.server.wait_until(lambda: QUOTE in card.text, 30)
    find = partial(scene.ledger.answers.find_by_prompt, int(said.message.id), place=scene.place())
    scene.server.wait_until(find, 30)
    scene.server.edit_says(said.message, f"<@{scene.server.state.bot.id}> hello")
    scene.server.wait_until(lambda: "Hello!" in card.text, 30)
    scene.server.edit_says(said.message, f"<@{scene.server.state.bot.id}> {OTTERS}")
    scene.server.wait_until(lambda: "otters" in card.text.casefold(), 30)
    assert len(scene.server.state.messages[scene.channel.id]) == 2


def test_a_reply_with_only_the_name_answers_the_message_above(staged: Any) -> None:
    scene = staged(Config(discord=DiscordSettings(message_content=True)), message_content=True)
    asked = scene.says(QUESTION, user=scene.bob)
    said = scene.mention("", reply_to=asked.message)
    assert QUOTE in said.response.text


@pytest.mark.parametrize(
    "words", ["is that right?", "^", "please answer this", "stimmt das?", "c’est vrai ?", "¿es verdad?"]
)
def test_a_reply_that_asks_no_more_than_whether_it_is_right_answers_the_message_above(staged: Any, words: str) -> None:
    scene = staged(Config(discord=DiscordSettings(message_content=True)), message_content=True)
    asked = scene.says(f"I think {QUESTION}", user=scene.bob)
    assert QUOTE in scene.mention(words, reply_to=asked.message).response.text


@pytest.mark.parametrize("words", ["", "is that right?"])
def test_without_the_words_above_it_is_said_how_they_can_be_asked(scene: Any, words: str) -> None:
    asked = scene.says(QUESTION, user=scene.bob)
    shown = scene.mention(words, reply_to=asked.message).response.text
    assert "I cannot read that message" in shown
    assert shown.endswith("Apps › Answer this.")
    assert QUOTE in scene.server.message_command(asked.message, scene.ada, "Answer this").wait(30).response.text


def test_a_reply_with_a_question_of_its_own_is_that_question(scene: Any) -> None:
    asked = scene.says(OTTERS, user=scene.bob)
    assert QUOTE in scene.mention(f"is this right? {QUESTION}", reply_to=asked.message).response.text


def test_a_reply_to_a_card_of_a_command_whose_words_discord_hides_is_told_so(scene: Any) -> None:
    card = scene.ask().response
    shown = scene.says("and when was that?", reply_to=card).wait(30).response.text
    assert shown.startswith("Discord does not show me what you write below that card. Press “Follow up” on it")
    assert QUOTE in scene.mention(QUESTION, reply_to=card).response.text


def test_a_forwarded_message_is_asked_in_direct_messages(scene: Any) -> None:
    scene.footnote.store(DRAFTS, library=f"user-{scene.ada.id}")
    dm = scene.server.dm(scene.ada)
    plain = {"type": 0, "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "flags": 0}
    empty: dict[str, Any] = {"embeds": [], "attachments": [], "mentions": [], "mention_roles": [], "components": []}
    snapshot = {"message": {"content": QUESTION, **plain, **empty}}
    posting = scene.server.posting
    scene.server.do(lambda: posting.create(dm, scene.ada, {"content": " "}, snapshots=[snapshot]))
    scene.server.wait_until(lambda: any(QUOTE in message.text for message in scene.server.transcript(dm)[1:]), 30)


@pytest.mark.parametrize(
    ("words", "command"),
    [("/summary Otters on the Welm", "/summary"), ("/Library add x", "/library"), ("/ask", "/ask")],
)
def test_a_command_inside_a_message_is_no_question(scene: Any, words: str, command: str) -> None:
    shown = scene.mention(words).response.text
    assert shown.startswith(f"A command inside a message does nothing. Type {command} as a new message, and choose it")


def test_a_question_behind_a_written_ask_is_answered(scene: Any) -> None:
    assert QUOTE in scene.mention(f"/ask {QUESTION}").response.text
    assert QUOTE in scene.mention(f"/frag {QUESTION}").response.text
    assert "A command inside" not in scene.mention("/unknown thing").response.text


def test_answer_this_reads_forwarded_messages_and_components(scene: Any) -> None:
    forwarding = scene.says("", user=scene.bob, attachments=[scene.server.add_file("a.txt", b"x")])
    plain = {"type": 0, "timestamp": forwarding.message.created, "edited_timestamp": None, "flags": 0}
    empty: dict[str, Any] = {"embeds": [], "attachments": [], "mentions": [], "mention_roles": [], "components": []}
    forwarding.message.snapshots.append({"message": {"content": QUESTION, **plain, **empty}})
    shown = scene.server.message_command(forwarding.message, scene.ada, "Answer this").wait(30).response
    assert QUOTE in shown.text
    other = scene.says("", user=scene.bob, attachments=[scene.server.add_file("a.txt", b"x")])
    other.message.components.append(
        {"type": 17, "id": 1, "components": [{"type": 10, "id": 2, "content": QUESTION}], "spoiler": False}
    )
    shown = scene.server.message_command(other.message, scene.ada, "Answer this").wait(30).response
    assert QUOTE in shown.text


def test_an_own_library_is_shown_to_nobody_else_in_a_server_without_the_bot(scene: Any) -> None:
    scene.footnote.store(DRAFTS, library=f"user-{scene.ada.id}")
    guild = scene.server.add_guild("Abroad", installed=False)
    channel = scene.server.add_channel(guild, "general")
    scene.server.add_member(guild, scene.ada)
    asked = scene.server.slash(channel, scene.ada, "ask", {"question": QUESTION}, install="user").wait(30)
    (message,) = asked.messages
    assert QUOTE in message.text
    assert message.ephemeral


# -- after a kill


def test_who_was_left_without_an_answer_is_told_after_the_restart(scene: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending_answers, "QUICK_SECONDS", 0.0)
    answered = scene.ask(locale="de").response
    before = answered.text
    gate = threading.Event()
    threads = scene.config.worker.threads

    async def block() -> None:
        for _ in range(threads):
            scene.worker.run(gate.wait)

    scene.run(block())
    try:
        left = scene.server.slash(scene.channel, scene.ada, "ask", {"question": QUESTION}, locale="de")
        own = int(left.interaction.id)
        scene.server.wait_until(lambda: [entry.id for entry in scene.ledger.pending.left()] == [own], 30)
        assert left.response is None
        ending = asyncio.run_coroutine_threadsafe(pending_answers.tell_left_askers(scene.bot), scene.bot.loop)
        ending.result(30)
        assert left.interaction.original.text == LANGUAGES["de"].refusals.interrupted
        assert answered.text == before
        assert scene.ledger.pending.left() == []
    finally:
        gate.set()
        left.wait(30)


def test_what_is_quick_is_not_noted_and_what_was_answered_is_left_alone(
    scene: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[object] = []
    monkeypatch.setattr(pending_answers, "QUICK_SECONDS", 60.0)
    monkeypatch.setattr(scene.ledger.pending, "add", lambda *values, **_: noted.append(values))
    asked = scene.ask()
    assert noted == []
    monkeypatch.undo()
    interaction = asked.interaction
    pending = pending_answers.PendingInteraction(
        id=int(interaction.id), token=interaction.token, locale="en-US", realm=scene.place().realm
    )
    scene.ledger.pending.add(pending, person=1)
    scene.run(pending_answers.tell_left_askers(scene.bot))
    assert QUOTE in asked.response.text
