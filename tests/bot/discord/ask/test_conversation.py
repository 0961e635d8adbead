"""Mentions, replies, direct messages, threads, and channels where every question is meant."""

from __future__ import annotations

from typing import Any

import pytest

from bot.configuration.config_file import Config
from bot.configuration.discord_settings import DiscordSettings
from bot.discord.ask.question_detection import is_question
from bot.store.store_errors import LedgerFull
from support.discord_loopback import FORUM, Overwrite
from support.discord_loopback.permissions import SEND_MESSAGES
from support.samples import DRAFTS

QUESTION = "When did the quarry at Tarn Hollow close?"
QUOTE = "The slate quarry at Tarn Hollow closed on Friday after ninety years."
NOWHERE = "Which violinist won the competition in Vienna?"
LISTENING = Config(discord=DiscordSettings(message_content=True))


def after(scene: Any, *silent: Any) -> None:
    """The bot has come to a later message, so whatever it did about the earlier ones is done."""
    scene.mention(QUESTION)
    own = [message for message in scene.server.transcript(scene.channel) if message.author == scene.server.state.bot]
    for post in silent:
        assert not [reply for reply in own if reply.replied_to is post.message]


def test_a_mention_is_answered_by_a_reply_that_pings_nobody(scene: Any) -> None:
    said = scene.mention(QUESTION)
    assert QUOTE in said.response.text
    assert said.response.replied_to is said.message
    assert said.response.mentions == []


def test_a_reply_to_its_message_is_a_follow_up(scene: Any) -> None:
    first = scene.mention(QUESTION).response
    said = scene.says("And who was its foreman?", reply_to=first).wait(30)
    assert "Understood as: “Quarry closes after ninety years”: And who was its foreman?" in said.response.text


def test_a_longer_exchange_goes_on_in_a_thread(scene: Any) -> None:
    first = scene.mention(QUESTION).response
    second = scene.says("Who loaded the final cart at noon?", reply_to=first).wait(30)
    third = scene.says("When did otters return to the Welm?", reply_to=second.response).wait(30)
    assert third.response.channel_id == third.message.id
    thread = scene.server.state.channels[third.message.id]
    inside = scene.mention("What do otters eat?", channel=thread)
    assert "crayfish" in inside.response.text
    assert inside.response.channel_id == thread.id


def test_direct_messages_need_no_mention(scene: Any) -> None:
    scene.footnote.store(DRAFTS, library=f"user-{scene.ada.id}")
    said = scene.says(QUESTION, channel=scene.server.dm(scene.ada)).wait(30)
    assert QUOTE in said.response.text


def test_a_mention_without_a_question_is_told_how_to_ask(scene: Any) -> None:
    assert "/ask" in scene.mention("").response.text


def test_a_reply_to_a_command_answer_carries_no_words_and_is_told_how_to_ask(scene: Any) -> None:
    answer = scene.ask().messages[0]
    said = scene.says("And who was the foreman?", reply_to=answer).wait(30)
    assert "Press “Follow up” on it" in said.response.text


def test_it_reacts_to_nothing_that_it_was_not_asked(scene: Any) -> None:
    robot = scene.server.add_user("robot", bot=True)
    scene.server.add_member(scene.guild, robot)
    everyone = scene.says("@everyone when did the quarry close?", user=scene.mod)
    plain = scene.says(QUESTION)
    other = scene.says(QUESTION, user=robot, mentions=[scene.server.state.bot])
    quiet = scene.says("nice", reply_to=plain.message)
    scene.server.reacts(plain.message, scene.bob, "❓")
    after(scene, everyone, plain, other, quiet)


def test_a_footnote_channel_answers_questions_and_is_silent_else(staged: Any) -> None:
    scene = staged(LISTENING, message_content=True)
    scene.ledger.preferences.change(scene.place(), channel=True, listens=True)
    nothing = scene.says(NOWHERE)
    remark = scene.says("The quarry at Tarn Hollow closed on Friday.")
    said = scene.says(QUESTION).wait(30)
    assert QUOTE in said.response.text
    after(scene, nothing, remark)
    assert [gap.question for gap in scene.ledger.unanswered.latest(place=scene.place())] == [NOWHERE]
    assert scene.ledger.quotas.today(place=scene.place(), person=int(scene.ada.id)).person == 2


def test_elsewhere_it_needs_a_mention_even_with_the_intent(staged: Any) -> None:
    scene = staged(LISTENING, message_content=True)
    after(scene, scene.says(QUESTION))


def test_without_the_intent_a_footnote_channel_works_by_mention(scene: Any) -> None:
    scene.ledger.preferences.change(scene.place(), channel=True, listens=True)
    after(scene, scene.says(QUESTION))


