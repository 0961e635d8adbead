"""With the message-content intent switched on by the operator. The sentences of the promise, in its order.

- off by default; if Discord refuses the intent, it cannot start (the words in the log are the wire suite's)
- in channels that an admin made Footnote channels every question is answered without a mention; silent when it has no
  answer, and when a message is not a question
- it follows its threads
- without the intent such a channel works by mention, and `/settings` says so
"""

from __future__ import annotations

from pathlib import Path

import discord
import pytest

from bot.configuration.config_file import Config
from bot.configuration.discord_settings import DiscordSettings
from support.discord_simcord import FOLLOW_UP, NOWHERE, OTTERS, QUESTION, QUOTE, UNDERSTOOD, Simulation, Stage

READING = Config(discord=DiscordSettings(message_content=True))
BY_MENTION = "In its channels Footnote answers only when it is mentioned, because it may not read other messages."


@pytest.fixture
def reading(staged: Stage) -> Simulation:
    """A simulation in which the bot reads messages, and the channel is a Footnote channel."""
    sim = staged(READING, portal=discord.Intents.all())
    sim.slash("settings", by=sim.keeper, channel=sim.channel, **{"footnote-channel": True})
    return sim


def test_the_intent_is_off_by_default() -> None:
    assert not Config().discord.message_content


def test_where_discord_refuses_the_intent_the_bot_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(discord.PrivilegedIntentsRequired):
        Simulation(tmp_path, config=READING)  # a portal that grants nothing


def test_in_a_footnote_channel_a_question_is_answered_without_a_mention(reading: Simulation) -> None:
    (answer,) = reading.says(QUESTION)
    assert QUOTE in answer.text


def test_it_is_silent_when_it_has_no_answer_and_the_gap_is_noted(reading: Simulation) -> None:
    assert reading.says(NOWHERE) == []
    gaps = reading.services.ledger.unanswered.latest(place=reading.place())
    assert [gap.question for gap in gaps] == [NOWHERE]


@pytest.mark.parametrize("words", ["The quarry at Tarn Hollow closed on Friday.", "thanks!"])
def test_it_is_silent_when_a_message_is_no_question_to_it(reading: Simulation, words: str) -> None:
    assert reading.says(words) == []


def test_questions_to_everyone_and_to_other_people_are_theirs(reading: Simulation) -> None:
    crier = reading.member("crier", mention_everyone=True)
    assert reading.says(f"@everyone {QUESTION}", by=crier) == []
    assert reading.says(f"@here {QUESTION}") == []  # from somebody whose call reaches nobody
    assert reading.says(f"{reading.bob.mention} {QUESTION}") == []


def test_a_question_without_an_answer_does_not_count_against_a_daily_limit(reading: Simulation) -> None:
    reading.slash("settings", by=reading.keeper, **{"per-person": 1})
    assert reading.says(NOWHERE) == []
    assert len(reading.says(QUESTION)) == 1


def test_in_other_channels_it_waits_for_a_mention(reading: Simulation) -> None:
    quiet = reading.does(lambda: reading.guild.create_text_channel("quiet"))
    assert reading.says(QUESTION, at=quiet) == []
    assert len(reading.mention(QUESTION, at=quiet)) == 1


def test_it_follows_the_threads_that_it_opened(reading: Simulation) -> None:
    (first,) = reading.mention(QUESTION)
    (second,) = reading.reply(first, "Who loaded the final cart at noon?")
    reading.reply(second, OTTERS)
    (thread,) = reading.channel.threads
    (inside,) = reading.says(QUESTION, at=thread)
    assert QUOTE in inside.text


def test_a_footnote_channel_s_threads_are_listened_to(reading: Simulation) -> None:
    thread = reading.thread("quarries")
    assert len(reading.says(QUESTION, at=thread)) == 1


def test_a_reply_to_a_command_s_answer_carries_its_words(reading: Simulation) -> None:
    (answer,) = reading.reply(reading.ask().message, FOLLOW_UP)
    assert UNDERSTOOD in answer.text


def test_without_the_intent_a_footnote_channel_works_by_mention_and_settings_say_so(sim: Simulation) -> None:
    outcome = sim.slash("settings", by=sim.keeper, channel=sim.channel, **{"footnote-channel": True})
    assert BY_MENTION in outcome.message.text
    assert sim.says(QUESTION) == []
    assert len(sim.mention(QUESTION)) == 1


def test_with_the_intent_settings_say_nothing_of_mentions(reading: Simulation) -> None:
    assert BY_MENTION not in reading.slash("settings", by=reading.keeper).message.text