def test_it_follows_the_threads_that_it_opened(staged: Any) -> None:
    scene = staged(LISTENING, message_content=True)
    first = scene.mention(QUESTION).response
    second = scene.says("Who loaded the final cart at noon?", reply_to=first).wait(30)
    third = scene.says("When did otters return to the Welm?", reply_to=second.response).wait(30)
    thread = scene.server.state.channels[third.message.id]
    inside = scene.says(QUESTION, channel=thread).wait(30)
    assert QUOTE in inside.response.text
    further = scene.says("And when did the quarry at Tarn Hollow close?", channel=thread, user=scene.bob).wait(30)
    assert QUOTE in further.response.text
    asked_by_name = scene.mention("And who was its foreman?", channel=thread, user=scene.bob).response
    assert "Understood as: “Quarry closes after ninety years”: And who was its foreman?" in asked_by_name.text


def test_a_forum_post_is_answered_inside(scene: Any) -> None:
    forum = scene.server.add_channel(scene.guild, "help", kind=FORUM)
    thread = scene.server.opens_thread(forum, scene.ada, "a question")
    said = scene.mention(QUESTION, channel=thread)
    assert said.response.channel_id == thread.id


def test_where_it_may_not_write_the_asker_is_told_directly(scene: Any) -> None:
    deny = Overwrite(target=scene.server.state.bot.id, member=True, deny=SEND_MESSAGES)
    scene.server.change_channel(scene.channel, overwrites=[deny])
    scene.says(QUESTION, mentions=[scene.server.state.bot])
    room = scene.server.dm(scene.ada)
    scene.server.wait_until(lambda: bool(scene.server.transcript(room)), 30)
    assert [message.text for message in scene.server.transcript(room)] == [
        "Footnote may not write in that channel. It needs the permission to send messages there."
    ]


@pytest.mark.parametrize("fault", ["permission", "ledger", "discord"])
def test_who_did_not_ask_the_bot_is_told_of_no_error(staged: Any, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    scene = staged(LISTENING, message_content=True)
    scene.ledger.preferences.change(scene.place(), channel=True, listens=True)
    attempts: list[object] = []

    def fail(*values: object, **_: object) -> None:
        attempts.append(values)
        raise LedgerFull("the disk has no room", advice="Make room.")

    if fault == "permission":
        deny = Overwrite(target=scene.server.state.bot.id, member=True, deny=SEND_MESSAGES)
        scene.server.change_channel(scene.channel, overwrites=[deny])
    elif fault == "ledger":
        monkeypatch.setattr(scene.ledger.preferences, "of", fail)
    else:
        scene.server.fail_next("POST /channels/*/messages", 400, body={"code": 50035, "message": "Invalid Form Body"})
    said = scene.says(QUESTION)
    posted = "POST /channels/*/messages"
    scene.server.wait_until(lambda: bool(attempts or scene.server.requests(posted)), 30)
    monkeypatch.undo()
    scene.server.change_channel(scene.channel, overwrites=[])
    after(scene, said)
    assert scene.server.transcript(scene.server.dm(scene.ada)) == []


def test_who_asks_beside_a_quote_in_its_thread_is_told_of_no_error(staged: Any) -> None:
    scene = staged(LISTENING, message_content=True)
    first = scene.mention(QUESTION).response
    second = scene.says("Who loaded the final cart at noon?", reply_to=first).wait(30)
    third = scene.says("When did otters return to the Welm?", reply_to=second.response).wait(30)
    thread = scene.server.state.channels[third.message.id]
    posted = "POST /channels/*/messages"
    before = len(scene.server.requests(posted))
    scene.server.fail_next(posted, 403, body={"code": 50013, "message": "Missing Permissions"})
    scene.says("what is the sentence before?", channel=thread, user=scene.bob)
    scene.server.wait_until(lambda: len(scene.server.requests(posted)) > before, 30)
    after(scene)
    assert scene.server.transcript(scene.server.dm(scene.bob)) == []


def test_a_locked_thread_is_told_directly_too(scene: Any) -> None:
    thread = scene.server.opens_thread(scene.channel, scene.ada, "a question")
    scene.server.fail_next("POST /channels/*/messages", 400, body={"code": 50083, "message": "Thread is archived"})
    scene.says(QUESTION, channel=thread, mentions=[scene.server.state.bot])
    room = scene.server.dm(scene.ada)
    scene.server.wait_until(lambda: bool(scene.server.transcript(room)), 30)


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("When did it close?", True),
        ("wann schließt der Steinbruch", True),
        ("¿Cuándo cerró la cantera?", True),
        ("Où est la carrière ?", True),
        ("thanks!", False),
        ("who knows", False),
        ("see https://example.org/?q=1", False),
        ("The quarry closed on Friday.", False),
    ],
)
def test_what_counts_as_a_question(words: str, asks: bool) -> None:  # noqa: FBT001
    assert is_question(words) is asks
